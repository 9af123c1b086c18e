// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace yz {

/** What a terminal speaks to a citizen. What is sent to the hub and kept is always Chinese. */
enum class Language { Chinese, English };

} // namespace yz
