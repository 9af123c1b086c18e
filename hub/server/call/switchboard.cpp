// SPDX-License-Identifier: Apache-2.0
#include "switchboard.h"

namespace yz::hub {
namespace {

using namespace std::chrono_literals;

constexpr auto kTick = 250ms;
constexpr int kTicksBetweenFigures = 40;

template <class Stream>
typename LiveSocket<Stream>::Ear earOf(CallRooms &rooms, CallRooms::Seat seat)
{
    return {[&rooms, seat](std::string_view frame) { rooms.heard(seat, frame); }, [&rooms, seat] { rooms.alive(seat); },
            [&rooms, seat] { rooms.left(seat, CallRooms::Ending::Closed); }};
}

} // namespace

Switchboard::Switchboard(asio::io_context &io, CallRecord &record, TurnServers servers, const Clock &clock, HubLog &log)
    : m_io(io),
      m_log(log),
      m_servers(std::move(servers)),
      m_rooms(clock, record, [this](const Uuid &call, WallTime expires) { return m_servers.forCall(call, expires); },
              {}),
      m_tick(io)
{
}

void Switchboard::start()
{
    asio::co_spawn(m_io, keepTime(), asio::detached);
}

void Switchboard::stop()
{
    m_rooms.shutdown();
    m_stopping = true;
    m_tick.cancel();
}

Awaitable<void> Switchboard::serveTerminal(TlsStream &stream, Request upgrade, std::string terminal,
                                           SessionRegistry::Entry &entry)
{
    LiveSocket<TlsStream> line(m_io, stream, entry);
    const bool isOpen = co_await line.open(std::move(upgrade));
    if (!isOpen)
        co_return;
    const auto seat = m_rooms.joinTerminal(terminal, line);
    auto ear = earOf<TlsStream>(m_rooms, seat);
    const auto ending = co_await line.run(std::move(ear));
    m_rooms.left(seat, ending);
}

Awaitable<void> Switchboard::serveAgent(Socket &socket, Request upgrade, CallAgent agent, StillIn stillIn,
                                        SessionRegistry::Entry &entry)
{
    LiveSocket<Socket> line(m_io, socket, entry);
    const bool isOpen = co_await line.open(std::move(upgrade));
    if (!isOpen)
        co_return;
    const auto seat = m_rooms.joinAgent(std::move(agent), line);
    if (!seat) {
        m_log.write("call.too-many-agents");
        co_return;
    }
    auto ear = earOf<Socket>(m_rooms, *seat);
    ear.heard = [this, &line, seat = *seat, stillIn = std::move(stillIn)](std::string_view frame) {
        m_rooms.heard(seat, frame);
        if (!stillIn(m_rooms.isAtWork(seat)))
            line.hangUp();
    };
    const auto ending = co_await line.run(std::move(ear));
    m_rooms.left(*seat, ending);
}

Awaitable<void> Switchboard::keepTime()
{
    for (int ticks = 1; !m_stopping; ++ticks) {
        ErrorCode ignored;
        m_tick.expires_after(kTick);
        co_await m_tick.async_wait(into(ignored));
        m_rooms.tick();
        if (ticks % kTicksBetweenFigures == 0)
            tellFigures();
    }
    tellFigures();
}

/** What was not passed on, when it has become more. */
void Switchboard::tellFigures()
{
    const auto &now = m_rooms.figures();
    if (now == m_told)
        return;
    m_told = now;
    m_log.write("call.dropped", {{"unknown", static_cast<std::int64_t>(now.unknown)},
                                 {"malformed", static_cast<std::int64_t>(now.malformed)},
                                 {"stale", static_cast<std::int64_t>(now.stale)},
                                 {"floods", static_cast<std::int64_t>(now.floods)}});
}

} // namespace yz::hub
