// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace yz {

/** Only a test makes packets get lost: the shipped program never sets it. */
struct EngineTrial
{
    double loss = 0; ///< 0..1, each way
};

/** The whole program. */
int runCallProgram(int argc, char **argv, EngineTrial trial);

} // namespace yz
