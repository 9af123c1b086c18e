// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/result.h>

#include <string_view>

namespace yz::hub {

/**
 * Walks JSON text once, building nothing: refuses what is no JSON or UTF-8, too deep, has a member twice, U+0000 or a
 * string that is too long. What passes can be parsed into a tree without surprises.
 */
Result<void> guardJson(std::string_view text);

} // namespace yz::hub
