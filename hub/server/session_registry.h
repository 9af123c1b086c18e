// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "asio.h"

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <cstddef>
#include <set>

namespace yz::hub {

using Socket = asio::basic_stream_socket<asio::ip::tcp, Executor>;

/**
 * The open connections: how many there are, which of them nobody would miss when the hub stops, and which have taken
 * too long. One timer looks at all deadlines: a timer per read and write would cost more than the reading.
 * Thread: the io thread.
 */
class SessionRegistry
{
public:
    using Moment = std::chrono::steady_clock::time_point;

    explicit SessionRegistry(asio::io_context &io) : m_empty(io), m_watch(io) { m_empty.expires_at(Moment::max()); }

    /** One connection, for as long as it lives. */
    class Entry
    {
    public:
        Entry(SessionRegistry &registry, Socket &socket) : m_registry(registry), m_socket(socket)
        {
            m_registry.m_entries.insert(this);
        }
        ~Entry() { m_registry.remove(this); }
        Entry(const Entry &) = delete;
        Entry &operator=(const Entry &) = delete;

        /** Busy from the first byte of a request to the last of its answer. */
        void setBusy(bool busy) { m_busy = busy; }
        /** The socket is closed when the period is over; a little later, never sooner. */
        void allow(std::chrono::milliseconds period) { m_deadline = std::chrono::steady_clock::now() + period; }
        /** For the time in which it is the hub that takes its time. */
        void allowAnyTime() { m_deadline = Moment::max(); }

    private:
        friend class SessionRegistry;
        SessionRegistry &m_registry;
        Socket &m_socket;
        Moment m_deadline = Moment::max();
        bool m_busy = false;
    };

    std::size_t size() const { return m_entries.size(); }
    bool draining() const { return m_draining; }

    /** Ends the idle ones; the others end after the answer they are at. */
    void drain()
    {
        m_draining = true;
        ErrorCode ignored;
        for (auto *entry : m_entries) {
            if (!entry->m_busy)
                entry->m_socket.cancel(ignored);
        }
    }
    Awaitable<void> drained()
    {
        ErrorCode ignored;
        while (!m_entries.empty())
            co_await m_empty.async_wait(into(ignored));
    }

    Awaitable<void> watchDeadlines()
    {
        while (!m_stopped) {
            m_watch.expires_after(kWatchPeriod);
            ErrorCode ignored;
            co_await m_watch.async_wait(into(ignored));
            const auto now = std::chrono::steady_clock::now();
            for (auto *entry : m_entries) {
                if (now > entry->m_deadline)
                    entry->m_socket.close(ignored);
            }
        }
    }
    void stopWatching()
    {
        m_stopped = true;
        m_watch.cancel();
    }

private:
    static constexpr std::chrono::milliseconds kWatchPeriod{100};

    void remove(Entry *entry)
    {
        m_entries.erase(entry);
        if (m_entries.empty())
            m_empty.cancel();
    }

    std::set<Entry *> m_entries;
    Timer m_empty; ///< cancelled when the last one goes
    Timer m_watch;
    bool m_draining = false;
    bool m_stopped = false;
};

} // namespace yz::hub
