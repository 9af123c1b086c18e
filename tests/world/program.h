// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

#include <map>
#include <string>
#include <vector>

namespace yz::world {

/** The unmodified program under test, started so that it sees the emulated bus. */
struct Program
{
    std::vector<std::string> command;
    std::string pollShim;
    std::map<std::string, std::string> environment; ///< set on top of what is inherited

    /** -1 when it could not be started; the reason went to stderr. */
    pid_t start() const;
    /** The libraries for LD_PRELOAD, in order. A sanitizer's runtime insists on coming first. */
    std::string preloads() const;
};

} // namespace yz::world
