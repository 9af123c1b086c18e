// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/result.h"

#include <array>
#include <compare>
#include <cstddef>
#include <string>
#include <string_view>

namespace yz {

/** A version 7 UUID (RFC 9562 §5.7): 48 bits of Unix milliseconds, the rest random. Identifies, never orders. */
struct Uuid
{
    std::array<std::byte, 16> bytes{};

    static Uuid fresh(const Clock &clock);
    /** Only the canonical form, 36 characters in lower case. DataMalformed otherwise. */
    static Result<Uuid> parse(std::string_view text);

    std::string toString() const;
    bool isNull() const { return *this == Uuid{}; }
    auto operator<=>(const Uuid &) const = default;
};

} // namespace yz
