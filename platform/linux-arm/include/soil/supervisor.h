// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/clock.h>
#include <core/result.h>

#include <QByteArray>

#include <optional>
#include <string>

namespace yz::soil {

/**
 * What the service manager is told (sd_notify(3)): that the terminal serves, that it is alive, that it ends. One
 * datagram each, to the socket in NOTIFY_SOCKET; without one nothing happens. Owner: main(). Thread: any.
 */
class Supervisor
{
public:
    /** From NOTIFY_SOCKET and WATCHDOG_USEC, which are then removed for the programs started from here. The process id
     * in WATCHDOG_PID is not looked at: under `cage -- yizhan` it is the compositor's, and a healthy program would be
     * killed every half minute. */
    static Supervisor fromEnvironment();
    Supervisor(QByteArray socket, std::optional<Milliseconds> watchdog);

    bool isThere() const { return !m_socket.isEmpty(); }
    /** After so long without `alive()` the program is killed; nothing: nobody watches. */
    std::optional<Milliseconds> watchdog() const { return m_watchdog; }

    Result<void> ready() const { return tell("READY=1"); }
    Result<void> alive() const { return tell("WATCHDOG=1"); }
    Result<void> stopping() const { return tell("STOPPING=1"); }

private:
    Result<void> tell(const char *what) const;

    QByteArray m_socket; ///< a path, or '@' and an abstract name
    std::optional<Milliseconds> m_watchdog;
};

/**
 * Whether the terminal is alive: its event loop turns, and its store has answered. A loop that hangs, or a disk that
 * does not answer for long, is no service. A value; says nothing by itself.
 */
class Pulse
{
public:
    Pulse(Instant now, Milliseconds storePatience) : m_storeAt(now), m_storePatience(storePatience) {}
    /** The store has answered. */
    void storeAnswered(Instant now) { m_storeAt = now; }
    /** Asked from the event loop, so that being asked is half of the answer. */
    bool beats(Instant now) const { return now - m_storeAt <= m_storePatience; }

private:
    Instant m_storeAt;
    Milliseconds m_storePatience;
};

} // namespace yz::soil
