// SPDX-License-Identifier: Apache-2.0
#include "tls_listener.h"

#include <exception>

namespace yz::hub {

Result<void> configureTls(asio::ssl::context &tls, const TlsFiles &files)
{
    ErrorCode error;
    const auto failed = [&error](const std::string &what) {
        return Error{Fault::KeyMissing, what + ": " + error.message()};
    };
    tls.use_certificate_chain_file(files.certificate, error);
    if (error)
        return failed(files.certificate);
    tls.use_private_key_file(files.key, asio::ssl::context::pem, error);
    if (error)
        return failed(files.key);
    tls.load_verify_file(files.clientAuthority, error);
    if (error)
        return failed(files.clientAuthority);
    tls.set_verify_mode(asio::ssl::verify_peer | asio::ssl::verify_fail_if_no_peer_cert, error);
    if (error)
        return failed("client certificates");
    auto *native = tls.native_handle();
    SSL_CTX_set_min_proto_version(native, TLS1_3_VERSION);
    SSL_CTX_set_session_cache_mode(native, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_options(native, SSL_OP_NO_TICKET);
    SSL_CTX_set_num_tickets(native, 0);
    SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS); // idle terminals cost little
    return {};
}

TlsListener::TlsListener(asio::io_context &io, asio::ssl::context &tls, Router &router, Patience patience,
                         std::size_t most, HubLog &log)
    : m_io(io),
      m_tls(tls),
      m_router(router),
      m_patience(patience),
      m_most(most),
      m_log(log),
      m_acceptor(io),
      m_sessions(io)
{
}

Result<void> TlsListener::listen(const std::string &host, std::uint16_t port)
{
    ErrorCode error;
    const auto address = asio::ip::make_address(host, error);
    const asio::ip::tcp::endpoint endpoint(address, port);
    if (!error)
        m_acceptor.open(endpoint.protocol(), error);
    if (!error)
        m_acceptor.set_option(asio::socket_base::reuse_address(true), error);
    if (!error)
        m_acceptor.bind(endpoint, error);
    if (!error)
        m_acceptor.listen(asio::socket_base::max_listen_connections, error);
    if (error)
        return {Fault::DeviceBusy, "cannot listen on " + host + ":" + std::to_string(port) + ": " + error.message()};
    return {};
}

std::uint16_t TlsListener::port() const
{
    ErrorCode ignored;
    return m_acceptor.local_endpoint(ignored).port();
}

Awaitable<void> TlsListener::accept()
{
    while (m_acceptor.is_open()) {
        ErrorCode error;
        Socket socket(m_io);
        co_await m_acceptor.async_accept(socket, into(error));
        if (error == asio::error::operation_aborted || !m_acceptor.is_open())
            break;
        if (error) { // out of descriptors: those who left free some
            m_log.write("listener.trouble", {{"error", error.message()}});
            Timer pause(m_io, std::chrono::milliseconds(100));
            co_await pause.async_wait(into(error));
            continue;
        }
        if (m_sessions.size() >= m_most) {
            m_log.write("listener.full");
            continue;
        }
        serve(std::move(socket));
    }
}

void TlsListener::serve(Socket socket)
{
    asio::co_spawn(m_io, serveConnection(std::move(socket), m_tls, m_router, m_sessions, m_patience, m_log),
                   [this](const std::exception_ptr &thrown) {
                       if (!thrown)
                           return;
                       try {
                           std::rethrow_exception(thrown);
                       } catch (const std::exception &trouble) {
                           m_log.write("session.failed", {{"error", std::string(trouble.what())}});
                       }
                   });
}

void TlsListener::stop()
{
    ErrorCode ignored;
    m_acceptor.close(ignored);
    m_sessions.drain();
}

} // namespace yz::hub
