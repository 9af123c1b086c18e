// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "world.h"

#include <functional>
#include <list>
#include <string>
#include <vector>

namespace yz::world {

/**
 * The line language: one command, one reply line. README.md in this folder is its reference.
 * Owner: main(). Thread: main.
 */
class Commands
{
public:
    using Reply = std::function<void(const std::string &line)>;
    using Words = std::vector<std::string>;

    Commands(Loop &loop, World &world, std::function<void()> quit);

    /** `reply` is called once, at once or (wait, await) later. */
    void run(const std::string &line, const Reply &reply);
    /** The program under test has ended. */
    void exited(int status);

private:
    struct Awaited
    {
        std::function<bool()> reached;
        Reply reply;
        std::chrono::steady_clock::time_point deadline;
    };

    std::string dispatch(const Words &words);
    std::string plug(const Words &words);
    std::string unplug(const Words &words);
    std::string card(const Words &words);
    std::string stick(const Words &words);
    std::string readerCommand(const Words &words);
    std::string readerFault(const Words &words);
    bool await(const Words &words, const Reply &reply);
    void after(const Words &words, const std::string &line, const Reply &reply);
    void checkAwaited();
    std::string state();

    Loop &m_loop;
    World &m_world;
    std::function<void()> m_quit;
    std::list<Reply> m_waitExit;
    std::list<Awaited> m_awaited;
    bool m_polling = false;
    bool m_exited = false;
    int m_exitStatus = 0;
};

} // namespace yz::world
