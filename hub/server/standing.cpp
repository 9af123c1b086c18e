// SPDX-License-Identifier: Apache-2.0
#include "hub/standing.h"

#include <algorithm>

namespace yz::hub {

Judgement judge(const Standing &standing, const Position &position)
{
    if (std::ranges::find(standing.closed, position.epoch) != standing.closed.end())
        return {Fit::Fork, 0};
    const bool opens = standing.epoch != position.epoch;
    const auto next = opens ? 1 : standing.next;
    const auto last = opens ? Digest{} : standing.last;
    if (position.sequence > next)
        return {Fit::Gap, next};
    if (position.sequence < next || position.previous != last)
        return {Fit::Fork, 0};
    return {Fit::Next, 0};
}

void advance(Standing &standing, const Position &position, const Uuid &order, const Digest &body)
{
    if (standing.epoch != position.epoch) {
        if (standing.epoch)
            standing.closed.push_back(*standing.epoch);
        standing.epoch = position.epoch;
    }
    standing.next = position.sequence + 1;
    standing.last = chained(position.previous, order, position.sequence, body);
}

} // namespace yz::hub
