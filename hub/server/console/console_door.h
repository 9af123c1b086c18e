// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent_sessions.h"
#include "desk.h"
#include "passwords.h"
#include "router.h"
#include "session_registry.h"
#include "static_files.h"

#include <functional>
#include <string>

namespace yz::hub {

/** What the console's connections share. Owner: the hub. */
struct Console
{
    /** Whether an agent is still logged in; at work, which includes waiting for calls, nobody is logged out as idle. */
    using StillIn = std::function<bool(bool atWork)>;
    /** A WebSocket that an agent has opened, until it ends. */
    using Live = std::function<Awaitable<void>(Socket &, Request, AgentIdentity, StillIn, SessionRegistry::Entry &)>;

    StaticFiles files;
    Desk &desk;
    AgentSessions &sessions;
    PasswordChecker &passwords;
    const Clock &clock;
    HubLog &log;
    std::function<void()> ordersChanged;
    Live live;
};

/**
 * The agents' side of the hub: static files for everybody, the rest for those who are logged in. Expects TLS to be
 * ended in front of it. A page of another origin can do nothing here: the cookie is SameSite=Strict, changes need a
 * header that such a page may not set, and a WebSocket must come from our own origin.
 * Owner: one connection. Thread: the io thread. Personal data: only in passing.
 */
class ConsoleDoor
{
public:
    static constexpr std::size_t kMostBody = 128U * 1024;

    explicit ConsoleDoor(Console &console) : m_console(console) {}

    std::optional<Refusal> objection(const RequestHead &head);
    std::size_t bodyLimit(const RequestHead &) const { return kMostBody; }
    Awaitable<Response> answer(Request request);
    void stamp(Response &response) const;
    std::string who() const { return m_agent ? "agent:" + m_agent->name : std::string("console"); }

    bool takesOver(const RequestHead &head) const;
    Awaitable<void> takeOver(Socket &socket, Request request, SessionRegistry::Entry &entry);

private:
    Awaitable<Response> logIn(Request request);
    Response logOut(const Request &request);
    Awaitable<Response> box(std::string query);
    Awaitable<Response> order(Uuid id);
    Awaitable<Response> deed(Request request, Uuid id, std::string name);
    Awaitable<Response> attachment(Digest digest);
    Response file(const Request &request, const StaticFile &file) const;

    Console &m_console;
    std::optional<AgentIdentity> m_agent; ///< of the request at hand
};

} // namespace yz::hub
