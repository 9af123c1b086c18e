// SPDX-License-Identifier: Apache-2.0
// What terminals and agents say, and what comes of it.
#include "hub/call_rooms.h"

namespace yz::hub {
namespace {

constexpr std::size_t kMostHeldTexts = 50; ///< for a terminal that is away for a moment

} // namespace

void CallRooms::on(Terminal &from, const Signal<FromTerminal> &signal)
{
    if (const auto *wish = std::get_if<say::Request>(&signal.message)) {
        request(from, signal, *wish);
        return;
    }
    auto *room = roomOf(signal.call);
    if (room && room->facts.terminal != from.id)
        room = nullptr;
    if (room)
        welcomeBack(*room);
    if (std::holds_alternative<say::Ping>(signal.message))
        tell(from, {signal.call, signal.session, say::Pong{}});
    if (!room && !signal.call.isNull() && !std::holds_alternative<say::Bye>(signal.message))
        tell(from, {signal.call, signal.session, say::Bye{"agent-left"}}); // nobody here knows of it any more
    if (room)
        std::visit([&](const auto &message) { hear(*room, signal.session, message); }, signal.message);
}

void CallRooms::request(Terminal &from, const Signal<FromTerminal> &signal, const say::Request &wish)
{
    if (auto *known = roomOf(signal.call)) {
        if (known->facts.terminal == from.id)
            tellAgain(from, *known);
        else
            tell(from, {signal.call, signal.session, say::Bye{"refused"}});
        return;
    }
    if (auto *former = roomAt(from.id))
        end(*former, "terminal-left", {}, "peer-ended");
    const CallFacts facts{signal.call, from.id, wish.order, wish.media, wish.topic};
    const auto refusal = m_closing                               ? "shutdown"
                         : isNobodyThere()                       ? "nobody"
                         : m_line.size() >= m_bounds.mostWaiting ? "refused"
                                                                 : "";
    if (*refusal) {
        m_record.missed(facts, refusal);
        tell(from, {signal.call, signal.session, say::Bye{refusal}});
        return;
    }
    auto &room = m_rooms[signal.call];
    room.facts = facts;
    room.media = wish.media;
    room.since = m_clock.wall();
    m_line.push_back(signal.call);
    tell(from, {signal.call, 0, hello(room)});
    tellPlaces();
    tellQueue();
}

void CallRooms::hear(Room &room, int session, const say::Offer &message)
{
    if (!room.agent || session <= room.session) {
        ++m_figures.stale;
        return;
    }
    room.session = session;
    toAgent(room, session, message);
}

void CallRooms::hear(Room &room, int session, const say::Candidate &message)
{
    if (!room.agent || session < room.session)
        ++m_figures.stale;
    else
        toAgent(room, session, message);
}

void CallRooms::hear(Room &room, int, const say::Text &message)
{
    toAgent(room, room.session, message);
}

void CallRooms::hear(Room &room, int, const say::Degrade &message)
{
    room.media = message.media;
    toAgent(room, room.session, message);
    if (!room.agent)
        tellQueue();
}

void CallRooms::hear(Room &room, int, const say::Bye &)
{
    end(room, "citizen-ended", {}, "peer-ended");
}

void CallRooms::on(Seat seat, Agent &from, const Signal<FromAgent> &signal)
{
    if (std::holds_alternative<say::Ping>(signal.message)) {
        tell(from, {signal.call, signal.session, say::Pong{}});
    } else if (const auto *duty = std::get_if<say::Duty>(&signal.message)) {
        setDuty(from, duty->on);
    } else if (std::holds_alternative<say::Accept>(signal.message)) {
        accept(seat, from, signal.call);
    } else if (auto *room = roomOf(signal.call); room && room->agent == seat) {
        std::visit([&](const auto &message) { answer(*room, signal.session, message); }, signal.message);
    }
}

void CallRooms::setDuty(Agent &agent, bool on)
{
    const bool was = agent.onDuty;
    agent.onDuty = on && agent.who.mayAnswer;
    m_dutyLostAt.reset();
    if (was != agent.onDuty)
        noteDuty(agent.who.id);
    tell(agent, {{}, 0, say::Duty{agent.onDuty}});
    tellPlaces();
}

void CallRooms::accept(Seat seat, Agent &from, const Uuid &call)
{
    auto *room = roomOf(call);
    const auto refusal = !from.who.mayAnswer || from.call ? "refused" : !room ? "nobody" : room->agent ? "taken" : "";
    if (*refusal) {
        tell(from, {call, 1, say::Bye{refusal}});
        return;
    }
    room->agent = seat;
    room->takenAt = m_clock.now();
    room->facts.agent = from.who.id;
    from.call = call;
    std::erase(m_line, call);
    m_record.began(room->facts);
    toTerminal(*room, 1, say::Accepted{from.who.display, from.who.organisation});
    tell(from, {call, 1, say::Call{room->facts.topic, room->facts.order, room->media, hello(*room).ice}});
    tellPlaces();
    tellQueue();
}

void CallRooms::answer(Room &room, int session, const say::Answer &message)
{
    if (session == room.session)
        toTerminal(room, session, message);
    else
        ++m_figures.stale;
}

void CallRooms::answer(Room &room, int session, const say::Candidate &message)
{
    if (session == room.session)
        toTerminal(room, session, message);
    else
        ++m_figures.stale;
}

void CallRooms::answer(Room &room, int, const say::Text &message)
{
    if (!room.terminalLostAt)
        toTerminal(room, room.session, message);
    else if (room.held.size() < kMostHeldTexts)
        room.held.push_back(message.text);
}

void CallRooms::answer(Room &room, int, const say::Note &message)
{
    m_record.noted(room.facts, message.text);
}

void CallRooms::answer(Room &room, int, const say::Bye &message)
{
    const bool isPlain = message.reason == "agent-ended" || message.reason == "refused";
    const std::string reason = isPlain ? message.reason : std::string("agent-left");
    end(room, reason, reason, {});
}

} // namespace yz::hub
