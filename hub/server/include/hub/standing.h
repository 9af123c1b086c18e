// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hub/digest.h"

#include <optional>
#include <vector>

namespace yz::hub {

/** Where an order says it stands in its terminal's sequence. */
struct Position
{
    Uuid epoch;
    std::uint64_t sequence = 0;
    Digest previous{};
};

/** Where the hub thinks a terminal stands. A terminal never seen: no epoch, next 1. */
struct Standing
{
    std::optional<Uuid> epoch = {};
    std::uint64_t next = 1;
    Digest last{};
    std::vector<Uuid> closed = {}; ///< epochs that ended; nothing more is taken from them
    bool blocked = false;
};

enum class Fit {
    Next, ///< exactly the one waited for, or the first of a new epoch
    Gap,  ///< earlier ones are missing
    Fork, ///< another history than the one held here
};

struct Judgement
{
    Fit fit;
    std::uint64_t expected; ///< with Gap
};

/** Point 4 of the contract. Pure. */
Judgement judge(const Standing &standing, const Position &position);

/** The standing once an order was taken at a position that fits. */
void advance(Standing &standing, const Position &position, const Uuid &order, const Digest &body);

} // namespace yz::hub
