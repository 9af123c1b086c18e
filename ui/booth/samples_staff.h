// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "booth/samples.h"

namespace yz {

/** The maintenance mode: what attendants and technicians see. */
void addStaff(std::vector<SampleScreen> &all);

} // namespace yz
