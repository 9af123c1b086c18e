// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "staff/state.h"

namespace yz::staff {

// What happens

struct Knock ///< somebody asks for the staff's door
{
};
struct Tick
{
};
struct Touched
{
};
struct PinChecked
{
    enum class Answer { Right, Wrong, NotNoted };
    Answer answer = Answer::Wrong;
    Who who = {};
};
struct Stood
{
    Standing standing;
};
struct Checked
{
    Check check = Check::Reader;
    CheckResult result;
};
struct QueueCame
{
    Result<Backlog> backlog;
};
struct LogCame
{
    std::vector<KeptEvent> events;
};
struct SheetEnded
{
    std::uint64_t sheet = 0;
    PrintReport report;
};
struct StickStood
{
    StickStands stands = StickStands::None;
};
struct PlanCame
{
    Result<PlanWords> plan;
};
struct Applied
{
    Result<void> applied;
};
struct Written
{
    Parcel parcel = Parcel::Diagnostics;
    Result<Wrote> written = Wrote{};
};
/** Whether people practise now; an error where it could not begin. */
struct PracticeStood
{
    Result<bool> practising;
};
struct SettingsCame
{
    Result<Settings> settings;
};
using Event = std::variant<Intent, Knock, Tick, Touched, PinChecked, Stood, Checked, QueueCame, LogCame, SheetEnded,
                           StickStood, PlanCame, Applied, Written, SettingsCame, PracticeStood>;

// What is to be done about it

/** Counted before it is looked at. Secret: `pin`. */
struct TryPin
{
    QString number;
    QString pin;
};
struct RunCheck
{
    Check check = Check::Reader;
};
struct AskQueue
{
};
struct AskLog
{
};
struct PrintSheet
{
    PrintDocument sheet;
    std::uint64_t number = 0;
};
struct NotePaperNew
{
};
struct ExamineStick
{
};
struct ApplyPlan
{
};
struct WriteParcel
{
    Parcel parcel = Parcel::Diagnostics;
};
struct AskSettings
{
};
struct RollBack
{
};
struct SetPractice
{
    bool on = true;
};
struct NoteEntry ///< for the log
{
    Who who;
};
struct NoteSelfTest
{
    int good = 0;
    int warned = 0;
    int bad = 0;
};
/** Somebody with ears said whether it was heard. */
struct NoteTrial
{
    Check check = Check::Voice;
    Light light = Light::Unknown;
};
struct Leave
{
    enum class How { Asked, Idle };
    How how = How::Asked;
    bool wasInside = false; ///< else somebody looked at the door only, which is no news
};
using Effect = std::variant<TryPin, RunCheck, AskQueue, AskLog, PrintSheet, NotePaperNew, ExamineStick, ApplyPlan,
                            WriteParcel, AskSettings, RollBack, SetPractice, NoteEntry, NoteSelfTest, NoteTrial, Leave>;

struct Surroundings
{
    QString place;
    QByteArray terminal;
    Instant now{};
    WallTime wall{};
    Milliseconds lockedFor{}; ///< nobody may try a PIN before
    QString serial = {};      ///< what the terminal is called before it has a name
};

struct Stepped
{
    State state;
    std::vector<Effect> effects;
};

/** The whole behaviour of the maintenance mode: pure, total, without a clock of its own. */
Stepped step(const Surroundings &around, State state, const Event &event);

/** What is to be seen of a state. Only once somebody has knocked. */
ScreenView viewOf(const Surroundings &around, const State &state);

/** Something runs that must not be left alone: no way out, no idle clock, no new wish until it is over. */
bool isBusy(const State &state);

/** After so long without a touch the door closes again. */
constexpr Milliseconds kStaffPatience = std::chrono::minutes(4);
constexpr Milliseconds kStaffWarning = std::chrono::seconds(30);

} // namespace yz::staff
