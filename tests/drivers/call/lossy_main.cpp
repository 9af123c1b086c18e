// SPDX-License-Identifier: Apache-2.0
#include <engine/call_program.h>

/** yizhan-call on a bad line: one packet in twenty is lost, each way. Not shipped. */
int main(int argc, char **argv)
{
    return yz::runCallProgram(argc, argv, {.loss = 0.05});
}
