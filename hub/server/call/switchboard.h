// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hub_log.h"
#include "live_socket.h"
#include "turn_servers.h"

namespace yz::hub {

/**
 * The live connections of both sides, joined to the rooms. Owner: the hub. Thread: the io thread.
 * Personal data: in passing.
 */
class Switchboard
{
public:
    Switchboard(asio::io_context &io, CallRecord &record, TurnServers servers, const Clock &clock, HubLog &log);

    void start();
    /** Everybody is told and their lines end. */
    void stop();

    /** A terminal that has asked for a WebSocket, until it ends. `terminal` is what its certificate says. */
    Awaitable<void> serveTerminal(TlsStream &stream, Request upgrade, std::string terminal,
                                  SessionRegistry::Entry &entry);
    /** Asked with everything that is heard: false ends the line. */
    using StillIn = std::function<bool(bool atWork)>;
    /** An agent whose session and origin have been looked at. */
    Awaitable<void> serveAgent(Socket &socket, Request upgrade, CallAgent agent, StillIn stillIn,
                               SessionRegistry::Entry &entry);

    CallRooms &rooms() { return m_rooms; }

private:
    Awaitable<void> keepTime();
    void tellFigures();

    asio::io_context &m_io;
    HubLog &m_log;
    TurnServers m_servers;
    CallRooms m_rooms;
    CallRooms::Figures m_told;
    Timer m_tick;
    bool m_stopping = false;
};

} // namespace yz::hub
