// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/clock.h>

#include <optional>

namespace yz {

enum class Presence {
    Unknown, ///< not looked yet, or the camera shows nothing: nothing may be concluded from it
    Nobody,
    Somebody,
};

/** How quickly a judge makes up its mind. Data. */
struct PresenceTiming
{
    int seenBeforeBelieved = 2;            ///< looks in a row: one alone may be a poster or a shadow
    Milliseconds goneBeforeBelieved{3000}; ///< looking down at a form is no leaving
};

/** Makes presence of single looks, slow to change its mind. A value. */
class PresenceJudge
{
public:
    explicit PresenceJudge(PresenceTiming timing = {}) : m_timing(timing) {}

    Presence look(bool seesFace, Instant now);
    void forget() { *this = PresenceJudge(m_timing); }
    Presence presence() const { return m_presence; }

private:
    PresenceTiming m_timing;
    Presence m_presence = Presence::Unknown;
    int m_seenInARow = 0;
    std::optional<Instant> m_lastSeen; ///< or since when it looks
};

} // namespace yz
