// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "asio.h"

#include <boost/beast/core/tcp_stream.hpp>
#include <cstddef>
#include <set>

namespace yz::hub {

/**
 * The open connections: how many there are, and which of them nobody would miss when the hub stops.
 * Thread: the io thread.
 */
class SessionRegistry
{
public:
    explicit SessionRegistry(asio::io_context &io) : m_empty(io)
    {
        m_empty.expires_at(asio::steady_timer::time_point::max());
    }

    /** One connection, for as long as it lives. */
    class Entry
    {
    public:
        Entry(SessionRegistry &registry, boost::beast::tcp_stream &stream) : m_registry(registry), m_stream(stream)
        {
            m_registry.m_entries.insert(this);
        }
        ~Entry() { m_registry.remove(this); }
        Entry(const Entry &) = delete;
        Entry &operator=(const Entry &) = delete;

        /** Busy from the first byte of a request to the last of its answer. */
        void setBusy(bool busy) { m_busy = busy; }

    private:
        friend class SessionRegistry;
        SessionRegistry &m_registry;
        boost::beast::tcp_stream &m_stream;
        bool m_busy = false;
    };

    std::size_t size() const { return m_entries.size(); }
    bool draining() const { return m_draining; }

    /** Ends the idle ones; the others end after the answer they are at. */
    void drain()
    {
        m_draining = true;
        for (auto *entry : m_entries) {
            if (!entry->m_busy)
                entry->m_stream.cancel();
        }
    }
    asio::awaitable<void> drained()
    {
        ErrorCode ignored;
        while (!m_entries.empty())
            co_await m_empty.async_wait(into(ignored));
    }

private:
    void remove(Entry *entry)
    {
        m_entries.erase(entry);
        if (m_entries.empty())
            m_empty.cancel();
    }

    std::set<Entry *> m_entries;
    asio::steady_timer m_empty; ///< cancelled when the last one goes
    bool m_draining = false;
};

} // namespace yz::hub
