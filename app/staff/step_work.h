// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "staff/step.h"

namespace yz::staff {

/** One step on its way: the state it changes and the effects it gathers. Lives for one call of step(). */
class Step
{
public:
    Step(const Surroundings &around, State &state, std::vector<Effect> &effects)
        : m_around(around), m_state(state), m_effects(effects)
    {
    }

    void on(const Knock &);
    void on(const Tick &);
    void on(const Touched &) { m_state.touchedAt = m_around.now; }
    void on(const PinChecked &event);
    void on(const Stood &event) { m_state.standing = event.standing; }
    void on(const Checked &event);
    void on(const QueueCame &event);
    void on(const LogCame &event);
    void on(const SheetEnded &event);
    void on(const StickStood &event);
    void on(const PlanCame &event);
    void on(const Applied &event);
    void on(const Written &event);
    void on(const SettingsCame &event);
    void on(const PracticeStood &event);
    void on(const Intent &intent);

private:
    void wants(const GoBack &);
    void wants(const GoHome &);
    void wants(const AskHelp &) { m_state.cover = Cover::Help; }
    void wants(const CloseCover &) { m_state.cover = Cover::None; }
    void wants(const Finish &) { leave(Leave::How::Asked); }
    void wants(const LeaveNow &) { leave(Leave::How::Asked); }
    void wants(const QuickExit &) { leave(Leave::How::Asked); }
    void wants(const GiveAnswer &wish);
    void wants(const ChooseRow &wish);
    void wants(const ChooseChip &wish);
    void wants(const DoAction &wish);
    template <class Other>
    void wants(const Other &)
    {
    }

    void leave(Leave::How how);
    void ask();
    void open(const QString &page);
    void beginSelfTest(SelfTest &test);
    void runNext(SelfTest &test);
    void act(Overview &, const QString &id) { open(id); }
    void act(SelfTest &page, const QString &id);
    void act(Replenish &page, const QString &id);
    void act(Queue &page, const QString &id);
    void act(Log &, const QString &) {}
    void act(AtStick &page, const QString &id);
    void act(AtSettings &page, const QString &id);
    void act(Practice &, const QString &id);
    std::uint64_t print(PrintDocument sheet);
    bool mayProvision() const;

    template <class P>
    P *page()
    {
        auto *inside = std::get_if<Inside>(&m_state.stage);
        return inside == nullptr ? nullptr : std::get_if<P>(&inside->page);
    }

    const Surroundings &m_around;
    State &m_state;
    std::vector<Effect> &m_effects;
};

/** A marked strip: that the printer prints, cuts and says so. */
PrintDocument testStrip(const Surroundings &around);
/** The orders that wait, to be told over the telephone: numbers and times, not a word of what they hold. */
PrintDocument phoneSheet(const Surroundings &around, const Backlog &backlog);

QString nameOf(Check check);
/** The voice spoke, and nobody has said yet whether it was heard. */
bool isHeardAsked(const SelfTest &test);
std::vector<Check> checksOf(const State &state);
/** "9:05" or "0:30". */
QString asMinutes(Milliseconds period);

} // namespace yz::staff
