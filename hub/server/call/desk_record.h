// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "desk.h"
#include "hub/call_rooms.h"

#include <deque>
#include <functional>

namespace yz::hub {

/**
 * Keeps the facts of calls with the orders they are about, in the order in which they happened. While the database is
 * away they wait here; when far too many do, the oldest are given up and that is logged.
 * Owner: the hub. Thread: the io thread. Personal data: notes, in passing.
 */
class DeskRecord final : public CallRecord
{
public:
    DeskRecord(asio::io_context &io, Desk &desk, const Clock &clock, HubLog &log);

    /** Called when orders have changed by it. */
    void onChange(std::function<void()> changed) { m_onChange = std::move(changed); }
    /** Nobody is on duty yet, whatever the hub before it left behind. */
    void start();
    /** Once everything is kept, or cannot be. */
    Awaitable<void> finish();

    void onDuty(std::uint64_t agent, bool on) override;
    void began(const CallFacts &call) override;
    void ended(const CallFacts &call, std::chrono::seconds talked, std::string_view reason) override;
    void missed(const CallFacts &call, std::string_view reason) override;
    void noted(const CallFacts &call, std::string text) override;

private:
    void keep(PgQuery fact);
    Awaitable<void> serve();

    asio::io_context &m_io;
    Desk &m_desk;
    const Clock &m_clock;
    HubLog &m_log;
    std::function<void()> m_onChange;
    std::deque<PgQuery> m_facts;
    Timer m_wake;     ///< cancelled when there is something to keep
    Timer m_finished; ///< cancelled when serve() has ended
    bool m_finishing = false;
    bool m_serving = false;
};

} // namespace yz::hub
