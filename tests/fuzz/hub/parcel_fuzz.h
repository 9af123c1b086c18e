// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

namespace yz::fuzz {

/** Whatever lies on a stick as a parcel of orders, its outside and, taken as unsealed, its inside: it is read or
 * refused for a reason, and what was read is within its bounds. Aborts where that is not so. */
void orderParcel(const std::uint8_t *data, std::size_t size);

} // namespace yz::fuzz
