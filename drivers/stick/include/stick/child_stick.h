// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "stick/stick.h"

#include <memory>

namespace yz {

/** Where the program that touches sticks is found: as a child of this one, or behind the service manager's socket, then
 *  under a user of its own. */
struct StickProgram
{
    QString path;   ///< of yizhan-stick; used where `socket` is empty
    QString socket; ///< a Unix socket that starts one per connection
};

std::unique_ptr<Stick> makeChildStick(const StickProgram &program);

} // namespace yz
