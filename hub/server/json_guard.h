// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hub/work_order.h"

#include <core/result.h>

#include <cstddef>
#include <string_view>

namespace yz::hub {

/**
 * Walks JSON text once, building nothing: refuses what is no JSON or UTF-8, too deep, has U+0000 or a string that is
 * too long. Gives the number of members of all objects: a tree built from the text that has fewer had one twice.
 */
Result<std::size_t> guardJson(std::string_view text, std::size_t mostCharacters = kMaxCharacters);

} // namespace yz::hub
