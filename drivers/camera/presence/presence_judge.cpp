// SPDX-License-Identifier: Apache-2.0
#include "camera/presence_judge.h"

namespace yz {

Presence PresenceJudge::look(bool seesFace, Instant now)
{
    if (!m_lastSeen)
        m_lastSeen = now;
    if (seesFace) {
        m_lastSeen = now;
        if (++m_seenInARow >= m_timing.seenBeforeBelieved)
            m_presence = Presence::Somebody;
        return m_presence;
    }
    m_seenInARow = 0;
    if (now - *m_lastSeen >= m_timing.goneBeforeBelieved)
        m_presence = Presence::Nobody;
    return m_presence;
}

} // namespace yz
