// SPDX-License-Identifier: Apache-2.0
#include "heartbeat.h"

#include "terminal.h"

namespace yz {
namespace {

using namespace std::chrono_literals;

/** A disk may be slow; one that does not answer for so long serves nobody. */
constexpr Milliseconds kStorePatience = 90s;
constexpr int kBeatsPerPeriod = 3;

} // namespace

Heartbeat::Heartbeat(const Clock &clock)
    : m_clock(clock), m_manager(soil::Supervisor::fromEnvironment()), m_pulse(clock.now(), kStorePatience)
{
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { tick(); });
}

Heartbeat::~Heartbeat()
{
    (void)m_manager.stopping();
}

void Heartbeat::beat()
{
    (void)m_manager.ready();
    if (m_manager.watchdog())
        m_timer.start(*m_manager.watchdog() / kBeatsPerPeriod);
}

void Heartbeat::beatFor(Terminal &terminal)
{
    m_terminal = &terminal;
    m_pulse.storeAnswered(m_clock.now());
    beat();
}

void Heartbeat::tick()
{
    if (m_terminal != nullptr && !m_isAsking) {
        m_isAsking = true;
        m_terminal->askStore([this] {
            m_isAsking = false;
            m_pulse.storeAnswered(m_clock.now());
        });
    }
    if (m_terminal == nullptr || m_pulse.beats(m_clock.now()))
        (void)m_manager.alive();
}

} // namespace yz
