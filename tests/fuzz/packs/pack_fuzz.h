// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

namespace yz::fuzz {

/** What the fuzzers do with one input; the kept inputs go the same way in every `make test`. Abort on a broken promise.
 */
void packHead(const std::uint8_t *data, std::size_t size);
void packLines(const std::uint8_t *data, std::size_t size);
void catalogueRow(const std::uint8_t *data, std::size_t size);
void configuration(const std::uint8_t *data, std::size_t size);

} // namespace yz::fuzz
