// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "desk_questions.h"

#include <core/clock.h>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace yz::hub {

/** Who works at the console. */
struct AgentIdentity
{
    ask::AgentId id = 0;
    std::string name, display, organisation;
    std::vector<std::string> roles = {};

    bool may(std::string_view role) const;
    std::string toJson() const;
};

/** From what the database says of an agent who has come in. */
std::optional<AgentIdentity> parseAgent(std::string_view json);

/**
 * Who is logged in. Held in memory only: a hub that starts again asks everybody to log in again. Of a token only its
 * hash is kept. Ends after half an hour without a request and after twelve hours in any case.
 * Owner: the console's listener. Thread: the io thread.
 */
class AgentSessions
{
public:
    explicit AgentSessions(const Clock &clock) : m_clock(clock) {}

    /** The token, for the cookie. */
    std::string open(AgentIdentity agent);
    /** Null for whom it does not know; counts as a sign of life. */
    const AgentIdentity *find(std::string_view token);
    /** The same without counting as one. */
    bool isOpen(std::string_view token) const;
    void close(std::string_view token);

private:
    struct Session
    {
        AgentIdentity agent;
        Instant opened, seen;
    };
    bool isOver(const Session &session) const;
    void sweep();

    const Clock &m_clock;
    std::map<Digest, Session> m_sessions;
};

} // namespace yz::hub
