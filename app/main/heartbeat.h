// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/clock.h>

#include <QTimer>

#include <soil/supervisor.h>

namespace yz {

class Terminal;

/**
 * Tells the service manager that the terminal serves, for as long as it does.
 * Owner: main(). Thread: GUI.
 */
class Heartbeat
{
public:
    explicit Heartbeat(const Clock &clock);
    ~Heartbeat();
    Heartbeat(const Heartbeat &) = delete;
    Heartbeat &operator=(const Heartbeat &) = delete;

    /** Only the event loop is watched: there is nothing else yet. */
    void beat();
    /** The store has to answer, too. */
    void beatFor(Terminal &terminal);

private:
    void tick();

    const Clock &m_clock;
    soil::Supervisor m_manager;
    soil::Pulse m_pulse;
    Terminal *m_terminal = nullptr;
    bool m_isAsking = false;
    QTimer m_timer;
};

} // namespace yz
