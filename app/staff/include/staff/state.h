// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "staff/roster.h"
#include "staff/standing.h"
#include "staff/stick_work.h"

#include <core/kept_event_log.h>
#include <printer/print_document.h>
#include <ui/intents.h>

#include <deque>
#include <map>
#include <optional>
#include <variant>
#include <vector>

namespace yz::staff {

/** What a check of the self-test came to. */
struct CheckResult
{
    Light light = Light::Unknown;
    QString word;
};

// The pages of the maintenance mode. None holds anything of a citizen.

struct Overview
{
};
struct SelfTest
{
    std::deque<Check> waiting;
    std::optional<Check> running;
    std::map<Check, CheckResult> done;
};
/** A new roll: what to do, and a test strip at the end. */
struct Replenish
{
    SheetStands strip = SheetStands::None;
    Fault fault = Fault::PaperOut;
    bool isNoted = false; ///< the count of slips began anew
};
/** What the hub does not have. */
struct Backlog
{
    std::vector<WaitingOrder> oldest; ///< a bounded list: those that wait first, then those that the hub refused
    OutboxCount count;                ///< of all there are
    std::uint64_t all() const { return count.pending + count.rejected; }
    std::uint64_t unlisted() const { return all() > oldest.size() ? all() - oldest.size() : 0; }
};
struct Queue
{
    std::optional<Result<Backlog>> backlog; ///< nothing: being asked
    SheetStands sheet = SheetStands::None;  ///< the phone sheet
};
struct Log
{
    bool alarmsOnly = false;
    std::optional<std::vector<KeptEvent>> events;
};
struct AtStick
{
    /** Restarting: it is done, and the program is about to end; nothing leaves and nothing begins any more. */
    enum class Doing { Nothing, Reading, Applying, Writing, Restarting };
    Doing doing = Doing::Nothing;
    std::optional<PlanWords> plan;
    std::optional<Error> trouble;
    QString done; ///< what came of the last thing; a durable fact
};
struct AtSettings
{
    std::optional<Result<Settings>> settings;
    enum class Doing { Nothing, Asking, GoingBack, Restarting }; ///< Asking: "really go back?"
    Doing doing = Doing::Nothing;
    std::optional<Error> trouble;
};
struct Practice
{
    std::optional<Error> trouble; ///< it could not begin: citizens are served as before
};
using Page = std::variant<Overview, SelfTest, Replenish, Queue, Log, AtStick, AtSettings, Practice>;

/** Who is inside. */
struct Who
{
    int place = 0; ///< in the roster: what the log says instead of a name
    QString name;
    Role role = Role::Attendant;
};

// The stages.

struct Outside
{
};
struct AskingNumber
{
    QString problem;
};
struct AskingPin
{
    QString number;
    QString problem;
};
struct CheckingPin
{
    QString number;
};
struct Locked
{
};
struct Inside
{
    Who who;
    Page page;
};
using Stage = std::variant<Outside, AskingNumber, AskingPin, CheckingPin, Locked, Inside>;

struct State
{
    Stage stage;
    Cover cover = Cover::None;
    Instant touchedAt{};
    Standing standing;
    StickStands stick = StickStands::None;
    bool hasStick = false;      ///< this terminal can read sticks
    bool carriesOrders = false; ///< and give them orders that wait
    bool isPractising = false;
    bool isNew = false;      ///< the terminal serves nobody yet: sticks are all there is
    QString news;            ///< of a new terminal: why what a stick brought last did not stay
    std::uint64_t sheet = 0; ///< counts papers: an answer is told apart by it
};

} // namespace yz::staff
