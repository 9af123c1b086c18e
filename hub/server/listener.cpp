// SPDX-License-Identifier: Apache-2.0
#include "listener.h"

#include <exception>

namespace yz::hub {

Listener::Listener(asio::io_context &io, Serve serve, std::size_t most, HubLog &log)
    : m_io(io), m_serve(std::move(serve)), m_most(most), m_log(log), m_acceptor(io), m_sessions(io)
{
}

Result<void> Listener::listen(const std::string &host, std::uint16_t port)
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

std::uint16_t Listener::port() const
{
    ErrorCode ignored;
    return m_acceptor.local_endpoint(ignored).port();
}

Awaitable<void> Listener::accept()
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

void Listener::serve(Socket socket)
{
    asio::co_spawn(m_io, m_serve(std::move(socket), m_sessions), [this](const std::exception_ptr &thrown) {
        if (!thrown)
            return;
        try {
            std::rethrow_exception(thrown);
        } catch (const std::exception &trouble) {
            m_log.write("session.failed", {{"error", std::string(trouble.what())}});
        }
    });
}

void Listener::stop()
{
    ErrorCode ignored;
    m_acceptor.close(ignored);
    m_sessions.drain();
}

} // namespace yz::hub
