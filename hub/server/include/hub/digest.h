// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/uuid.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace yz::hub {

/** A SHA-256. The value of a `Content-Digest` or `Plsk-Prev` header once understood. */
using Digest = std::array<std::byte, 32>;

Digest sha256(std::string_view bytes);

/** hash(n) of the contract: binds an order to its place and to everything before it. */
Digest chained(const Digest &previous, const Uuid &order, std::uint64_t sequence, const Digest &body);

/** RFC 9530: `sha-256=:…:`. Nothing unless that is all there is. */
std::optional<Digest> parseDigestField(std::string_view field);
std::string toDigestField(const Digest &digest);

std::string toBase64(std::span<const std::byte> bytes);
std::string toHex(std::span<const std::byte> bytes);

} // namespace yz::hub
