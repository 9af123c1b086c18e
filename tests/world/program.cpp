// SPDX-License-Identifier: Apache-2.0
#include "program.h"

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <sstream>

namespace yz::world {

namespace {
std::string found(const std::string &program)
{
    if (program.find('/') != std::string::npos)
        return program;
    const char *path = std::getenv("PATH");
    std::istringstream folders(path ? path : "/usr/bin:/bin");
    for (std::string folder; std::getline(folders, folder, ':');) {
        folder.append("/").append(program);
        if (access(folder.c_str(), X_OK) == 0)
            return folder;
    }
    return program;
}

/** Comes back only when it failed. */
void execute(const std::vector<std::string> &command)
{
    std::vector<char *> arguments;
    arguments.reserve(command.size() + 1);
    for (const auto &word : command)
        arguments.push_back(const_cast<char *>(word.c_str()));
    arguments.push_back(nullptr);
    execvp(arguments[0], arguments.data());
}

std::string outputOf(const std::vector<std::string> &command)
{
    std::array<int, 2> ends{};
    if (pipe(ends.data()))
        return {};
    const pid_t child = fork();
    if (child == 0) {
        dup2(ends[1], STDOUT_FILENO);
        dup2(ends[1], STDERR_FILENO);
        close(ends[0]);
        close(ends[1]);
        unsetenv("LD_PRELOAD");
        execute(command);
        _exit(127);
    }
    close(ends[1]);
    std::string text;
    std::array<char, 4096> chunk{};
    for (ssize_t got = 0; (got = read(ends[0], chunk.data(), chunk.size())) > 0;)
        text.append(chunk.data(), static_cast<std::size_t>(got));
    close(ends[0]);
    if (child > 0)
        waitpid(child, nullptr, 0);
    return text;
}

/** The paths of the address sanitizer's shared runtimes the program is linked with. */
std::vector<std::string> sanitizerRuntimes(const std::string &program)
{
    std::vector<std::string> runtimes;
    std::istringstream lines(outputOf({"ldd", program}));
    for (std::string line; std::getline(lines, line);) {
        const bool wanted = line.find("libasan.so") != std::string::npos ||
                            line.find("libubsan.so") != std::string::npos ||
                            line.find("libclang_rt.asan") != std::string::npos;
        const auto arrow = line.find("=> ");
        if (wanted && arrow != std::string::npos)
            runtimes.push_back(line.substr(arrow + 3, line.find(' ', arrow + 3) - arrow - 3));
    }
    return runtimes;
}
} // namespace

std::string Program::preloads() const
{
    std::string list;
    for (const auto &runtime : sanitizerRuntimes(found(command.front())))
        list += runtime + ":";
    list += "libumockdev-preload.so.0:" + pollShim;
    if (const char *before = std::getenv("LD_PRELOAD"); before && *before)
        list += std::string(":") + before;
    return list;
}

pid_t Program::start() const
{
    const std::string preload = preloads();
    const pid_t child = fork();
    if (child != 0)
        return child;
    prctl(PR_SET_PDEATHSIG, SIGTERM); // no orphan on a bus that is gone
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    signal(SIGPIPE, SIG_DFL);
    for (const auto &[name, value] : environment)
        setenv(name.c_str(), value.c_str(), 1);
    setenv("LD_PRELOAD", preload.c_str(), 1);
    execute(command);
    std::fprintf(stderr, "yizhan-world: %s: %s\n", command.front().c_str(), std::strerror(errno));
    _exit(127);
}

} // namespace yz::world
