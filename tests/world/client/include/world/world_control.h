// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <string>

namespace yz::world {

/**
 * A test's line to the emulated world it runs in (see tests/world/README.md for the language).
 * Blocking with a deadline, no event loop, no Qt.
 * Owner: the test. Thread: one at a time; another thread makes its own.
 * Errors: say() gives false, and reply() the reason.
 */
class WorldControl
{
public:
    /** Connects to the world in YIZHAN_WORLD. */
    WorldControl();
    explicit WorldControl(const std::string &socketPath);
    ~WorldControl();
    WorldControl(const WorldControl &) = delete;
    WorldControl &operator=(const WorldControl &) = delete;

    bool connected() const { return m_fd >= 0; }
    /** Sends one command and waits for its reply line; true when that begins with "ok". */
    bool say(const std::string &command, std::chrono::milliseconds deadline = std::chrono::seconds(10));
    /** The last reply without its "ok " or "error ". */
    const std::string &reply() const { return m_reply; }
    /** How often the reader has received a command (find, select, read …) since the world began; -1 on error. */
    long readerCount(const std::string &command);

private:
    bool line(std::chrono::steady_clock::time_point deadline, std::string &text);

    int m_fd = -1;
    std::string m_input;
    std::string m_reply;
};

} // namespace yz::world
