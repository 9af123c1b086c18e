// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hub/problem.h"
#include "pg_connection.h"
#include "waiting_line.h"

#include <core/clock.h>

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

    /** For the citizen: `number` of the card, or for anonymous orders `digest` of the slip. NotFound for all others. */
    Awaitable<DeskAnswer> progress(Uuid order, std::string number, std::string digest);
    Awaitable<DeskAnswer> duty();

private:
    using Line = WaitingLine<PgQuery, DeskAnswer>;

    Awaitable<void> serve();
    Awaitable<void> keepTheClock();
    Awaitable<DeskAnswer> ask(PgQuery query);
    /** How many the named function says it has dealt with. */
    Awaitable<void> tick(PgQuery query, const char *event);

    asio::io_context &m_io;
    const Clock &m_clock;
    HubLog &m_log;
    PgConnection m_db;
    Line m_line;
    Timer m_tick;
    bool m_stopping = false;
};

} // namespace yz::hub
