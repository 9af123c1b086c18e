// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hub/problem.h"
#include "pg_connection.h"
#include "waiting_line.h"

#include <core/clock.h>

#include <functional>
#include <string>
#include <variant>

namespace yz::hub {

/** A JSON document as the database wrote it, or why there is none. */
using DeskAnswer = std::variant<std::string, Refusal>;

inline std::size_t sizeOf(const PgQuery &)
{
    return 1;
}

/**
 * What becomes of orders after intake. The rules are functions of the database (migrations/0002_advice.sql); this asks
 * them, one after the other on a connection of its own, so that intake keeps its pace. It also takes up new orders,
 * watches the 300 minutes and assigns what nobody claims, by the clock it was given.
 * Owner: the hub. Thread: the io thread. Personal data: only in passing, in questions and answers.
 */
class Desk
{
public:
    Desk(asio::io_context &io, std::string database, const Clock &clock, HubLog &log);

    void start();
    void stop();

    /** One of desk_questions.h. Its text, or NotFound when the database has nothing to say. */
    Awaitable<DeskAnswer> ask(PgQuery question);
    /** Called when the clock itself has changed orders. */
    void onChange(std::function<void()> changed) { m_onChange = std::move(changed); }

private:
    using Line = WaitingLine<PgQuery, DeskAnswer>;

    Awaitable<void> serve();
    Awaitable<void> keepTheClock();
    /** Whether the function says it has dealt with any. */
    Awaitable<bool> tick(PgQuery query, const char *event);

    asio::io_context &m_io;
    const Clock &m_clock;
    HubLog &m_log;
    PgConnection m_db;
    Line m_line;
    Timer m_tick;
    std::function<void()> m_onChange;
    bool m_stopping = false;
};

} // namespace yz::hub
