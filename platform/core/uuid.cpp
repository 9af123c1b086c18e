// SPDX-License-Identifier: Apache-2.0
#include "core/uuid.h"

#include "core/secret.h"

#include <cstdint>

namespace yz {
namespace {

constexpr std::string_view kHex = "0123456789abcdef";

bool isDashPosition(std::size_t position)
{
    return position == 8 || position == 13 || position == 18 || position == 23;
}

} // namespace

Uuid Uuid::fresh(const Clock &clock)
{
    Uuid id;
    fillRandom(id.bytes);
    const auto millis = static_cast<std::uint64_t>(clock.wall().time_since_epoch().count());
    for (std::size_t i = 0; i < 6; ++i)
        id.bytes[i] = static_cast<std::byte>(millis >> (40 - 8 * i));
    id.bytes[6] = (id.bytes[6] & std::byte{0x0F}) | std::byte{0x70};
    id.bytes[8] = (id.bytes[8] & std::byte{0x3F}) | std::byte{0x80};
    return id;
}

Result<Uuid> Uuid::parse(std::string_view text)
{
    const Error malformed{Fault::DataMalformed, "not a UUID in canonical form"};
    if (text.size() != 36)
        return malformed;
    Uuid id;
    std::size_t nibble = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (isDashPosition(i)) {
            if (text[i] != '-')
                return malformed;
            continue;
        }
        const auto digit = kHex.find(text[i]);
        if (digit == std::string_view::npos)
            return malformed;
        const auto shift = nibble % 2 == 0 ? 4U : 0U;
        id.bytes[nibble / 2] |= static_cast<std::byte>(digit << shift);
        ++nibble;
    }
    return id;
}

std::string Uuid::toString() const
{
    std::string text;
    text.reserve(36);
    for (const auto byte : bytes) {
        if (isDashPosition(text.size()))
            text += '-';
        text += kHex[std::to_integer<std::size_t>(byte) >> 4];
        text += kHex[std::to_integer<std::size_t>(byte) & 0x0F];
    }
    return text;
}

} // namespace yz
