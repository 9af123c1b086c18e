// SPDX-License-Identifier: Apache-2.0
#include "engine/call_program.h"

int main(int argc, char **argv)
{
    return yz::runCallProgram(argc, argv, {});
}
