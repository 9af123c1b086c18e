// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace yz::hub {

/** `yizhan-hubd orders …`: orders that came on a stick. argv[0] is "orders". Gives the exit code. */
int ordersCommand(int argc, char **argv);

} // namespace yz::hub
