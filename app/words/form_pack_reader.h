// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "words/form_pack.h"
#include "words/json_walk.h"

namespace yz {

/** Reads a form that was opened already; what does not fit is told by the walk. */
FormPack readFormPack(JsonWalk &walk, const JsonPlace &top);

} // namespace yz
