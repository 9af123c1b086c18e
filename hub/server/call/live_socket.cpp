// SPDX-License-Identifier: Apache-2.0
#include "live_socket.h"

#include <exception>

namespace yz::hub {
namespace {

using namespace std::chrono_literals;
namespace websocket = boost::beast::websocket;

constexpr std::size_t kMostUnsaid = 1024;
constexpr std::size_t kMostUnsaidBytes = 1024 * 1024;
constexpr auto kPing = 4s;
constexpr auto kHandshake = 10s;
constexpr auto kSilence = 20s; ///< the rooms notice sooner; this is for whom they do not know
constexpr auto kFarewell = 2s;

} // namespace

template <class Stream>
LiveSocket<Stream>::LiveSocket(asio::io_context &io, Stream &stream, SessionRegistry::Entry &entry)
    : m_io(io), m_entry(entry), m_socket(stream), m_wake(io), m_written(io)
{
    m_written.expires_at(Timer::time_point::max());
    websocket::stream_base::timeout patience{};
    patience.handshake_timeout = kHandshake;
    patience.idle_timeout = websocket::stream_base::none();
    patience.keep_alive_pings = false;
    m_socket.set_option(patience);
    m_socket.read_message_max(kMaxSignal);
    m_socket.auto_fragment(false);
    m_socket.text(true);
}

template <class Stream>
Awaitable<bool> LiveSocket<Stream>::open(Request upgrade)
{
    ErrorCode error;
    m_entry.allow(kHandshake);
    co_await m_socket.async_accept(upgrade, into(error));
    co_return !error;
}

template <class Stream>
Awaitable<CallRooms::Ending> LiveSocket<Stream>::run(Ear ear)
{
    m_ear = std::move(ear);
    m_socket.control_callback([this](websocket::frame_type kind, boost::beast::string_view) {
        heardSomething();
        kind == websocket::frame_type::close ? m_ear.goodbye() : m_ear.alive();
    });
    m_pingAt = std::chrono::steady_clock::now() + kPing;
    m_writing = true;
    asio::co_spawn(m_io, write(), [this](const std::exception_ptr &) {
        m_writing = false;
        m_written.cancel();
    });
    const auto error = co_await readFrames();
    m_over = true;
    abandon();
    m_wake.cancel();
    ErrorCode ignored;
    while (m_writing)
        co_await m_written.async_wait(into(ignored));
    co_return error == websocket::error::closed ? CallRooms::Ending::Closed : CallRooms::Ending::Broken;
}

template <class Stream>
void LiveSocket<Stream>::say(std::string frame)
{
    if (m_over || m_hangingUp)
        return;
    m_unsaidBytes += frame.size();
    m_unsaid.push_back(std::move(frame));
    if (m_unsaid.size() > kMostUnsaid || m_unsaidBytes > kMostUnsaidBytes)
        abandon();
    m_wake.cancel();
}

template <class Stream>
void LiveSocket<Stream>::hangUp()
{
    if (m_hangingUp)
        return;
    m_hangingUp = true;
    m_entry.allow(kFarewell);
    m_wake.cancel();
}

template <class Stream>
Awaitable<ErrorCode> LiveSocket<Stream>::readFrames()
{
    ErrorCode error;
    boost::beast::flat_buffer buffer;
    heardSomething();
    while (!error) {
        co_await m_socket.async_read(buffer, into(error));
        if (error)
            break;
        if (!m_socket.got_text()) {
            hangUp(); // nobody of the contract sends anything else
            continue;
        }
        heardSomething();
        const auto data = buffer.cdata();
        if (!m_hangingUp)
            m_ear.heard({static_cast<const char *>(data.data()), data.size()});
        buffer.consume(buffer.size());
    }
    co_return error;
}

template <class Stream>
Awaitable<void> LiveSocket<Stream>::write()
{
    ErrorCode error;
    while (!m_over && !error) {
        const bool isFarewell = m_unsaid.empty() && m_hangingUp;
        error = co_await writeNext();
        if (isFarewell)
            break;
    }
    if (!m_over)
        abandon(); // the reader notices
}

template <class Stream>
Awaitable<ErrorCode> LiveSocket<Stream>::writeNext()
{
    ErrorCode error;
    if (!m_unsaid.empty()) {
        const std::string frame = std::move(m_unsaid.front());
        m_unsaid.pop_front();
        m_unsaidBytes -= frame.size();
        co_await m_socket.async_write(asio::buffer(frame), into(error));
    } else if (m_hangingUp) {
        const websocket::close_reason reason(websocket::close_code::normal);
        co_await m_socket.async_close(reason, into(error));
    } else if (std::chrono::steady_clock::now() >= m_pingAt) {
        m_pingAt = std::chrono::steady_clock::now() + kPing;
        const websocket::ping_data nothing;
        co_await m_socket.async_ping(nothing, into(error));
    } else {
        ErrorCode ignored;
        m_wake.expires_at(m_pingAt);
        co_await m_wake.async_wait(into(ignored));
    }
    co_return error;
}

template <class Stream>
void LiveSocket<Stream>::heardSomething()
{
    if (!m_hangingUp)
        m_entry.allow(kSilence);
}

/** The connection itself ends; both sides of it notice. */
template <class Stream>
void LiveSocket<Stream>::abandon()
{
    ErrorCode ignored;
    m_socket.next_layer().lowest_layer().close(ignored);
}

template class LiveSocket<TlsStream>;
template class LiveSocket<Socket>;

} // namespace yz::hub
