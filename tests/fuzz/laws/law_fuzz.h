// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

namespace yz::fuzz {

/** The bodies of the targets, so that `make test` runs the kept inputs through the same. Each aborts on a broken
 *  promise. */
void lawWords(const std::uint8_t *data, std::size_t size);
void lawSearch(const std::uint8_t *data, std::size_t size);
void lawImport(const std::uint8_t *data, std::size_t size);

} // namespace yz::fuzz
