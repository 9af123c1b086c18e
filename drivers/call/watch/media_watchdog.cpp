// SPDX-License-Identifier: Apache-2.0
#include "call/media_watchdog.h"

namespace yz {

MediaWatchdog::MediaWatchdog(const Clock &clock, WatchTiming timing)
    : m_clock(clock), m_timing(timing), m_begun(clock.now()), m_lastSeen(m_begun)
{
}

CallState MediaWatchdog::judge() const
{
    if (m_isTransportFailed)
        return CallState::Failed;
    const auto now = m_clock.now();
    if (!m_hasSeen)
        return now - m_begun >= m_timing.connectWithin ? CallState::Failed : CallState::Connecting;
    const auto away = now - m_lastSeen;
    if (away >= m_timing.failedAfter)
        return CallState::Failed;
    return away >= m_timing.stalledAfter ? CallState::Stalled : CallState::Flowing;
}

} // namespace yz
