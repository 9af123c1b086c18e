// SPDX-License-Identifier: Apache-2.0
#include "load.h"

#include "order_maker.h"

// Boost 1.74 uses std::exchange without including this.
// clang-format off
#include <utility>
// clang-format on

#include <algorithm>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <exception>
#include <memory>

namespace yz::hub {
namespace {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;
using ErrorCode = boost::system::error_code;
using Stream = asio::ssl::stream<asio::ip::tcp::socket>;

/** Everyone begins when the last one is connected. */
struct Start
{
    asio::steady_timer gate;
    int missing;
    Clock::time_point at{};
    Clock::time_point end{};
};

class Terminal
{
public:
    Terminal(asio::io_context &io, const std::string &certificates, int number, LoadResult &result)
        : m_outbox("t" + std::to_string(number)), m_tls(asio::ssl::context::tls_client), m_result(result)
    {
        const auto stem = certificates + "/terminal-" + m_outbox.terminal();
        m_tls.load_verify_file(certificates + "/ca.crt");
        m_tls.set_verify_mode(asio::ssl::verify_peer);
        m_tls.use_certificate_file(stem + ".crt", asio::ssl::context::pem);
        m_tls.use_private_key_file(stem + ".key", asio::ssl::context::pem);
        m_stream = std::make_unique<Stream>(io, m_tls);
    }

    asio::awaitable<void> run(std::uint16_t port, Start &start, std::chrono::milliseconds period)
    {
        const asio::ip::tcp::endpoint hub(asio::ip::address_v4::loopback(), port);
        co_await m_stream->next_layer().async_connect(hub, asio::use_awaitable);
        m_stream->next_layer().set_option(asio::ip::tcp::no_delay(true));
        co_await m_stream->async_handshake(asio::ssl::stream_base::client, asio::use_awaitable);
        if (--start.missing == 0) {
            start.at = Clock::now();
            start.end = start.at + period;
            start.gate.cancel();
        } else {
            ErrorCode ignored;
            co_await start.gate.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
        }
        while (Clock::now() < start.end)
            co_await oneOrder();
    }

private:
    asio::awaitable<void> oneOrder()
    {
        const auto order = makeOrder(m_outbox.terminal());
        std::string text = "PUT " + m_outbox.target(order) + " HTTP/1.1\r\nHost: localhost\r\n";
        for (const auto &[name, value] : m_outbox.headers(order))
            text += name + ": " + value + "\r\n";
        text += "Content-Length: " + std::to_string(order.body.size()) + "\r\n\r\n" + order.body;
        const auto began = Clock::now();
        co_await asio::async_write(*m_stream, asio::buffer(text), asio::use_awaitable);
        const auto status = co_await readReply();
        m_result.latencies.push_back(std::chrono::duration<double, std::milli>(Clock::now() - began).count());
        if (status == "201") {
            ++m_result.orders;
            m_outbox.delivered(order);
        } else {
            ++m_result.others;
        }
    }

    /** Status of one reply; its body is read and dropped. */
    asio::awaitable<std::string> readReply()
    {
        std::size_t whole = std::string::npos;
        std::string got;
        while (got.size() < whole) {
            const auto size = co_await m_stream->async_read_some(asio::buffer(m_piece), asio::use_awaitable);
            got.append(m_piece.data(), size);
            const auto head = got.find("\r\n\r\n");
            const auto length = got.find("Content-Length: ");
            if (whole == std::string::npos && head != std::string::npos && length < head)
                whole = head + 4 + std::stoul(got.substr(length + 16, 10));
        }
        co_return got.substr(9, 3);
    }

    TestOutbox m_outbox;
    asio::ssl::context m_tls;
    std::unique_ptr<Stream> m_stream;
    std::array<char, 4096> m_piece{};
    LoadResult &m_result;
};

} // namespace

LoadResult runLoad(std::uint16_t port, const std::string &certificates, int terminals, std::chrono::milliseconds period)
{
    LoadResult result;
    asio::io_context io(1);
    Start start{asio::steady_timer(io, Clock::time_point::max()), terminals};
    std::vector<std::unique_ptr<Terminal>> all;
    for (int i = 0; i < terminals; ++i) {
        all.push_back(std::make_unique<Terminal>(io, certificates, i, result));
        asio::co_spawn(io, all.back()->run(port, start, period), [](const std::exception_ptr &thrown) {
            if (thrown)
                std::rethrow_exception(thrown);
        });
    }
    io.run();
    result.seconds = std::chrono::duration<double>(Clock::now() - start.at).count();
    std::ranges::sort(result.latencies);
    return result;
}

} // namespace yz::hub
