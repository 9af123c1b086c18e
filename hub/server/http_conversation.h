// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hub_log.h"
#include "router.h"
#include "session_registry.h"

#include <algorithm>
#include <array>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/status.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <string>
#include <string_view>

namespace yz::hub {

/** How long a peer may take. */
struct Patience
{
    Milliseconds handshake{10'000};
    Milliseconds idle{75'000};    ///< between two requests
    Milliseconds headers{10'000}; ///< from a request's first byte to the end of its headers
    Milliseconds body{30'000};
    Milliseconds answer{30'000}; ///< until the peer has taken it
};

/** A response as it goes over the wire. */
std::string wireText(const Response &response);

/**
 * One connection from the greeting to its end: requests one after the other, each answered before the next is read.
 * A peer that is slow, silent or wrong ends only its own connection.
 *
 * `Line` is what carries the bytes: stream(), tcp(), greet(log), farewell(). `Door` is who answers at the other end:
 *   objection(head)         what can be said against a request before its body is read
 *   bodyLimit(head)         how long that body may be
 *   answer(request)         the response
 *   stamp(response)         what every response carries
 *   takesOver(head), takeOver(stream, request, entry)   for those who want a WebSocket
 *   who()                   for the log; no personal data
 */
template <class Line, class Door>
class Conversation
{
public:
    Conversation(Line &line, Door &door, SessionRegistry &sessions, Patience patience, HubLog &log)
        : m_line(line),
          m_door(door),
          m_sessions(sessions),
          m_entry(sessions, line.tcp()),
          m_patience(patience),
          m_log(log)
    {
    }

    Awaitable<void> run()
    {
        ErrorCode ignored;
        m_line.tcp().set_option(asio::ip::tcp::no_delay(true), ignored);
        m_entry.allow(m_patience.handshake);
        const bool greeted = co_await m_line.greet(m_door, m_log);
        if (!greeted)
            co_return;
        bool goOn = true;
        while (goOn && !m_sessions.draining()) {
            goOn = co_await oneRequest();
            m_entry.setBusy(false);
        }
        if (!m_takenOver)
            co_await farewell();
    }

private:
    using Parser = http::request_parser<http::string_body>;

    static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
    static constexpr std::size_t kReadSize = 4096;
    static constexpr std::uint32_t kHeaderLimit = 8 * 1024;
    static constexpr std::size_t kLingerBytes = 4U * 1024 * 1024;
    static constexpr std::chrono::seconds kLinger{2};

    /** False when the connection is to end. */
    Awaitable<bool> oneRequest()
    {
        Parser parser;
        parser.header_limit(kHeaderLimit);
        parser.body_limit(Door::kMostBody);
        ErrorCode error = co_await readHeaders(parser);
        if (!error) {
            auto objection = m_door.objection(parser.get());
            if (!objection)
                objection = limitBody(parser);
            if (objection)
                co_return co_await refuse(*objection, parser);
            if (boost::beast::websocket::is_upgrade(parser.get()) && m_door.takesOver(parser.get()))
                co_return co_await takeOver(parser);
            error = co_await readBody(parser);
        }
        if (error)
            co_return co_await refuseUnread(error);
        const bool keep = parser.get().keep_alive();
        m_entry.allowAnyTime();
        auto response = co_await m_door.answer(parser.release());
        co_return co_await send(std::move(response), keep && !m_sessions.draining());
    }

    std::optional<Refusal> limitBody(Parser &parser)
    {
        const auto limit = m_door.bodyLimit(parser.get());
        const auto announced = parser.content_length();
        if (announced && *announced > limit)
            return Refusal{Problem::TooLarge};
        if (!announced)
            parser.body_limit(limit);
        return std::nullopt;
    }

    /** The connection is a WebSocket from here on; whoever took it over ends it. */
    Awaitable<bool> takeOver(Parser &parser)
    {
        m_takenOver = true;
        auto request = parser.release();
        if (m_buffer.size() == 0) // nobody may speak before the upgrade is answered
            co_await m_door.takeOver(m_line.stream(), std::move(request), m_entry);
        co_return false;
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
        if (boost::beast::iequals(parser.get()[http::field::expect], "100-continue"))
            co_await asio::async_write(m_line.stream(), asio::buffer(kContinue), into(error));
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
        const auto size = co_await m_line.stream().async_read_some(space, into(error));
        m_buffer.commit(size);
        co_return error;
    }

    Awaitable<bool> refuse(const Refusal &refusal, Parser &parser)
    {
        // A request without a body leaves nothing unread: the connection can go on.
        const bool whole = parser.is_done();
        const bool keep = whole && parser.get().keep_alive() && !m_sessions.draining();
        m_log.write("request.refused", {{"who", m_door.who()}, {"code", std::string(codeOf(refusal.problem))}});
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
        m_log.write("request.refused", {{"who", m_door.who()}, {"code", std::string(codeOf(problem))}});
        auto response = refusalResponse({problem});
        co_return co_await send(std::move(response), false);
    }

    Awaitable<bool> send(Response response, bool keep)
    {
        ErrorCode error;
        m_door.stamp(response);
        response.keep_alive(keep);
        response.prepare_payload();
        const auto text = wireText(response);
        m_entry.allow(m_patience.answer);
        co_await asio::async_write(m_line.stream(), asio::buffer(text), into(error));
        m_spoke = !error;
        co_return !error && keep;
    }

    /** Ends so that a peer still sending reads our answer: a socket closed with unread data would reset it away. */
    Awaitable<void> farewell()
    {
        auto &tcp = m_line.tcp();
        m_entry.allow(kLinger);
        if (!m_spoke || !tcp.is_open())
            co_return;
        ErrorCode error = co_await m_line.farewell();
        if (!error || !tcp.is_open())
            co_return;
        std::size_t left = kLingerBytes;
        tcp.shutdown(Socket::shutdown_send, error);
        std::array<char, 4096> rubbish;
        while (!error && left > 0) {
            const auto size = co_await tcp.async_read_some(asio::buffer(rubbish), into(error));
            left -= std::min(left, size);
        }
    }

    Line &m_line;
    Door &m_door;
    boost::beast::flat_buffer m_buffer;
    SessionRegistry &m_sessions;
    SessionRegistry::Entry m_entry;
    Patience m_patience;
    HubLog &m_log;
    bool m_spoke = false;
    bool m_takenOver = false;
};

} // namespace yz::hub
