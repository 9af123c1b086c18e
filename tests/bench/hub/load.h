// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace yz::hub {

/** What a load of terminals came to. */
struct LoadResult
{
    std::uint64_t orders = 0; ///< answered 201
    std::uint64_t others = 0; ///< anything else: there should be none
    double seconds = 0;
    std::vector<double> latencies; ///< milliseconds, sorted
};

/**
 * This many terminals "t0", "t1" … at once, each on one mTLS connection, each handing in one order after the other for
 * this long. Connecting is not counted. One thread; what is under way is bounded by the number of terminals.
 */
LoadResult runLoad(std::uint16_t port, const std::string &certificates, int terminals,
                   std::chrono::milliseconds period);

} // namespace yz::hub
