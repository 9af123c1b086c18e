// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "staff/step.h"

namespace yz::staff {

/** An empty page of the maintenance mode. */
BoardView board(const char *topic, const QString &title);
BoardView boardOf(const AtStick &stick, const Surroundings &around, const State &state, const Who &who);
BoardView boardOf(const AtSettings &page);

} // namespace yz::staff
