// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "asio.h"

#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

namespace yz::hub {

/** A request whose answer somebody waits for. */
template <class Request, class Answer>
struct Pending
{
    Pending(asio::io_context &io, Request held) : request(std::move(held)), settled(io)
    {
        settled.expires_at(Timer::time_point::max());
    }
    void settle(Answer with)
    {
        answer = std::move(with);
        settled.cancel();
    }

    Request request;
    std::optional<Answer> answer = {};
    Timer settled; ///< cancelled when the answer is there
};

/** How much a server takes at once. */
struct Portion
{
    std::size_t most = 0;
    std::size_t mostBytes = 0;
    std::size_t enough = 1;                ///< with so many waiting it does not wait for more
    std::chrono::microseconds patience{0}; ///< how long it waits for them
};

/**
 * A bounded queue from which servers take everything that waits, up to a limit: what group commit is made of.
 * Thread: the io thread. Items are shared between the one who waits and the one who serves: either may go first.
 */
template <class Request, class Answer>
class WaitingLine
{
public:
    // Shared: the one who waits and the one who serves may each go first.
    using Item = std::shared_ptr<Pending<Request, Answer>>;

    WaitingLine(asio::io_context &io, std::size_t capacity)
        : m_io(io), m_capacity(capacity), m_arrival(io), m_gathered(io), m_turn(io)
    {
        m_arrival.expires_at(Timer::time_point::max());
        m_turn.expires_at(Timer::time_point::max());
    }

    /** Waits for the answer. Nothing when the line is full or closed: not taken. */
    Awaitable<std::optional<Answer>> ask(Request request)
    {
        if (m_closed || m_waiting.size() >= m_capacity)
            co_return std::nullopt;
        auto item = std::make_shared<Pending<Request, Answer>>(m_io, std::move(request));
        m_waiting.push_back(item);
        m_arrival.cancel();
        if (m_waiting.size() >= m_enough)
            m_gathered.cancel();
        ErrorCode ignored;
        if (!item->answer)
            co_await item->settled.async_wait(into(ignored));
        co_return std::move(item->answer);
    }

    /**
     * Waits until there is something, then a little longer for more to come, one server at a time. Empty only when the
     * line was closed.
     */
    Awaitable<std::vector<Item>> take(Portion portion)
    {
        ErrorCode ignored;
        while (m_taking)
            co_await m_turn.async_wait(into(ignored));
        m_taking = true;
        while (m_waiting.empty() && !m_closed)
            co_await m_arrival.async_wait(into(ignored));
        if (m_waiting.size() < portion.enough && portion.patience > portion.patience.zero() && !m_closed) {
            m_enough = portion.enough;
            m_gathered.expires_after(portion.patience);
            co_await m_gathered.async_wait(into(ignored));
        }
        m_taking = false;
        m_turn.cancel_one();
        co_return cut(portion);
    }

    /** Whatever waits, at once. */
    std::vector<Item> takeAll() { return cut({m_waiting.size(), SIZE_MAX}); }

    std::size_t size() const { return m_waiting.size(); }
    void close()
    {
        m_closed = true;
        m_arrival.cancel();
        m_gathered.cancel();
    }

private:
    std::vector<Item> cut(const Portion &portion)
    {
        std::vector<Item> taken;
        for (std::size_t bytes = 0; !m_waiting.empty() && taken.size() < portion.most && bytes < portion.mostBytes;) {
            bytes += sizeOf(m_waiting.front()->request);
            taken.push_back(std::move(m_waiting.front()));
            m_waiting.pop_front();
        }
        return taken;
    }

    asio::io_context &m_io;
    std::size_t m_capacity;
    std::size_t m_enough = 0;
    bool m_taking = false;
    bool m_closed = false;
    std::deque<Item> m_waiting;
    Timer m_arrival;  ///< cancelled when something arrives
    Timer m_gathered; ///< cancelled when enough has arrived
    Timer m_turn;     ///< cancelled when another may take
};

} // namespace yz::hub
