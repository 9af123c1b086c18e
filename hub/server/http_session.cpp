// SPDX-License-Identifier: Apache-2.0
#include "http_session.h"

#include <openssl/x509.h>

#include <algorithm>
#include <array>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <memory>

namespace yz::hub {
namespace {

namespace beast = boost::beast;
using Stream = beast::ssl_stream<beast::tcp_stream>;
using Parser = http::request_parser<http::string_body>;

constexpr std::uint32_t kHeaderLimit = 8 * 1024;
constexpr std::size_t kLingerBytes = 4U * 1024 * 1024;
constexpr std::chrono::seconds kLinger{2};

/** The common name of the peer's certificate when it is a terminal's id; else empty. */
std::string terminalOf(Stream &stream)
{
    const std::unique_ptr<X509, void (*)(X509 *)> certificate(SSL_get_peer_certificate(stream.native_handle()),
                                                              X509_free);
    if (!certificate)
        return {};
    const auto *subject = X509_get_subject_name(certificate.get());
    const int at = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
    if (at < 0 || X509_NAME_get_index_by_NID(subject, NID_commonName, at) >= 0)
        return {};
    unsigned char *text = nullptr;
    const int size = ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, at)));
    if (size < 0)
        return {};
    std::string name(reinterpret_cast<const char *>(text), static_cast<std::size_t>(size));
    OPENSSL_free(text);
    return isTerminalId(name) ? name : std::string();
}

class Session
{
public:
    Session(asio::ip::tcp::socket socket, asio::ssl::context &tls, Router &router, SessionRegistry &sessions,
            Patience patience, HubLog &log)
        : m_stream(std::move(socket), tls),
          m_router(router),
          m_sessions(sessions),
          m_entry(sessions, beast::get_lowest_layer(m_stream)),
          m_patience(patience),
          m_log(log)
    {
    }

    asio::awaitable<void> run()
    {
        const bool greeted = co_await handshake();
        if (!greeted)
            co_return;
        bool goOn = true;
        while (goOn && !m_sessions.draining()) {
            goOn = co_await oneRequest();
            m_entry.setBusy(false);
        }
        co_await farewell();
    }

private:
    beast::tcp_stream &tcp() { return beast::get_lowest_layer(m_stream); }

    asio::awaitable<bool> handshake()
    {
        ErrorCode error;
        tcp().socket().set_option(asio::ip::tcp::no_delay(true), error);
        tcp().expires_after(m_patience.handshake);
        co_await m_stream.async_handshake(asio::ssl::stream_base::server, into(error));
        if (error) {
            m_log.write("tls.refused", {{"error", error.message()}});
            co_return false;
        }
        m_terminal = terminalOf(m_stream);
        if (m_terminal.empty())
            m_log.write("tls.nameless");
        co_return !m_terminal.empty();
    }

    /** False when the connection is to end. */
    asio::awaitable<bool> oneRequest()
    {
        Parser parser;
        parser.header_limit(kHeaderLimit);
        parser.body_limit(kMaxBody);
        ErrorCode error = co_await readHeaders(parser);
        if (!error) {
            const auto &head = parser.get();
            const auto target = head.target();
            const auto objection =
                m_router.objection(head, head.method(), std::string_view(target.data(), target.size()), m_terminal);
            if (objection)
                co_return co_await refuse(*objection, parser);
            error = co_await readBody(parser);
        }
        if (error)
            co_return co_await refuseUnread(error);
        const bool keep = parser.get().keep_alive();
        auto response = co_await m_router.answer(parser.release(), m_terminal);
        co_return co_await send(std::move(response), keep && !m_sessions.draining());
    }

    /** Two deadlines: a silent peer is idle, one that began to speak must come to the point. */
    asio::awaitable<ErrorCode> readHeaders(Parser &parser)
    {
        ErrorCode error;
        if (m_buffer.size() == 0) {
            tcp().expires_after(m_patience.idle);
            const auto space = m_buffer.prepare(4096);
            const auto size = co_await m_stream.async_read_some(space, into(error));
            m_buffer.commit(size);
            if (error)
                co_return error;
        }
        m_entry.setBusy(true);
        tcp().expires_after(m_patience.headers);
        co_await http::async_read_header(m_stream, m_buffer, parser, into(error));
        co_return error;
    }

    asio::awaitable<ErrorCode> readBody(Parser &parser)
    {
        ErrorCode error;
        tcp().expires_after(m_patience.body);
        if (beast::iequals(parser.get()[http::field::expect], "100-continue")) {
            http::response<http::empty_body> go(http::status::continue_, 11);
            co_await http::async_write(m_stream, go, into(error));
        }
        if (!error)
            co_await http::async_read(m_stream, m_buffer, parser, into(error));
        co_return error;
    }

    asio::awaitable<bool> refuse(const Refusal &refusal, Parser &parser)
    {
        // A request without a body leaves nothing unread: the connection can go on.
        const bool whole = parser.is_done();
        const bool keep = whole && parser.get().keep_alive() && !m_sessions.draining();
        m_log.write("request.refused", {{"terminal", m_terminal}, {"code", std::string(codeOf(refusal.problem))}});
        auto response = refusalResponse(refusal);
        co_return co_await send(std::move(response), keep);
    }

    asio::awaitable<bool> refuseUnread(ErrorCode error)
    {
        auto problem = Problem::Malformed;
        if (error == http::error::body_limit)
            problem = Problem::TooLarge;
        else if (error == http::error::header_limit)
            problem = Problem::HeadersTooLarge;
        else if (error.category() != http::make_error_code(http::error::bad_value).category() ||
                 error == http::error::end_of_stream || error == http::error::partial_message)
            co_return false; // gone, or too slow: nobody listens any more
        m_log.write("request.refused", {{"terminal", m_terminal}, {"code", std::string(codeOf(problem))}});
        auto response = refusalResponse({problem});
        co_return co_await send(std::move(response), false);
    }

    asio::awaitable<bool> send(Response response, bool keep)
    {
        ErrorCode error;
        m_router.stamp(response);
        response.keep_alive(keep);
        response.prepare_payload();
        tcp().expires_after(m_patience.answer);
        co_await http::async_write(m_stream, response, into(error));
        m_spoke = !error;
        co_return !error && keep;
    }

    /** Ends so that a peer still sending reads our answer: a socket closed with unread data would reset it away. */
    asio::awaitable<void> farewell()
    {
        ErrorCode error;
        tcp().expires_after(kLinger);
        if (!m_spoke || !tcp().socket().is_open())
            co_return;
        co_await m_stream.async_shutdown(into(error));
        if (!error || !tcp().socket().is_open())
            co_return;
        std::size_t left = kLingerBytes;
        tcp().socket().shutdown(asio::ip::tcp::socket::shutdown_send, error);
        std::array<char, 16384> rubbish;
        while (!error && left > 0) {
            const auto size = co_await tcp().async_read_some(asio::buffer(rubbish), into(error));
            left -= std::min(left, size);
        }
    }

    Stream m_stream;
    beast::flat_buffer m_buffer;
    Router &m_router;
    SessionRegistry &m_sessions;
    SessionRegistry::Entry m_entry;
    Patience m_patience;
    HubLog &m_log;
    std::string m_terminal;
    bool m_spoke = false;
};

} // namespace

asio::awaitable<void> serveConnection(asio::ip::tcp::socket socket, asio::ssl::context &tls, Router &router,
                                      SessionRegistry &sessions, Patience patience, HubLog &log)
{
    Session session(std::move(socket), tls, router, sessions, patience, log);
    co_await session.run();
}

} // namespace yz::hub
