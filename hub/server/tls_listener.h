// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http_session.h"

#include <core/result.h>

#include <boost/asio/basic_socket_acceptor.hpp>
#include <cstdint>
#include <string>

namespace yz::hub {

/** PEM files of the hub's side of mTLS. */
struct TlsFiles
{
    std::string certificate; ///< with its chain
    std::string key;
    std::string clientAuthority; ///< who may sign a terminal's certificate
};

/** TLS 1.3 only; no handshake without a certificate of ours; no resumption, so that each one is looked at. */
Result<void> configureTls(asio::ssl::context &tls, const TlsFiles &files);

/**
 * Accepts connections and gives each a session, never more than a fixed number at once.
 * Owner: the hub. Thread: the io thread.
 */
class TlsListener
{
public:
    TlsListener(asio::io_context &io, asio::ssl::context &tls, Router &router, Patience patience, std::size_t most,
                HubLog &log);

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
    asio::ssl::context &m_tls;
    Router &m_router;
    Patience m_patience;
    std::size_t m_most;
    HubLog &m_log;
    asio::basic_socket_acceptor<asio::ip::tcp, Executor> m_acceptor;
    SessionRegistry m_sessions;
};

} // namespace yz::hub
