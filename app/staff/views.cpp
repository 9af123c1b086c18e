// SPDX-License-Identifier: Apache-2.0
#include "boards.h"
#include "step_work.h"

#include <words/promise.h>

#include <QStringList>

#include <algorithm>

namespace yz::staff {
namespace {

using namespace Qt::StringLiterals;

constexpr int kSlipsPerRoll = 300; ///< 80 mm roll of 50 m, slips of about 16 cm
constexpr std::size_t kMostLogRows = 60;

QString verdictFor(Light light)
{
    switch (light) {
    case Light::Good:
        return u"可以正常服务"_s;
    case Light::Warn:
    case Light::Unknown:
        return u"可以服务，有要留意的地方"_s;
    case Light::Bad:
        return u"有设备不能用，见红色各项"_s;
    case Light::None:
        break;
    }
    return {};
}

BoardView::Row rowOf(const Lamp &lamp)
{
    BoardView::Row row{{}, lamp.name, lamp.word, {}, lamp.light};
    if (!lamp.losses.isEmpty())
        row.facts += u"群众受影响："_s + lamp.losses;
    if (!lamp.last.isEmpty())
        row.facts += lamp.last;
    return row;
}

BoardView::Row entry(const char *id, const QString &title, const QString &fact)
{
    return {QString::fromLatin1(id), title, {}, {fact}, Light::None};
}

BoardView::Group menuFor(const State &state, Role role)
{
    BoardView::Group menu{u"要做什么"_s, {}};
    menu.rows = {entry("selftest", u"全面自检"_s, u"逐项真试一遍，约一分钟，会打一张测试条"_s),
                 entry("queue", u"待传工单"_s, u"看最早的等了多久，打印电话报送单"_s),
                 entry("paper", u"换打印纸"_s, u"照步骤换，最后打一张测试条"_s),
                 entry("log", u"运行日志"_s, u"按事件查看，没有群众信息"_s)};
    if (state.hasStick)
        menu.rows.push_back(
            entry("stick", u"U盘"_s,
                  role == Role::Technician ? u"开通、更新本机，导出诊断和工单"_s : u"导出诊断和待传工单"_s));
    if (role == Role::Technician)
        menu.rows.push_back(entry("settings", u"本机配置"_s, u"看改了什么，退回上一版"_s));
    menu.rows.push_back(entry("practice", u"演练模式"_s,
                              state.isPractising ? u"正在演练，工单不会送出"_s : u"练习办事，工单不会送出"_s));
    return menu;
}

struct PageViews
{
    const Surroundings &around;
    const State &state;
    const Who &who;

    BoardView operator()(const Overview &) const
    {
        const auto lamps = lampsOf(state.standing, around.wall);
        BoardView view = board("overview", u"本机总览"_s);
        view.light = worstOf(lamps);
        view.verdict = verdictFor(view.light);
        view.groups.push_back(menuFor(state, who.role));
        BoardView::Group abilities{u"群众现在能办什么"_s, {}};
        for (const Ability &ability : abilitiesOf(state.standing, around.wall))
            abilities.rows.push_back({{}, ability.name, ability.word, {}, ability.light});
        BoardView::Group parts{u"设备和连接"_s, {}};
        for (const Lamp &lamp : lamps)
            parts.rows.push_back(rowOf(lamp));
        view.groups.push_back(std::move(abilities));
        view.groups.push_back(std::move(parts));
        view.actions = {{u"leave"_s, u"退出维护"_s, true}};
        return view;
    }

    BoardView operator()(const SelfTest &test) const
    {
        BoardView view = board("selftest", u"全面自检"_s);
        BoardView::Group group{u"各项结果"_s, {}};
        Light worst = Light::Good;
        for (const Check check : checksOf(state)) {
            const auto done = test.done.find(check);
            BoardView::Row row{{}, nameOf(check), u"等着试"_s, {}, Light::Unknown};
            if (test.running == check) {
                row.word = u"正在试……"_s;
            } else if (done != test.done.end()) {
                row.word = done->second.word;
                row.light = done->second.light;
                if (row.light == Light::Bad || (row.light == Light::Warn && check == Check::Clock))
                    row.facts = {u"群众受影响："_s + lossOf(partOf(check))};
                if (row.light == Light::Bad)
                    worst = Light::Bad;
                else if (row.light != Light::Good && worst == Light::Good)
                    worst = Light::Warn; // what could not be tried is to be looked at, too
            }
            group.rows.push_back(std::move(row));
        }
        const bool over = !test.running && test.waiting.empty();
        view.light = over ? worst : Light::Unknown;
        view.verdict = over ? verdictFor(worst) : u"正在自检"_s;
        if (over)
            view.actions = {{u"again"_s, u"再测一次"_s, false}};
        if (over && isHeardAsked(test)) {
            view.actions.push_back({u"unheard"_s, u"语音听不到"_s, false});
            view.actions.push_back({u"heard"_s, u"语音听得到"_s, true});
        }
        view.groups.push_back(std::move(group));
        return view;
    }

    BoardView operator()(const Replenish &page) const
    {
        BoardView view = board("paper", u"换打印纸"_s);
        view.lead = u"80 毫米热敏纸，光面朝上。"_s;
        const auto lamps = lampsOf(state.standing, around.wall);
        const auto slips =
            std::find_if(lamps.begin(), lamps.end(), [](const Lamp &lamp) { return lamp.part == Part::Slips; });
        BoardView::Group now{u"打印机现在"_s, {rowOf(*slips)}};
        const int left = std::max(0, kSlipsPerRoll - state.standing.slipsSincePaper);
        now.rows.push_back({{},
                            u"这一卷纸"_s,
                            u"已打 %1 张，估计还能打 %2 张"_s.arg(state.standing.slipsSincePaper).arg(left),
                            {u"按一卷约 %1 张估计；纸快完时打印机自己也会报告"_s.arg(kSlipsPerRoll)},
                            left > kSlipsPerRoll / 10 ? Light::Good : Light::Warn});
        const BoardView::Group steps{u"怎么换"_s,
                                     {{{}, u"一、按下绿色按钮，打开上盖"_s, {}, {}, Light::None},
                                      {{}, u"二、取出纸芯，放入新纸，纸头朝外拉出一截"_s, {}, {}, Light::None},
                                      {{}, u"三、合上盖子，听到咔的一声"_s, {}, {}, Light::None},
                                      stripRow(page)}};
        view.groups = {now, steps};
        view.actions = {{u"new-roll"_s, page.isNoted ? u"已从新纸算起"_s : u"装了新纸，重新计数"_s, false},
                        {u"strip"_s, u"打一张测试条"_s, true}};
        return view;
    }

    static BoardView::Row stripRow(const Replenish &page)
    {
        BoardView::Row row{{}, u"四、打一张测试条"_s, {}, {}, Light::None};
        switch (page.strip) {
        case SheetStands::None:
            break;
        case SheetStands::Printing:
            row.word = u"正在打印……"_s;
            row.light = Light::Unknown;
            break;
        case SheetStands::Printed:
            row.word = u"打印机确认已打出、已切断"_s;
            row.light = Light::Good;
            break;
        case SheetStands::Failed:
            row.word = u"没有打出来（%1）"_s.arg(QString::fromStdString(std::string(name(page.fault))));
            row.light = Light::Bad;
            break;
        case SheetStands::Unknown:
            row.word = u"不知道打没打出来，请看一眼出纸口"_s;
            row.light = Light::Warn;
            break;
        }
        return row;
    }

    BoardView operator()(const Queue &queue) const
    {
        BoardView view = board("queue", u"待传工单"_s);
        view.lead = u"工单从群众点下提交时起算，300 分钟内要有答复。连不上时请打电话报送。"_s;
        if (!queue.backlog) {
            view.verdict = u"正在查……"_s;
            view.light = Light::Unknown;
            return view;
        }
        if (!*queue.backlog) {
            view.verdict = u"存储没有应答：%1"_s.arg(QString::fromStdString(queue.backlog->error().detail));
            view.light = Light::Bad;
            view.actions = {{u"again"_s, u"再查一次"_s, true}};
            return view;
        }
        const Backlog &backlog = **queue.backlog;
        view.light = backlog.count.rejected > 0 ? Light::Bad : Light::Good;
        BoardView::Group waiting{u"从最早的起"_s, {}};
        BoardView::Group refused{u"平台退回"_s, {}};
        for (const WaitingOrder &order : backlog.oldest) {
            auto &group = order.state == OrderState::Rejected ? refused : waiting;
            group.rows.push_back(orderRow(order));
            const Light light = group.rows.back().light;
            if (light == Light::Bad || (light == Light::Warn && view.light == Light::Good))
                view.light = light;
        }
        view.verdict = queueWords(backlog.count);
        view.actions = {{u"again"_s, u"再查一次"_s, false}};
        if (backlog.unlisted() > 0)
            view.lead += u"这里只列出最早的 %1 件，报送单上也是。"_s.arg(backlog.oldest.size());
        for (BoardView::Group *group : {&waiting, &refused})
            if (!group->rows.empty())
                view.groups.push_back(std::move(*group));
        if (!backlog.oldest.empty()) {
            view.actions.push_back({u"phone-sheet"_s, u"打印电话报送单"_s, true});
            if (state.carriesOrders)
                view.lead += u"也可以在“U盘”一页导出，交给平台管理员；附件不在其中。"_s;
        }
        if (queue.sheet != SheetStands::None)
            view.lead += sheetWords(queue.sheet);
        return view;
    }

    static QString queueWords(const OutboxCount &count)
    {
        QStringList words;
        if (count.pending > 0)
            words += u"%1 件还没有送到"_s.arg(count.pending);
        if (count.rejected > 0)
            words += u"%1 件被平台退回"_s.arg(count.rejected);
        return words.isEmpty() ? u"没有待传工单，都送到了"_s : words.join(u"，"_s);
    }

    static QString sheetWords(SheetStands stands)
    {
        return stands == SheetStands::Printing  ? u"报送单正在打印。"_s
               : stands == SheetStands::Printed ? u"报送单已打出。"_s
               : stands == SheetStands::Failed  ? u"报送单没有打出来，请照屏幕抄写单号。"_s
                                                : u"不知道报送单打没打出来，请看一眼出纸口。"_s;
    }

    BoardView::Row orderRow(const WaitingOrder &order) const
    {
        const Delay delay = delayOf(order.since, around.wall);
        BoardView::Row row{{}, order.number, {}, {}, delay.light};
        row.facts = {u"提交于 %1%2"_s.arg(spokenTime(order.since, around.wall),
                                          order.isSinceTrusted ? QString() : u"（时钟没有对时，可能不准）"_s)};
        if (order.state == OrderState::Rejected) {
            row.light = Light::Bad;
            row.word = u"平台退回：%1"_s.arg(QString::fromUtf8(order.reason));
            row.facts += u"请联系运维；内容还在本机，没有丢"_s;
        } else {
            row.word = u"已等 %1 分钟（时限的 %2%）"_s.arg(delay.minutes).arg(delay.percent);
        }
        return row;
    }

    BoardView operator()(const Log &log) const
    {
        BoardView view = board("log", u"运行日志"_s);
        view.lead = u"只有事件和编号，没有群众的任何信息。最新的在最上面。"_s;
        view.chips = {{u"all"_s, u"全部"_s, !log.alarmsOnly}, {u"alarms"_s, u"只看告警"_s, log.alarmsOnly}};
        if (!log.events) {
            view.verdict = u"正在读……"_s;
            view.light = Light::Unknown;
            return view;
        }
        BoardView::Group group{{}, {}};
        for (auto event = log.events->rbegin(); event != log.events->rend() && group.rows.size() < kMostLogRows;
             ++event)
            if (!log.alarmsOnly || event->severity != Severity::Info)
                group.rows.push_back(eventRow(*event));
        if (group.rows.empty())
            view.verdict = u"没有这样的记录"_s;
        else
            view.groups.push_back(std::move(group));
        return view;
    }

    BoardView::Row eventRow(const KeptEvent &event) const
    {
        const Light light = event.severity == Severity::Alarm     ? Light::Bad
                            : event.severity == Severity::Warning ? Light::Warn
                                                                  : Light::None;
        const QString word = event.severity == Severity::Alarm     ? u"告警"_s
                             : event.severity == Severity::Warning ? u"注意"_s
                                                                   : QString();
        QStringList facts{spokenTime(event.at, around.wall)};
        if (!event.rest.isEmpty())
            facts += QString::fromUtf8(event.rest.left(160));
        return {{}, QString::fromUtf8(event.id), word, facts, light};
    }

    BoardView operator()(const AtStick &stick) const { return boardOf(stick, around, state, who); }
    BoardView operator()(const AtSettings &page) const { return boardOf(page); }

    BoardView operator()(const Practice &page) const
    {
        BoardView view = board("practice", u"演练模式"_s);
        view.lead =
            u"演练时屏幕上方一直写着“演练”，回执也印着“演练”，工单不会送出，结束时全部销毁。半小时没有人碰会自己结束。请用自己的证件。"_s;
        view.light = state.isPractising ? Light::Warn : Light::None;
        view.verdict = state.isPractising ? u"正在演练，不能为群众服务"_s : QString();
        if (page.trouble) {
            view.light = Light::Bad;
            view.verdict = u"没有开始演练：%1"_s.arg(QString::fromStdString(page.trouble->detail));
        }
        view.actions = {state.isPractising ? PageAction{u"end"_s, u"结束演练"_s, true}
                                           : PageAction{u"begin"_s, u"开始演练"_s, true}};
        return view;
    }
};

FormView question(const char *field, const QString &title, const QString &problem)
{
    FormView form;
    form.service = u"维护模式"_s;
    form.field = QString::fromLatin1(field);
    form.title = title;
    form.problem = problem;
    return form;
}

struct StageViews
{
    const Surroundings &around;
    const State &state;

    PageView operator()(const Outside &) const { return WorkingView{u"正在返回"_s}; }
    PageView operator()(const AskingNumber &stage) const
    {
        FormView form = question("staff.number", u"请输入工号"_s, stage.problem);
        form.kind = FormView::Kind::Digits;
        form.help = u"这里是工作人员入口。群众办事请按“首页”。"_s;
        form.maxLength = 8;
        return form;
    }
    PageView operator()(const AskingPin &stage) const
    {
        FormView form = question("staff.pin", u"请输入密码"_s, stage.problem);
        form.kind = FormView::Kind::Secret;
        form.help = u"连错五次会锁住，越错锁得越久。"_s;
        form.maxLength = static_cast<int>(kLongestPin);
        return form;
    }
    PageView operator()(const CheckingPin &) const { return WorkingView{u"正在核对"_s}; }
    PageView operator()(const Locked &) const
    {
        BoardView view = board("locked", u"入口已锁住"_s);
        view.light = Light::Bad;
        view.verdict = u"密码错得太多，还要等 %1"_s.arg(asMinutes(around.lockedFor));
        view.lead = u"断电、重启、改时间都不会缩短。群众办事不受影响，请按“首页”。"_s;
        return view;
    }
    PageView operator()(const Inside &inside) const
    {
        return std::visit(PageViews{around, state, inside.who}, inside.page);
    }
};

} // namespace

QString asMinutes(Milliseconds period)
{
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(period).count();
    return seconds < 60 ? u"%1 秒"_s.arg(seconds) : u"%1 分 %2 秒"_s.arg(seconds / 60).arg(seconds % 60);
}

ScreenView viewOf(const Surroundings &around, const State &state)
{
    ScreenView view{std::visit(StageViews{around, state}, state.stage), state.cover};
    view.canGoBack = !std::holds_alternative<CheckingPin>(state.stage) && !isBusy(state);
    view.staff = u"维护模式"_s;
    if (const auto *inside = std::get_if<Inside>(&state.stage))
        view.staff +=
            u" · "_s + inside->who.name + (state.isNew ? QString() : u"（"_s + wordFor(inside->who.role) + u"）"_s);
    if (state.cover == Cover::Idle) {
        const auto left = kStaffPatience + kStaffWarning - (around.now - state.touchedAt);
        view.idleSecondsLeft = static_cast<int>(std::chrono::ceil<std::chrono::seconds>(left).count());
    }
    if (state.isPractising)
        view.practice = u"演练：工单不会送出。"_s;
    return view;
}

} // namespace yz::staff
