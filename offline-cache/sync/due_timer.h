// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/clock.h>

#include <QObject>
#include <QTimer>

#include <sodium.h>

#include <algorithm>
#include <functional>
#include <optional>

namespace yz::sync {

/** Evenly spread from nothing to `longest`. */
inline Milliseconds uniformJitter(Milliseconds longest)
{
    return Milliseconds(randombytes_uniform(static_cast<std::uint32_t>(longest.count()) + 1));
}

/**
 * One thing to be done at a moment of the clock. The timer within is only a nudge, the clock decides: so a machine that
 * slept, and a test that moves a clock of its own, find the same thing due. Owner: whoever does it. Thread: its.
 */
class DueTimer
{
public:
    DueTimer(const Clock &clock, std::function<void()> does) : m_clock(clock), m_does(std::move(does))
    {
        m_timer.setSingleShot(true);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { tick(); });
    }

    /** In place of whatever was due before; nothing: never. */
    void set(std::optional<Milliseconds> dueIn)
    {
        m_timer.stop();
        m_due.reset();
        if (dueIn) {
            m_due = m_clock.now() + *dueIn;
            m_timer.start(std::min(*dueIn, kLongestSleep));
        }
    }
    std::optional<Instant> due() const { return m_due; }
    /** Does it if it is due. */
    void tick()
    {
        if (!m_due)
            return;
        const auto now = m_clock.now();
        if (now < *m_due) {
            m_timer.start(std::min(std::chrono::ceil<Milliseconds>(*m_due - now), kLongestSleep));
            return;
        }
        m_due.reset();
        m_does();
    }

private:
    static constexpr Milliseconds kLongestSleep = std::chrono::minutes(1);

    const Clock &m_clock;
    std::function<void()> m_does;
    QTimer m_timer;
    std::optional<Instant> m_due;
};

} // namespace yz::sync
