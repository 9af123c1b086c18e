// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "call/call_process.h"

#include <core/clock.h>

namespace yz {

/** When media that stay away are noticed. Data. */
struct WatchTiming
{
    Milliseconds connectWithin{10'000};
    Milliseconds stalledAfter{1500};
    Milliseconds failedAfter{3000};
};

/**
 * Judges from the moments of what was received how the media stand; asked several times a second.
 * Owner: a media session. Thread: its own. Errors: none.
 */
class MediaWatchdog
{
public:
    explicit MediaWatchdog(const Clock &clock, WatchTiming timing = {});

    /** A decoded frame, or with audio alone a decoded piece of sound. */
    void seen() { seenAt(m_clock.now()); }
    void seenAt(Instant moment)
    {
        m_lastSeen = moment;
        m_hasSeen = true;
    }
    /** The transport itself says that there is no way. Stays until the session is rebuilt. */
    void transportFailed() { m_isTransportFailed = true; }
    CallState judge() const;

private:
    const Clock &m_clock;
    WatchTiming m_timing;
    Instant m_begun;
    Instant m_lastSeen;
    bool m_hasSeen = false;
    bool m_isTransportFailed = false;
};

} // namespace yz
