// SPDX-License-Identifier: Apache-2.0
// What is done on the pages of the maintenance mode.
#include "step_work.h"

#include <algorithm>

namespace yz::staff {
namespace {

using namespace Qt::StringLiterals;

SheetStands standsAfter(PrintOutcome outcome)
{
    switch (outcome) {
    case PrintOutcome::Confirmed:
        return SheetStands::Printed;
    case PrintOutcome::Failed:
        return SheetStands::Failed;
    case PrintOutcome::Unknown:
        break;
    }
    return SheetStands::Unknown;
}

QString ordersWords(const Wrote &wrote)
{
    QString words = u"%1 件待传工单已加密写入U盘并读回核对。可以拔出U盘，当天交给平台管理员导入。"_s.arg(wrote.orders);
    if (wrote.left > 0)
        words += u"还有 %1 件装不下，请在平台收到这些以后再导出一次。"_s.arg(wrote.left);
    return words + u"工单仍留在本机，平台确认收到后才算送到。附件不在文件里，等网络接通后由本机补传。"_s;
}

QString doneWords(Parcel parcel, const Wrote &wrote)
{
    switch (parcel) {
    case Parcel::Diagnostics:
        return u"诊断包已写入U盘并读回核对。可以拔出U盘。"_s;
    case Parcel::Orders:
        return ordersWords(wrote);
    case Parcel::Request:
        return u"开通申请已写入U盘并读回核对。可以拔出U盘，交给市县管理员签发。"_s;
    }
    return {};
}

} // namespace

bool Step::mayProvision() const
{
    const auto *inside = std::get_if<Inside>(&m_state.stage);
    return inside != nullptr && inside->who.role == Role::Technician;
}

std::uint64_t Step::print(PrintDocument sheet)
{
    m_effects.push_back(PrintSheet{std::move(sheet), ++m_state.sheet});
    return m_state.sheet;
}

void Step::wants(const ChooseRow &wish)
{
    if (page<Overview>() != nullptr)
        open(wish.id);
}

void Step::wants(const ChooseChip &wish)
{
    if (auto *log = page<Log>())
        log->alarmsOnly = wish.id == u"alarms"_s;
}

void Step::wants(const DoAction &wish)
{
    if (wish.id == u"leave"_s) {
        leave(Leave::How::Asked);
    } else if (auto *inside = std::get_if<Inside>(&m_state.stage)) {
        // The page may be replaced under way: what acts keeps no reference to it afterwards.
        std::visit([&](auto &page) { act(page, wish.id); }, inside->page);
    }
}

void Step::open(const QString &id)
{
    auto &inside = std::get<Inside>(m_state.stage);
    if (id == u"selftest"_s) {
        SelfTest test;
        beginSelfTest(test);
        inside.page = std::move(test);
    } else if (id == u"paper"_s) {
        inside.page = Replenish{};
    } else if (id == u"queue"_s) {
        inside.page = Queue{};
        m_effects.push_back(AskQueue{});
    } else if (id == u"log"_s) {
        inside.page = Log{};
        m_effects.push_back(AskLog{});
    } else if (id == u"stick"_s && m_state.hasStick) {
        inside.page = AtStick{};
    } else if (id == u"settings"_s && mayProvision()) {
        inside.page = AtSettings{};
        m_effects.push_back(AskSettings{});
    } else if (id == u"practice"_s) {
        inside.page = Practice{};
    }
}

// --- Self-test -----------------------------------------------------------------------------------------------------

void Step::beginSelfTest(SelfTest &test)
{
    const auto checks = checksOf(m_state);
    test = {};
    test.waiting.assign(checks.begin(), checks.end());
    runNext(test);
}

void Step::runNext(SelfTest &test)
{
    test.running.reset();
    if (test.waiting.empty()) {
        NoteSelfTest note;
        for (const auto &[check, result] : test.done)
            ++(result.light == Light::Good ? note.good : result.light == Light::Bad ? note.bad : note.warned);
        m_effects.push_back(note);
        return;
    }
    test.running = test.waiting.front();
    test.waiting.pop_front();
    m_effects.push_back(RunCheck{*test.running});
}

void Step::on(const Checked &event)
{
    auto *test = page<SelfTest>();
    if (test == nullptr || test->running != event.check)
        return;
    m_state.touchedAt = m_around.now; // waiting for a device is being there
    test->done[event.check] = event.result;
    runNext(*test);
}

void Step::act(SelfTest &page, const QString &id)
{
    if (page.running)
        return;
    if (id == u"again"_s) {
        beginSelfTest(page);
    } else if (isHeardAsked(page) && (id == u"heard"_s || id == u"unheard"_s)) {
        const bool heard = id == u"heard"_s;
        auto &voice = page.done[Check::Voice];
        voice = {heard ? Light::Good : Light::Bad, heard ? u"念了，听得到"_s : u"念了，听不到"_s};
        m_effects.push_back(NoteTrial{Check::Voice, voice.light});
    }
}

bool isHeardAsked(const SelfTest &test)
{
    const auto voice = test.done.find(Check::Voice);
    return voice != test.done.end() && voice->second.light == Light::Unknown;
}

// --- Paper ---------------------------------------------------------------------------------------------------------

void Step::act(Replenish &page, const QString &id)
{
    if (id == u"strip"_s && page.strip != SheetStands::Printing) {
        page.strip = SheetStands::Printing;
        print(testStrip(m_around));
    } else if (id == u"new-roll"_s && !page.isNoted) {
        page.isNoted = true;
        m_effects.push_back(NotePaperNew{});
    }
}

void Step::on(const SheetEnded &event)
{
    if (event.sheet != m_state.sheet)
        return;
    if (auto *replenish = page<Replenish>(); replenish != nullptr && replenish->strip == SheetStands::Printing) {
        replenish->strip = standsAfter(event.report.outcome);
        replenish->fault = event.report.error.fault;
    }
    if (auto *queue = page<Queue>(); queue != nullptr && queue->sheet == SheetStands::Printing)
        queue->sheet = standsAfter(event.report.outcome);
}

// --- Queue and log -------------------------------------------------------------------------------------------------

void Step::on(const QueueCame &event)
{
    if (auto *queue = page<Queue>())
        queue->backlog = event.backlog;
}

void Step::act(Queue &page, const QString &id)
{
    if (id == u"again"_s) {
        page.backlog.reset();
        m_effects.push_back(AskQueue{});
    } else if (id == u"phone-sheet"_s && page.backlog && *page.backlog && page.sheet != SheetStands::Printing) {
        page.sheet = SheetStands::Printing;
        print(phoneSheet(m_around, **page.backlog));
    }
}

void Step::on(const LogCame &event)
{
    if (auto *log = page<Log>())
        log->events = event.events;
}

// --- Stick and settings --------------------------------------------------------------------------------------------

void Step::on(const StickStood &event)
{
    m_state.stick = event.stands;
    auto *stick = page<AtStick>();
    if (stick == nullptr || stick->doing != AtStick::Doing::Nothing)
        return;
    if (event.stands != StickStands::Present)
        *stick = {}; // what was read lies on a stick that is gone, and what was said of it has been read
}

void Step::act(AtStick &page, const QString &id)
{
    if (page.doing != AtStick::Doing::Nothing)
        return;
    const auto write = [&](Parcel parcel) {
        page = {};
        page.doing = AtStick::Doing::Writing;
        m_effects.push_back(WriteParcel{parcel});
    };
    if (id == u"read"_s && mayProvision()) {
        page = {};
        page.doing = AtStick::Doing::Reading;
        m_effects.push_back(ExamineStick{});
    } else if (id == u"apply"_s && page.plan && mayProvision()) {
        page.doing = AtStick::Doing::Applying;
        m_effects.push_back(ApplyPlan{});
    } else if (id == u"discard"_s) {
        page = {};
    } else if (id == u"diagnostics"_s) {
        write(Parcel::Diagnostics);
    } else if (id == u"orders"_s && m_state.carriesOrders) {
        write(Parcel::Orders);
    } else if (id == u"request"_s && mayProvision()) {
        write(Parcel::Request);
    }
}

void Step::on(const PlanCame &event)
{
    auto *stick = page<AtStick>();
    if (stick == nullptr || stick->doing != AtStick::Doing::Reading)
        return;
    *stick = {};
    if (event.plan)
        stick->plan = *event.plan;
    else
        stick->trouble = event.plan.error();
    m_state.touchedAt = m_around.now;
}

void Step::on(const Applied &event)
{
    auto *stick = page<AtStick>();
    auto *settings = page<AtSettings>();
    if (stick != nullptr && stick->doing == AtStick::Doing::Applying) {
        *stick = {};
        if (event.applied)
            stick->doing = AtStick::Doing::Restarting;
        else
            stick->trouble = event.applied.error();
    } else if (settings != nullptr && settings->doing == AtSettings::Doing::GoingBack) {
        settings->doing = event.applied ? AtSettings::Doing::Restarting : AtSettings::Doing::Nothing;
        if (!event.applied)
            settings->trouble = event.applied.error();
    }
    m_state.touchedAt = m_around.now;
}

void Step::on(const Written &event)
{
    auto *stick = page<AtStick>();
    if (stick == nullptr || stick->doing != AtStick::Doing::Writing)
        return;
    *stick = {};
    if (event.written)
        stick->done = doneWords(event.parcel, *event.written);
    else if (event.parcel == Parcel::Orders && event.written.error().fault == Fault::NotFound)
        stick->done = u"没有待传的工单，不用导出。"_s;
    else
        stick->trouble = event.written.error();
    m_state.touchedAt = m_around.now;
}

void Step::on(const SettingsCame &event)
{
    if (auto *settings = page<AtSettings>())
        settings->settings = event.settings;
}

void Step::act(AtSettings &page, const QString &id)
{
    const bool can = page.settings && *page.settings && (*page.settings)->canRollBack && mayProvision();
    using Doing = AtSettings::Doing;
    if (id == u"roll-back"_s && can && page.doing == Doing::Nothing) {
        page.doing = Doing::Asking;
    } else if (id == u"really"_s && can && page.doing == Doing::Asking) {
        page.doing = Doing::GoingBack;
        m_effects.push_back(RollBack{});
    }
}

void Step::act(Practice &, const QString &id)
{
    if (id == u"begin"_s || id == u"end"_s)
        m_effects.push_back(SetPractice{id == u"begin"_s});
}

/** Believed only when it is so: else somebody practises and files a real order. */
void Step::on(const PracticeStood &event)
{
    m_state.isPractising = event.practising && *event.practising;
    if (m_state.isPractising) // out of the door, to the screens that are to be practised
        leave(Leave::How::Asked);
    else if (auto *practice = page<Practice>(); practice != nullptr && !event.practising)
        practice->trouble = event.practising.error();
}

} // namespace yz::staff
