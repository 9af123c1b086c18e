// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "booth/samples.h"

namespace yz {

/** Lists, pages to be read, choices, laws: what one looks around in. */
void addLibrary(std::vector<SampleScreen> &all);

} // namespace yz
