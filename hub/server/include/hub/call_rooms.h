// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hub/signal_message.h"

#include <core/clock.h>

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace yz::hub {

/** Who takes calls. */
struct CallAgent
{
    std::uint64_t id = 0;
    std::string name, display, organisation;
    bool mayAnswer = false;
};

/** Somebody's connection, as the rooms see it. Neither call comes back into the rooms. */
class CallLine
{
public:
    virtual ~CallLine() = default;
    /** Never waits; a line whose peer takes nothing ends itself. */
    virtual void say(std::string frame) = 0;
    /** After what was said; the rooms are told by left() when it has happened. */
    virtual void hangUp() = 0;
};

/** What is kept of a call: who, when and how long; nothing of what was said. */
struct CallFacts
{
    Uuid call;
    std::string terminal;
    std::optional<Uuid> order = {};
    CallMedia media = CallMedia::Video; ///< what was asked for
    std::string topic = {};
    std::uint64_t agent = 0; ///< 0: nobody took it
};

/** Where the facts go. Never waits and never fails: whoever implements it sees to that. */
class CallRecord
{
public:
    virtual ~CallRecord() = default;
    virtual void onDuty(std::uint64_t agent, bool on) = 0;
    virtual void began(const CallFacts &call) = 0;
    virtual void ended(const CallFacts &call, std::chrono::seconds talked, std::string_view reason) = 0;
    /** Nobody took it. */
    virtual void missed(const CallFacts &call, std::string_view reason) = 0;
    virtual void noted(const CallFacts &call, std::string text) = 0;
};

/**
 * The waiting line and the calls: who waits, who may answer, and what of what each side says goes to the other. Holds
 * no socket and no timer: it is told what was said and that time has passed. Owner: the hub. Thread: the io thread.
 * Errors: none; whoever breaks the rules is not heard, or loses the line. Personal data: only in passing.
 */
class CallRooms
{
public:
    using Seat = std::uint64_t;
    enum class Ending { Closed, Broken }; ///< said goodbye | vanished, and may come back

    struct Bounds
    {
        std::size_t mostWaiting = 100;
        std::size_t mostAgents = 500;
        double burst = 300;            ///< frames at once
        double rate = 30;              ///< frames a second
        Milliseconds silence{10'000};  ///< of a line, until it counts as dead
        Milliseconds absence{10'000};  ///< of a terminal, until its call is given up
        Milliseconds dutyGrace{5'000}; ///< after the last one on duty vanished: pages are loaded again
    };
    /** How it went, since the start; for the log. */
    struct Figures
    {
        std::uint64_t unknown = 0;   ///< frames of a kind that is not known
        std::uint64_t malformed = 0; ///< frames that break the rules
        std::uint64_t stale = 0;     ///< of a session that was rebuilt
        std::uint64_t floods = 0;    ///< lines lost to saying too much
        bool operator==(const Figures &) const = default;
    };
    struct DutyFigures
    {
        int onDuty = 0, free = 0, waiting = 0;
        std::optional<int> expectedWaitSeconds = {};
    };
    using IceFor = std::function<std::vector<IceServer>(const Uuid &call, WallTime expires)>;

    CallRooms(const Clock &clock, CallRecord &record, IceFor iceFor, Bounds bounds);

    /** A terminal has one line: a new one takes the place of the old. */
    Seat joinTerminal(const std::string &terminal, CallLine &line);
    /** Nothing when there are too many already. */
    std::optional<Seat> joinAgent(CallAgent agent, CallLine &line);
    void heard(Seat seat, std::string_view frame);
    /** Something below a frame came: its machine lives, whether or not its program does. */
    void alive(Seat seat);
    /** The line is gone; `line` is not touched again. */
    void left(Seat seat, Ending ending);

    /** To be called several times a second. */
    void tick();
    void ordersChanged();
    /** Everybody is told; nobody can come in afterwards. */
    void shutdown();

    DutyFigures duty() const;
    /** An agent on duty or in a call. */
    bool isAtWork(Seat seat) const;
    const Figures &figures() const { return m_figures; }
    std::size_t calls() const { return m_rooms.size(); }

private:
    /** As many frames as may come. */
    struct Gate
    {
        double left = 0;
        Instant at{};
    };
    struct Terminal
    {
        std::string id;
        CallLine *line = nullptr;
        Instant heardAt{};
        Gate gate;
    };
    struct Agent
    {
        CallAgent who;
        CallLine *line = nullptr;
        Instant heardAt{}; ///< a frame
        Instant aliveAt{}; ///< anything
        Gate gate;
        bool onDuty = false;
        std::optional<Uuid> call = {};
    };
    struct Room
    {
        CallFacts facts;
        CallMedia media = CallMedia::Video; ///< now
        WallTime since{};
        std::optional<Instant> takenAt = {};
        std::optional<Seat> agent = {};
        std::optional<Instant> terminalLostAt = {};
        int session = 0;                      ///< of the last offer
        std::optional<say::Queued> told = {}; ///< place and wait, as last said
        std::vector<std::string> held = {};   ///< texts for a terminal that is away for a moment
    };

    void leaveTerminal(Seat seat, Ending ending);
    void leaveAgent(Seat seat);
    bool passes(Gate &gate);
    void cutOff(Seat seat, CallLine &line);
    void refused(const Error &error);

    // What a terminal says
    void on(Terminal &from, const Signal<FromTerminal> &signal);
    void request(Terminal &from, const Signal<FromTerminal> &signal, const say::Request &wish);
    void hear(Room &room, int session, const say::Offer &message);
    void hear(Room &room, int session, const say::Candidate &message);
    void hear(Room &room, int session, const say::Text &message);
    void hear(Room &room, int session, const say::Degrade &message);
    void hear(Room &room, int session, const say::Bye &message);
    template <class Other>
    void hear(Room &, int, const Other &)
    {
    }

    // What an agent says
    void on(Seat seat, Agent &from, const Signal<FromAgent> &signal);
    void setDuty(Agent &agent, bool on);
    void accept(Seat seat, Agent &from, const Uuid &call);
    void answer(Room &room, int session, const say::Answer &message);
    void answer(Room &room, int session, const say::Candidate &message);
    void answer(Room &room, int session, const say::Text &message);
    void answer(Room &room, int session, const say::Note &message);
    void answer(Room &room, int session, const say::Bye &message);
    template <class Other>
    void answer(Room &, int, const Other &)
    {
    }

    // Rooms
    Room *roomOf(const std::optional<Uuid> &call);
    Room *roomAt(const std::string &terminal);
    void welcomeBack(Room &room);
    void tellAgain(Terminal &to, Room &room);
    say::Hello hello(const Room &room) const;
    /** `room` is no more afterwards. Each side is told if there is something to tell it. */
    void end(Room &room, const std::string &reason, const std::string &forTerminal, const std::string &forAgent);

    // What the hub says by itself
    template <class To>
    static void tell(const To &to, const Signal<FromHub> &signal)
    {
        to.line->say(writeSignal(signal));
    }
    void toTerminal(const Room &room, int session, FromHub message);
    void toAgent(const Room &room, int session, FromHub message);
    say::Queue queue() const;
    void tellQueue();
    void tellPlaces();

    void noteDuty(std::uint64_t who);
    bool isAnybodyOnDuty() const;
    bool isNobodyThere() const;
    std::optional<int> expectedWait(int place) const;
    DutyFigures people() const;
    void dropSilentTerminals();
    void dropSilentAgents();
    void dropAbsent();

    const Clock &m_clock;
    CallRecord &m_record;
    IceFor m_iceFor;
    Bounds m_bounds;
    Figures m_figures;
    Seat m_lastSeat = 0;
    std::map<Seat, Terminal> m_terminals;
    std::map<Seat, Agent> m_agents;
    std::map<std::string, Seat> m_seatOf; ///< terminals'
    std::map<Uuid, Room> m_rooms;
    std::deque<Uuid> m_line;                   ///< who waits, first come first
    std::deque<std::chrono::seconds> m_talked; ///< how long the last calls took
    std::optional<Instant> m_dutyLostAt;       ///< since when nobody is there, unless it was said
    bool m_closing = false;
};

} // namespace yz::hub
