// SPDX-License-Identifier: Apache-2.0
#include "desk_record.h"

#include "desk_questions.h"

namespace yz::hub {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kMostFacts = 4096;
constexpr auto kTryAgain = 1s;

} // namespace

DeskRecord::DeskRecord(asio::io_context &io, Desk &desk, const Clock &clock, HubLog &log)
    : m_io(io), m_desk(desk), m_clock(clock), m_log(log), m_wake(io), m_finished(io)
{
    m_finished.expires_at(Timer::time_point::max());
}

void DeskRecord::start()
{
    m_serving = true;
    keep(ask::nobodyOnDuty());
    asio::co_spawn(m_io, serve(), asio::detached);
}

Awaitable<void> DeskRecord::finish()
{
    m_finishing = true;
    m_wake.cancel();
    ErrorCode ignored;
    while (m_serving)
        co_await m_finished.async_wait(into(ignored));
}

void DeskRecord::onDuty(std::uint64_t agent, bool on)
{
    keep(ask::onDuty(agent, on));
}

void DeskRecord::began(const CallFacts &call)
{
    m_log.write("call.began", {{"call", call.call.toString()}, {"terminal", call.terminal}});
    keep(ask::callBegan(call, m_clock.wall()));
}

void DeskRecord::ended(const CallFacts &call, std::chrono::seconds talked, std::string_view reason)
{
    m_log.write("call.ended", {{"call", call.call.toString()},
                               {"seconds", static_cast<std::int64_t>(talked.count())},
                               {"reason", std::string(reason)}});
    keep(ask::callEnded(call, talked, std::string(reason), m_clock.wall()));
}

void DeskRecord::missed(const CallFacts &call, std::string_view reason)
{
    m_log.write("call.missed", {{"terminal", call.terminal}, {"reason", std::string(reason)}});
    keep(ask::callMissed(call, std::string(reason), m_clock.wall()));
}

void DeskRecord::noted(const CallFacts &call, std::string text)
{
    keep(ask::callNoted(call, std::move(text), m_clock.wall()));
}

void DeskRecord::keep(PgQuery fact)
{
    if (m_facts.size() >= kMostFacts) {
        m_log.write("call.fact-lost");
        m_facts.pop_front();
    }
    m_facts.push_back(std::move(fact));
    m_wake.cancel();
}

Awaitable<void> DeskRecord::serve()
{
    ErrorCode ignored;
    while (!m_finishing || !m_facts.empty()) {
        if (m_facts.empty()) {
            m_wake.expires_at(Timer::time_point::max());
            co_await m_wake.async_wait(into(ignored));
            continue;
        }
        PgQuery fact = std::move(m_facts.front());
        m_facts.pop_front();
        PgQuery copy = fact;
        const auto answer = co_await m_desk.ask(std::move(copy));
        const auto *refusal = std::get_if<Refusal>(&answer);
        if (!refusal) {
            if (m_onChange && std::get<std::string>(answer) == "changed")
                m_onChange();
        } else if (refusal->problem != Problem::Unavailable && refusal->problem != Problem::Busy) {
            m_log.write("call.fact-refused", {{"fact", std::string(fact.name)}});
        } else if (m_finishing) {
            break;
        } else {
            m_facts.push_front(std::move(fact));
            Timer pause(m_io, kTryAgain);
            co_await pause.async_wait(into(ignored));
        }
    }
    m_serving = false;
    m_finished.cancel();
}

} // namespace yz::hub
