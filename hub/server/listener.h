// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hub_log.h"
#include "session_registry.h"

#include <core/result.h>

#include <boost/asio/basic_socket_acceptor.hpp>
#include <cstdint>
#include <functional>
#include <string>

namespace yz::hub {

/**
 * Accepts connections and gives each a session, never more than a fixed number at once.
 * Owner: the hub. Thread: the io thread.
 */
class Listener
{
public:
    /** Whoever serves a connection registers it for as long as it lasts. */
    using Serve = std::function<Awaitable<void>(Socket, SessionRegistry &)>;

    Listener(asio::io_context &io, Serve serve, std::size_t most, HubLog &log);

    /** Port 0 takes a free one. */
    Result<void> listen(const std::string &host, std::uint16_t port);
    std::uint16_t port() const;
    Awaitable<void> accept();
    /** No more connections; those there are end after the answer they are at. */
    void stop();
    SessionRegistry &sessions() { return m_sessions; }

private:
    void serve(Socket socket);

    asio::io_context &m_io;
    Serve m_serve;
    std::size_t m_most;
    HubLog &m_log;
    asio::basic_socket_acceptor<asio::ip::tcp, Executor> m_acceptor;
    SessionRegistry m_sessions;
};

} // namespace yz::hub
