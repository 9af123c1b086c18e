// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/event_log.h"

#include <string>

namespace yz {

/** An event as one JSON object and a line feed. */
std::string eventLine(EventId id, std::initializer_list<EventField> fields, WallTime at);

} // namespace yz
