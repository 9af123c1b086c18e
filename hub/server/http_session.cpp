// SPDX-License-Identifier: Apache-2.0
#include "http_session.h"

#include <openssl/x509.h>

#include <algorithm>
#include <array>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/status.hpp>
#include <memory>

namespace yz::hub {
namespace {

namespace beast = boost::beast;
using Stream = asio::ssl::stream<Socket>;
using Parser = http::request_parser<http::string_body>;

constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
constexpr std::size_t kReadSize = 4096;
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

/** A response as it goes over the wire. */
std::string wireText(const Response &response)
{
    const auto append = [](std::string &to, boost::beast::string_view text) { to.append(text.data(), text.size()); };
    std::string text = "HTTP/1.1 " + std::to_string(response.result_int()) + ' ';
    append(text, http::obsolete_reason(response.result()));
    text += "\r\n";
    for (const auto &field : response) {
        append(text, field.name_string());
        text += ": ";
        append(text, field.value());
        text += "\r\n";
    }
    text += "\r\n";
    text += response.body();
    return text;
}

class Session
{
public:
    Session(Socket socket, asio::ssl::context &tls, Router &router, SessionRegistry &sessions, Patience patience,
            HubLog &log)
        : m_stream(std::move(socket), tls),
          m_router(router),
          m_sessions(sessions),
          m_entry(sessions, m_stream.next_layer()),
          m_patience(patience),
          m_log(log)
    {
    }

    Awaitable<void> run()
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
    Socket &tcp() { return m_stream.next_layer(); }

    Awaitable<bool> handshake()
    {
        ErrorCode error;
        tcp().set_option(asio::ip::tcp::no_delay(true), error);
        m_entry.allow(m_patience.handshake);
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
    Awaitable<bool> oneRequest()
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
        m_entry.allowAnyTime();
        auto response = co_await m_router.answer(parser.release(), m_terminal);
        co_return co_await send(std::move(response), keep && !m_sessions.draining());
    }

    /** Two deadlines: a silent peer is idle, one that began to speak must come to the point. */
    Awaitable<ErrorCode> readHeaders(Parser &parser)
    {
        ErrorCode error;
        if (m_buffer.size() == 0) {
            m_entry.allow(m_patience.idle);
            error = co_await readSome();
        }
        m_entry.setBusy(true);
        m_entry.allow(m_patience.headers);
        while (!error && !parser.is_header_done()) {
            error = parse(parser);
            if (error == http::error::need_more)
                error = co_await readSome();
        }
        co_return error;
    }

    Awaitable<ErrorCode> readBody(Parser &parser)
    {
        ErrorCode error;
        m_entry.allow(m_patience.body);
        if (beast::iequals(parser.get()[http::field::expect], "100-continue"))
            co_await asio::async_write(m_stream, asio::buffer(kContinue), into(error));
        parser.eager(true);
        while (!error && !parser.is_done()) {
            if (m_buffer.size() > 0)
                error = parse(parser);
            if (error == http::error::need_more || (!error && !parser.is_done() && m_buffer.size() == 0))
                error = co_await readSome();
        }
        co_return error;
    }

    ErrorCode parse(Parser &parser)
    {
        ErrorCode error;
        m_buffer.consume(parser.put(m_buffer.data(), error));
        return error;
    }

    Awaitable<ErrorCode> readSome()
    {
        ErrorCode error;
        const auto space = m_buffer.prepare(kReadSize);
        const auto size = co_await m_stream.async_read_some(space, into(error));
        m_buffer.commit(size);
        co_return error;
    }

    Awaitable<bool> refuse(const Refusal &refusal, Parser &parser)
    {
        // A request without a body leaves nothing unread: the connection can go on.
        const bool whole = parser.is_done();
        const bool keep = whole && parser.get().keep_alive() && !m_sessions.draining();
        m_log.write("request.refused", {{"terminal", m_terminal}, {"code", std::string(codeOf(refusal.problem))}});
        auto response = refusalResponse(refusal);
        co_return co_await send(std::move(response), keep);
    }

    Awaitable<bool> refuseUnread(ErrorCode error)
    {
        auto problem = Problem::Malformed;
        if (error == http::error::body_limit)
            problem = Problem::TooLarge;
        else if (error == http::error::header_limit)
            problem = Problem::HeadersTooLarge;
        else if (error.category() != http::make_error_code(http::error::bad_value).category())
            co_return false; // gone, or too slow: nobody listens any more
        m_log.write("request.refused", {{"terminal", m_terminal}, {"code", std::string(codeOf(problem))}});
        auto response = refusalResponse({problem});
        co_return co_await send(std::move(response), false);
    }

    Awaitable<bool> send(Response response, bool keep)
    {
        ErrorCode error;
        m_router.stamp(response);
        response.keep_alive(keep);
        response.prepare_payload();
        const auto text = wireText(response);
        m_entry.allow(m_patience.answer);
        co_await asio::async_write(m_stream, asio::buffer(text), into(error));
        m_spoke = !error;
        co_return !error && keep;
    }

    /** Ends so that a peer still sending reads our answer: a socket closed with unread data would reset it away. */
    Awaitable<void> farewell()
    {
        ErrorCode error;
        m_entry.allow(kLinger);
        if (!m_spoke || !tcp().is_open())
            co_return;
        co_await m_stream.async_shutdown(into(error));
        if (!error || !tcp().is_open())
            co_return;
        std::size_t left = kLingerBytes;
        tcp().shutdown(Socket::shutdown_send, error);
        std::array<char, 4096> rubbish;
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

Awaitable<void> serveConnection(Socket socket, asio::ssl::context &tls, Router &router, SessionRegistry &sessions,
                                Patience patience, HubLog &log)
{
    Session session(std::move(socket), tls, router, sessions, patience, log);
    co_await session.run();
}

} // namespace yz::hub
