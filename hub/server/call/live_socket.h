// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hub/call_rooms.h"
#include "router.h"
#include "session_registry.h"

#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <deque>
#include <functional>
#include <string>
#include <string_view>

namespace yz::hub {

using TlsStream = asio::ssl::stream<Socket>;

/**
 * One WebSocket: text frames of at most 64 KiB, read as they come and written one after the other. What waits to be
 * written is bounded: a peer that takes nothing loses the line. The registry's deadline ends whatever has gone silent.
 * `Stream` is TlsStream or Socket, and outlives it. Owner: the connection's coroutine. Thread: the io thread.
 */
template <class Stream>
class LiveSocket final : public CallLine
{
public:
    struct Ear
    {
        std::function<void(std::string_view frame)> heard;
        std::function<void()> alive;   ///< a ping or its answer
        std::function<void()> goodbye; ///< before the line itself has ended
    };

    LiveSocket(asio::io_context &io, Stream &stream, SessionRegistry::Entry &entry);

    /** Answers the upgrade; false when there is nobody to talk to. */
    Awaitable<bool> open(Request upgrade);
    /** Until the line has ended, on whichever side. */
    Awaitable<CallRooms::Ending> run(Ear ear);

    void say(std::string frame) override;
    void hangUp() override;

private:
    Awaitable<ErrorCode> readFrames();
    Awaitable<void> write();
    Awaitable<ErrorCode> writeNext();
    void heardSomething();
    void abandon();

    asio::io_context &m_io;
    SessionRegistry::Entry &m_entry;
    boost::beast::websocket::stream<Stream &> m_socket;
    Ear m_ear;
    std::deque<std::string> m_unsaid;
    std::size_t m_unsaidBytes = 0;
    Timer m_wake;    ///< cancelled when there is something to write
    Timer m_written; ///< cancelled when writing has ended
    std::chrono::steady_clock::time_point m_pingAt;
    bool m_writing = false;
    bool m_hangingUp = false;
    bool m_over = false;
};

extern template class LiveSocket<TlsStream>;
extern template class LiveSocket<Socket>;

} // namespace yz::hub
