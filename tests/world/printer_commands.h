// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "slip_printer.h"

#include <string>
#include <vector>

namespace yz::world {

/** Carries out "printer …"; under the world's lock. Gives the reply line. */
std::string printerCommand(SlipPrinter &printer, const std::vector<std::string> &words);
/** once, always, off or a number of times, at words[at]; nothing there means once. */
bool setTimes(Times &times, const std::vector<std::string> &words, std::size_t at);

} // namespace yz::world
