// SPDX-License-Identifier: Apache-2.0
#include "desk.h"

#include "desk_questions.h"

#include <chrono>

namespace yz::hub {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kCapacity = 256;
/** Short enough that a citizen who walks to the next terminal finds the order there. */
constexpr auto kTick = 500ms;
constexpr std::uint64_t kMostAtOnce = 500;
/** How long an order lies for anybody to claim. */
constexpr std::uint64_t kClaimMinutes = 15;

/** The functions' own states; anything else is ours to answer for. */
Refusal refusalOf(const PgFailure &failure)
{
    if (failure.sqlState == "YZ404")
        return {Problem::NotFound};
    if (failure.sqlState == "YZ403")
        return {Problem::Forbidden};
    if (failure.sqlState == "YZ409")
        return {Problem::MovedOn};
    if (failure.sqlState == "YZ400")
        return {Problem::Malformed};
    return {failure.connectionLost ? Problem::Unavailable : Problem::Internal};
}

} // namespace

Desk::Desk(asio::io_context &io, std::string database, const Clock &clock, HubLog &log)
    : m_io(io),
      m_clock(clock),
      m_log(log),
      m_db(io, std::move(database), ask::statements()),
      m_line(io, kCapacity),
      m_tick(io)
{
}

void Desk::start()
{
    asio::co_spawn(m_io, serve(), asio::detached);
    asio::co_spawn(m_io, keepTheClock(), asio::detached);
}

void Desk::stop()
{
    m_stopping = true;
    m_tick.cancel();
    m_line.close();
}

Awaitable<DeskAnswer> Desk::ask(PgQuery question)
{
    if (!m_db.isOpen())
        co_return Refusal{Problem::Unavailable};
    auto answer = co_await m_line.ask(std::move(question));
    if (!answer)
        co_return Refusal{Problem::Busy};
    co_return std::move(*answer);
}

Awaitable<void> Desk::serve()
{
    while (!m_stopping || m_line.size() > 0) {
        if (!m_db.isOpen()) {
            const bool there = co_await untilOpen(m_db, m_stopping, m_log);
            if (!there)
                break;
        }
        auto waiting = co_await m_line.take({1, SIZE_MAX});
        if (waiting.empty())
            break;
        auto &item = waiting.front();
        std::vector<PgQuery> pipeline;
        pipeline.push_back(std::move(item->request));
        const auto answer = co_await m_db.run(std::move(pipeline));
        if (!answer)
            item->settle(refusalOf(*answer.failure));
        else if (answer.rows[0].count() == 0 || answer.rows[0].isNull(0, 0))
            item->settle(Refusal{Problem::NotFound});
        else
            item->settle(std::string(answer.rows[0].bytes(0, 0)));
    }
}

Awaitable<void> Desk::keepTheClock()
{
    while (!m_stopping) {
        ErrorCode ignored;
        m_tick.expires_after(kTick);
        co_await m_tick.async_wait(into(ignored));
        if (m_stopping || !m_db.isOpen())
            continue;
        const auto now = m_clock.wall();
        auto takeUp = ask::takeUp(now, kMostAtOnce);
        const bool found = co_await tick(std::move(takeUp), "desk.taken-up");
        auto warn = ask::warn(now);
        const bool warned = co_await tick(std::move(warn), "desk.warned");
        auto assign = ask::assignUnclaimed(now, kClaimMinutes);
        const bool assigned = co_await tick(std::move(assign), "desk.assigned");
        if (m_onChange && (found || warned || assigned))
            m_onChange();
    }
}

Awaitable<bool> Desk::tick(PgQuery question, const char *event)
{
    const auto answer = co_await ask(std::move(question));
    const auto *count = std::get_if<std::string>(&answer);
    if (!count) {
        m_log.write("desk.trouble", {{"code", std::string(codeOf(std::get<Refusal>(answer).problem))}});
        co_return false;
    }
    if (*count == "0")
        co_return false;
    m_log.write(event, {{"count", *count}});
    co_return true;
}

} // namespace yz::hub
