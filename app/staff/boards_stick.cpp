// SPDX-License-Identifier: Apache-2.0
// The pages of sticks and of the configuration they brought.
#include "boards.h"

namespace yz::staff {
namespace {

using namespace Qt::StringLiterals;

const QString kRestartLead = u"重新启动以前什么也不能做，群众请稍等。过了一分钟还没有重新启动的，请断电再开。"_s;

} // namespace

BoardView board(const char *topic, const QString &title)
{
    BoardView view;
    view.topic = "staff."_L1 + QLatin1String(topic);
    view.title = title;
    return view;
}

BoardView boardOf(const AtStick &stick, const Surroundings &around, const State &state, const Who &who)
{
    BoardView view = board("stick", state.isNew ? u"开通这台终端"_s : u"U盘"_s);
    if (state.isNew)
        view.lead =
            u"序列号 %1。先插U盘写开通申请，交给市县管理员；拿到签发的数据包后，再插U盘读取。"_s.arg(around.serial);
    const bool isTechnician = who.role == Role::Technician;
    using Doing = AtStick::Doing;
    if (stick.doing != Doing::Nothing) {
        view.light = Light::Unknown;
        view.verdict = stick.doing == Doing::Reading    ? u"正在读取和核对，请不要拔出U盘"_s
                       : stick.doing == Doing::Applying ? u"正在换上新的，请不要断电"_s
                       : stick.doing == Doing::Writing
                           ? u"正在写入和读回核对，请不要拔出U盘"_s
                           : u"已经换上新的，本机即将重新启动；起得来才算数，起不来会自动换回原来的。"_s;
        if (stick.doing == Doing::Restarting) {
            view.light = Light::Good;
            view.lead = kRestartLead;
        }
        return view;
    }
    if (stick.trouble) {
        view.light = Light::Bad;
        view.verdict = u"没有成功，本机没有任何改变"_s;
        view.groups = {{u"原因（给运维人员）"_s,
                        {{{},
                          QString::fromStdString(std::string(name(stick.trouble->fault))),
                          {},
                          {QString::fromStdString(stick.trouble->detail)},
                          Light::Bad}}}};
    } else if (!stick.done.isEmpty()) {
        view.light = Light::Good;
        view.verdict = stick.done;
    } else if (stick.plan) {
        view.lead = u"核对无误。请看清要改什么，再决定。"_s;
        BoardView::Group about{stick.plan->title,
                               {{{}, u"签发"_s, stick.plan->signedBy, {}, Light::Good},
                                {{}, u"有效期"_s, stick.plan->validUntil, {}, Light::Good}}};
        BoardView::Group changes{u"会改变什么"_s, {}};
        for (const QString &change : stick.plan->changes)
            changes.rows.push_back({{}, change, {}, {}, Light::None});
        view.groups = {about, changes};
        view.actions = {{u"discard"_s, u"不改了"_s, false}, {u"apply"_s, u"确认，换上新的"_s, true}};
        return view;
    } else {
        view.verdict = state.stick == StickStands::Present      ? u"U盘已插好"_s
                       : state.stick == StickStands::Several    ? u"插了不止一个U盘，请只留一个"_s
                       : state.stick == StickStands::Unreadable ? u"这个U盘读不了：要 FAT32 格式的普通U盘"_s
                       : state.stick == StickStands::Keyboard
                           ? u"这个U盘同时自称键盘，可能被做过手脚。不要再插，请交给运维。"_s
                           : u"请插入U盘"_s;
        view.light = state.stick == StickStands::Present    ? Light::Good
                     : state.stick == StickStands::None     ? Light::None
                     : state.stick == StickStands::Keyboard ? Light::Bad
                                                            : Light::Warn;
        if (state.isNew && !state.news.isEmpty())
            view.groups = {{u"上一次"_s, {{{}, u"没有开通成功"_s, {}, {state.news}, Light::Warn}}}};
    }
    if (state.stick != StickStands::Present)
        return view;
    if (state.carriesOrders && !stick.trouble && stick.done.isEmpty())
        view.lead = u"导出的待传工单里没有附件（拍的材料），附件等网络接通后由本机补传。"_s;
    if (!state.isNew)
        view.actions = {{u"diagnostics"_s, u"导出诊断包"_s, false}};
    if (state.carriesOrders)
        view.actions.push_back({u"orders"_s, u"导出待传工单"_s, false});
    if (isTechnician) {
        view.actions.push_back({u"request"_s, u"写开通申请"_s, false});
        view.actions.push_back({u"read"_s, u"读取并核对"_s, true});
    }
    return view;
}

BoardView boardOf(const AtSettings &page)
{
    BoardView view = board("settings", u"本机配置"_s);
    view.lead = u"配置只能由签发的数据包改变；这里可以看改了什么，也可以退回上一版。"_s;
    if (!page.settings) {
        view.verdict = u"正在读……"_s;
        view.light = Light::Unknown;
        return view;
    }
    if (page.doing >= AtSettings::Doing::GoingBack) {
        const bool isOver = page.doing == AtSettings::Doing::Restarting;
        view.lead = isOver ? kRestartLead : QString();
        view.light = isOver ? Light::Good : Light::Unknown;
        view.verdict = isOver ? u"已经退回上一版，本机即将重新启动。"_s : u"正在退回上一版，请不要断电"_s;
        return view;
    }
    if (!*page.settings || page.trouble) {
        const Error &error = page.trouble ? *page.trouble : page.settings->error();
        view.light = Light::Bad;
        view.verdict = QString::fromStdString(error.detail);
        return view;
    }
    const Settings &settings = **page.settings;
    view.verdict = settings.release;
    view.light = Light::Good;
    BoardView::Group changed{u"和上一版不同"_s, {}};
    BoardView::Group same{u"没有变"_s, {}};
    for (const Settings::Row &row : settings.rows) {
        if (row.now == row.before)
            same.rows.push_back({{}, row.name, row.now, {}, Light::None});
        else
            changed.rows.push_back({{}, row.name, row.now, {u"原来是："_s + row.before}, Light::Warn});
    }
    for (BoardView::Group *group : {&changed, &same})
        if (!group->rows.empty())
            view.groups.push_back(std::move(*group));
    if (page.doing == AtSettings::Doing::Asking) {
        view.light = Light::Warn;
        view.verdict = u"确定要退回上一版吗？本机会重新启动。"_s;
        view.actions = {{u"really"_s, u"确定退回"_s, true}};
    } else if (settings.canRollBack) {
        view.actions = {{u"roll-back"_s, u"退回上一版"_s, false}};
    }
    return view;
}

} // namespace yz::staff
