// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace yz::hub {

/** `yizhan-hubd agents …`: who may work at the console. argv[0] is "agents". Gives the exit code. */
int agentsCommand(int argc, char **argv);

} // namespace yz::hub
