// SPDX-License-Identifier: Apache-2.0
// Whatever stands on the wire, in pieces of any size; and whatever stands on a card, under a frame that holds. The
// first byte chooses, the second is the size of the pieces, the rest is the input.
#include "card_record.h"
#include "sdt_frames.h"

#include <cstdlib>

using namespace yz;
using namespace yz::sdt;

namespace {

void mustBeACard(const Result<IdCard> &card)
{
    if (!card) {
        if (card.fault() != Fault::CardGarbled || card.error().detail.size() > 200)
            std::abort();
        for (const char c : card.error().detail) {
            if (c < ' ' || c > '~') // a technician's line: nothing of the card
                std::abort();
        }
        return;
    }
    if ((card->name.isEmpty() && card->englishName.isEmpty()) || card->birth.size() != 8 || card->number.size() < 15 ||
        card->photo.size() > 1024)
        std::abort();
}

void parse(std::span<const std::byte> bytes, std::size_t piece)
{
    ReplyParser parser;
    while (!bytes.empty()) {
        const auto part = bytes.first(std::min(piece, bytes.size()));
        bytes = bytes.subspan(part.size());
        auto reply = parser.feed(part);
        if (!reply) {
            if (reply.fault() != Fault::DeviceGarbled)
                std::abort();
            return;
        }
        if (!*reply)
            continue;
        if ((*reply)->data.size() > kMaxFrame || meaningOf((*reply)->status).detail == nullptr)
            std::abort();
        mustBeACard(decodeCard((*reply)->data));
        return;
    }
}

/** The rest as a text record, padded with blanks, behind lengths that are right. */
void decode(std::span<const std::byte> text)
{
    std::vector<std::byte> data(4 + 256 + 1024);
    data[0] = std::byte{1};
    data[2] = std::byte{4};
    for (std::size_t i = 0; i < 256; ++i)
        data[4 + i] = i < text.size() ? text[i] : i % 2 == 0 ? std::byte{' '} : std::byte{0};
    mustBeACard(decodeCard(data));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 3)
        return 0;
    const std::span input(reinterpret_cast<const std::byte *>(data), size);
    const auto rest = input.subspan(2);
    switch (data[0] % 3) {
    case 0:
        parse(rest, std::size_t(data[1]) + 1);
        break;
    case 1:
        decode(rest);
        break;
    default:
        mustBeACard(decodeCard(rest));
    }
    return 0;
}
