// SPDX-License-Identifier: Apache-2.0
#include "hub/call_rooms.h"

#include <algorithm>
#include <numeric>

namespace yz::hub {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kMostTalks = 20; ///< that the expected wait is reckoned from
constexpr auto kIceLife = 4h;          ///< coturn looks at it again whenever a relay is kept up

std::chrono::seconds wholeSeconds(Instant::duration period)
{
    return std::chrono::duration_cast<std::chrono::seconds>(period);
}

} // namespace

CallRooms::CallRooms(const Clock &clock, CallRecord &record, IceFor iceFor, Bounds bounds)
    : m_clock(clock), m_record(record), m_iceFor(std::move(iceFor)), m_bounds(bounds)
{
}

// Coming and going

CallRooms::Seat CallRooms::joinTerminal(const std::string &terminal, CallLine &line)
{
    if (const auto old = m_seatOf.find(terminal); old != m_seatOf.end()) {
        m_terminals.at(old->second).line->hangUp();
        m_terminals.erase(old->second);
    }
    const Seat seat = ++m_lastSeat;
    m_terminals[seat] = {terminal, &line, m_clock.now(), {m_bounds.burst, m_clock.now()}};
    m_seatOf[terminal] = seat;
    if (m_closing)
        line.hangUp();
    return seat;
}

std::optional<CallRooms::Seat> CallRooms::joinAgent(CallAgent who, CallLine &line)
{
    if (m_closing || m_agents.size() >= m_bounds.mostAgents)
        return std::nullopt;
    const Seat seat = ++m_lastSeat;
    const auto now = m_clock.now();
    auto &agent = m_agents[seat];
    agent = {std::move(who), &line, now, now, {m_bounds.burst, now}};
    tell(agent, {{}, 0, queue()});
    return seat;
}

void CallRooms::left(Seat seat, Ending ending)
{
    leaveTerminal(seat, ending);
    leaveAgent(seat);
}

void CallRooms::leaveTerminal(Seat seat, Ending ending)
{
    const auto it = m_terminals.find(seat);
    if (it == m_terminals.end())
        return;
    const auto terminal = std::move(it->second.id);
    m_terminals.erase(it);
    m_seatOf.erase(terminal);
    auto *room = roomAt(terminal);
    if (!room)
        return;
    if (ending == Ending::Closed) {
        end(*room, "terminal-left", {}, "terminal-left");
    } else {
        room->terminalLostAt = m_clock.now();
        tellQueue();
    }
}

void CallRooms::leaveAgent(Seat seat)
{
    const auto it = m_agents.find(seat);
    if (it == m_agents.end())
        return;
    if (auto *room = roomOf(it->second.call))
        end(*room, "agent-left", "agent-left", {});
    auto agent = std::move(it->second);
    m_agents.erase(it);
    if (!agent.onDuty)
        return;
    noteDuty(agent.who.id);
    if (!isAnybodyOnDuty())
        m_dutyLostAt = m_clock.now();
    tellPlaces();
}

void CallRooms::alive(Seat seat)
{
    if (const auto it = m_terminals.find(seat); it != m_terminals.end())
        it->second.heardAt = m_clock.now();
    if (const auto it = m_agents.find(seat); it != m_agents.end())
        it->second.aliveAt = m_clock.now();
}

// What is said

void CallRooms::heard(Seat seat, std::string_view frame)
{
    alive(seat);
    if (const auto it = m_terminals.find(seat); it != m_terminals.end()) {
        if (passes(it->second.gate)) {
            const auto signal = parseTerminalSignal(frame);
            signal ? on(it->second, *signal) : refused(signal.error());
        } else {
            cutOff(seat, *it->second.line);
        }
    } else if (const auto agent = m_agents.find(seat); agent != m_agents.end()) {
        agent->second.heardAt = m_clock.now();
        if (passes(agent->second.gate)) {
            const auto signal = parseAgentSignal(frame);
            signal ? on(seat, agent->second, *signal) : refused(signal.error());
        } else {
            cutOff(seat, *agent->second.line);
        }
    }
}

bool CallRooms::passes(Gate &gate)
{
    const auto now = m_clock.now();
    const std::chrono::duration<double> passed = now - gate.at;
    gate.at = now;
    gate.left = std::min(m_bounds.burst, gate.left + passed.count() * m_bounds.rate);
    if (gate.left < 1)
        return false;
    gate.left -= 1;
    return true;
}

void CallRooms::cutOff(Seat seat, CallLine &line)
{
    ++m_figures.floods;
    line.hangUp();
    left(seat, Ending::Closed);
}

void CallRooms::refused(const Error &error)
{
    ++(error.fault == Fault::Unsupported ? m_figures.unknown : m_figures.malformed);
}

// Rooms

CallRooms::Room *CallRooms::roomOf(const std::optional<Uuid> &call)
{
    const auto it = call ? m_rooms.find(*call) : m_rooms.end();
    return it == m_rooms.end() ? nullptr : &it->second;
}

CallRooms::Room *CallRooms::roomAt(const std::string &terminal)
{
    const auto it =
        std::ranges::find_if(m_rooms, [&](const auto &one) { return one.second.facts.terminal == terminal; });
    return it == m_rooms.end() ? nullptr : &it->second;
}

void CallRooms::welcomeBack(Room &room)
{
    if (!room.terminalLostAt)
        return;
    room.terminalLostAt.reset();
    for (auto &text : std::exchange(room.held, {}))
        toTerminal(room, room.session, say::Text{std::move(text)});
    if (!room.agent)
        tellQueue();
}

/** It asks again after its line broke: it may have missed how things stand. */
void CallRooms::tellAgain(Terminal &to, Room &room)
{
    tell(to, {room.facts.call, 0, hello(room)});
    if (const auto agent = room.agent ? m_agents.find(*room.agent) : m_agents.end(); agent != m_agents.end())
        tell(to, {room.facts.call, 1, say::Accepted{agent->second.who.display, agent->second.who.organisation}});
    room.told.reset();
    welcomeBack(room);
    tellPlaces();
}

say::Hello CallRooms::hello(const Room &room) const
{
    const auto expires = m_clock.wall() + kIceLife;
    return {m_iceFor(room.facts.call, expires), expires};
}

void CallRooms::end(Room &room, const std::string &reason, const std::string &forTerminal, const std::string &forAgent)
{
    if (!forTerminal.empty())
        toTerminal(room, room.session, say::Bye{forTerminal});
    if (!forAgent.empty())
        toAgent(room, room.session, say::Bye{forAgent});
    if (const auto agent = room.agent ? m_agents.find(*room.agent) : m_agents.end(); agent != m_agents.end())
        agent->second.call.reset();
    if (room.takenAt) {
        const auto talked = wholeSeconds(m_clock.now() - *room.takenAt);
        m_talked.push_back(talked);
        if (m_talked.size() > kMostTalks)
            m_talked.pop_front();
        m_record.ended(room.facts, talked, reason);
    } else {
        m_record.missed(room.facts, reason);
    }
    const bool waited = std::erase(m_line, room.facts.call) > 0;
    m_rooms.erase(Uuid(room.facts.call));
    tellPlaces();
    if (waited)
        tellQueue();
}

// What the hub says by itself

void CallRooms::toTerminal(const Room &room, int session, FromHub message)
{
    const auto seat = m_seatOf.find(room.facts.terminal);
    if (seat != m_seatOf.end())
        tell(m_terminals.at(seat->second), {room.facts.call, session, std::move(message)});
}

void CallRooms::toAgent(const Room &room, int session, FromHub message)
{
    const auto agent = room.agent ? m_agents.find(*room.agent) : m_agents.end();
    if (agent != m_agents.end())
        tell(agent->second, {room.facts.call, session, std::move(message)});
}

say::Queue CallRooms::queue() const
{
    say::Queue queue;
    for (const auto &call : m_line) {
        const auto &room = m_rooms.at(call);
        if (!room.terminalLostAt)
            queue.waiting.push_back({call, room.since, room.facts.topic, room.facts.order, room.media});
    }
    return queue;
}

void CallRooms::tellQueue()
{
    const Signal<FromHub> signal{{}, 0, queue()};
    for (const auto &[seat, agent] : m_agents)
        tell(agent, signal);
}

void CallRooms::tellPlaces()
{
    int place = 0;
    for (const auto &call : m_line) {
        auto &room = m_rooms.at(call);
        const say::Queued now{++place, expectedWait(place)};
        if (room.told && room.told->place == place && room.told->expectedWaitSeconds == now.expectedWaitSeconds)
            continue;
        room.told = now;
        toTerminal(room, 0, now);
    }
}

void CallRooms::ordersChanged()
{
    for (const auto &[seat, agent] : m_agents)
        tell(agent, {{}, 0, say::OrdersChanged{}});
}

void CallRooms::shutdown()
{
    m_closing = true;
    while (!m_rooms.empty())
        end(m_rooms.begin()->second, "shutdown", "shutdown", "shutdown");
    for (auto &[seat, agent] : m_agents)
        agent.line->hangUp();
    for (auto &[seat, terminal] : m_terminals)
        terminal.line->hangUp();
}

// Who is there

void CallRooms::noteDuty(std::uint64_t who)
{
    m_record.onDuty(who, std::ranges::any_of(
                             m_agents, [&](const auto &one) { return one.second.who.id == who && one.second.onDuty; }));
}

bool CallRooms::isAtWork(Seat seat) const
{
    const auto it = m_agents.find(seat);
    return it != m_agents.end() && (it->second.onDuty || it->second.call);
}

bool CallRooms::isAnybodyOnDuty() const
{
    return std::ranges::any_of(m_agents, [](const auto &one) { return one.second.onDuty; });
}

bool CallRooms::isNobodyThere() const
{
    return !isAnybodyOnDuty() && (!m_dutyLostAt || m_clock.now() - *m_dutyLostAt >= m_bounds.dutyGrace);
}

CallRooms::DutyFigures CallRooms::duty() const
{
    auto figures = people();
    figures.expectedWaitSeconds = expectedWait(figures.waiting + 1);
    return figures;
}

CallRooms::DutyFigures CallRooms::people() const
{
    // By person: some have two windows open.
    std::map<std::uint64_t, bool> people;
    for (const auto &[seat, agent] : m_agents) {
        if (agent.onDuty)
            people.try_emplace(agent.who.id, true);
    }
    for (const auto &[seat, agent] : m_agents) {
        if (const auto it = people.find(agent.who.id); it != people.end() && agent.call)
            it->second = false;
    }
    const auto free = std::ranges::count_if(people, [](const auto &one) { return one.second; });
    const int waiting = static_cast<int>(m_line.size());
    return {static_cast<int>(people.size()), static_cast<int>(free), waiting, {}};
}

std::optional<int> CallRooms::expectedWait(int place) const
{
    const auto there = people();
    if (there.onDuty == 0)
        return std::nullopt;
    const int toEnd = place - there.free; // calls that must end before this one can be taken
    if (toEnd <= 0)
        return 0;
    if (m_talked.empty())
        return std::nullopt;
    const auto sum = std::accumulate(m_talked.begin(), m_talked.end(), std::chrono::seconds(0));
    const double mean = static_cast<double>(sum.count()) / static_cast<double>(m_talked.size());
    return static_cast<int>(mean * toEnd / there.onDuty + 0.5);
}

// Time

void CallRooms::tick()
{
    dropSilentTerminals();
    dropSilentAgents();
    dropAbsent();
    if (isNobodyThere()) {
        while (!m_line.empty())
            end(m_rooms.at(m_line.front()), "nobody", "nobody", {});
    }
}

void CallRooms::dropSilentTerminals()
{
    std::vector<Seat> silent;
    for (const auto &[seat, terminal] : m_terminals) {
        if (m_clock.now() - terminal.heardAt >= m_bounds.silence)
            silent.push_back(seat);
    }
    for (const auto seat : silent) {
        m_terminals.at(seat).line->hangUp();
        left(seat, Ending::Broken);
    }
}

void CallRooms::dropSilentAgents()
{
    std::vector<Seat> silent;
    for (const auto &[seat, agent] : m_agents) {
        // Browsers put a page in the background to sleep, but not while it has pictures or sound on the line.
        const auto *room = agent.call ? &m_rooms.at(*agent.call) : nullptr;
        const bool isAwake = room && room->media != CallMedia::Text;
        if (m_clock.now() - (isAwake ? agent.heardAt : std::max(agent.heardAt, agent.aliveAt)) >= m_bounds.silence)
            silent.push_back(seat);
    }
    for (const auto seat : silent) {
        m_agents.at(seat).line->hangUp();
        left(seat, Ending::Broken);
    }
}

void CallRooms::dropAbsent()
{
    std::vector<Uuid> absent;
    for (const auto &[call, room] : m_rooms) {
        if (room.terminalLostAt && m_clock.now() - *room.terminalLostAt >= m_bounds.absence)
            absent.push_back(call);
    }
    for (const auto &call : absent)
        end(m_rooms.at(call), "terminal-left", {}, "terminal-left");
}

} // namespace yz::hub
