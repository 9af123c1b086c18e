// SPDX-License-Identifier: Apache-2.0
// What the other process may send, in pieces of any size: refused, or taken and sayable again in the same words. The
// first byte chooses the pieces; what follows is read as a stream, and once more as one message.
#include <call/call_message.h>

#include <cstdint>
#include <cstdlib>

using namespace yz;

namespace {

void judge(const CallMessage &message)
{
    const auto said = encode(message);
    if (said.size() > 4 + callwire::kLongest)
        return; // characters that are written in six: the sender keeps such a message to itself
    const auto again = decodeCallMessage(said.mid(4));
    if (!again || encode(*again) != said)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 2)
        return 0;
    const QByteArray all(reinterpret_cast<const char *>(data + 1), static_cast<qsizetype>(size - 1));
    const qsizetype piece = 1 + data[0];
    CallMessageReader reader;
    for (qsizetype at = 0; at < all.size(); at += piece) {
        reader.feed(all.mid(at, piece));
        auto next = reader.next();
        for (; next && *next; next = reader.next())
            judge(**next);
        if (!next)
            break;
    }
    if (const auto message = decodeCallMessage(all))
        judge(*message);
    return 0;
}
