// SPDX-License-Identifier: Apache-2.0
#include "http_session.h"

#include "terminal_certificate.h"

#include <boost/asio/ssl/stream.hpp>
#include <memory>

namespace yz::hub {
namespace {

/** Who the peer's certificate says it is; empty when no terminal. */
std::string peerOf(TlsStream &stream)
{
    const std::unique_ptr<X509, void (*)(X509 *)> certificate(SSL_get_peer_certificate(stream.native_handle()),
                                                              X509_free);
    return certificate ? terminalOf(certificate.get()) : std::string();
}

/** Who a terminal talks to, once its certificate has told which one it is. */
class TerminalDoor
{
public:
    static constexpr std::size_t kMostBody = kMaxBody;

    TerminalDoor(Router &router, Switchboard &calls) : m_router(router), m_calls(calls) {}

    void greet(std::string terminal) { m_terminal = std::move(terminal); }
    std::optional<Refusal> objection(const RequestHead &head) const
    {
        const auto target = head.target();
        return m_router.objection(head, head.method(), std::string_view(target.data(), target.size()), m_terminal);
    }
    std::size_t bodyLimit(const RequestHead &) const { return kMaxBody; }
    Awaitable<Response> answer(Request request) { return m_router.answer(std::move(request), m_terminal); }
    void stamp(Response &response) const { m_router.stamp(response); }
    const std::string &who() const { return m_terminal; }

    bool takesOver(const RequestHead &head) const { return Router::isCall(head); }
    Awaitable<void> takeOver(TlsStream &stream, Request upgrade, SessionRegistry::Entry &entry)
    {
        const auto objection = co_await m_router.objectionToCall(m_terminal);
        if (!objection) {
            co_await m_calls.serveTerminal(stream, std::move(upgrade), m_terminal, entry);
            co_return;
        }
        auto response = refusalResponse(*objection);
        stamp(response);
        response.keep_alive(false);
        response.prepare_payload();
        const auto text = wireText(response);
        ErrorCode ignored;
        co_await asio::async_write(stream, asio::buffer(text), into(ignored));
    }

private:
    Router &m_router;
    Switchboard &m_calls;
    std::string m_terminal;
};

class TlsLine
{
public:
    TlsLine(Socket socket, asio::ssl::context &tls) : m_stream(std::move(socket), tls) {}

    TlsStream &stream() { return m_stream; }
    Socket &tcp() { return m_stream.next_layer(); }

    /** False when there is nobody at the other end whom the hub knows. */
    Awaitable<bool> greet(TerminalDoor &door, HubLog &log)
    {
        ErrorCode error;
        co_await m_stream.async_handshake(asio::ssl::stream_base::server, into(error));
        if (error) {
            log.write("tls.refused", {{"error", error.message()}});
            co_return false;
        }
        auto terminal = peerOf(m_stream);
        const bool named = !terminal.empty();
        if (!named)
            log.write("tls.nameless");
        door.greet(std::move(terminal));
        co_return named;
    }

    Awaitable<ErrorCode> farewell()
    {
        ErrorCode error;
        co_await m_stream.async_shutdown(into(error));
        co_return error;
    }

private:
    TlsStream m_stream;
};

} // namespace

Awaitable<void> serveConnection(Socket socket, asio::ssl::context &tls, Router &router, Switchboard &calls,
                                SessionRegistry &sessions, Patience patience, HubLog &log)
{
    TlsLine line(std::move(socket), tls);
    TerminalDoor door(router, calls);
    Conversation conversation(line, door, sessions, patience, log);
    co_await conversation.run();
}

} // namespace yz::hub
