// SPDX-License-Identifier: Apache-2.0
// What the maintenance mode prints, and the names of what it tries.
#include "step_work.h"

#include <words/promise.h>

namespace yz::staff {
namespace {

using namespace Qt::StringLiterals;
using Line = PrintDocument::Line;
using Size = PrintDocument::Size;
using Align = PrintDocument::Align;

PrintDocument headed(const Surroundings &around, const QString &title)
{
    PrintDocument sheet;
    sheet.blocks = {Line{title, Size::Title, Align::Centre, true}, PrintDocument::Rule{},
                    PrintDocument::Pair{u"终端"_s, QString::fromLatin1(around.terminal)},
                    PrintDocument::Pair{u"地点"_s, around.place},
                    PrintDocument::Pair{u"时间"_s, writtenTime(around.wall)}};
    return sheet;
}

} // namespace

PrintDocument testStrip(const Surroundings &around)
{
    PrintDocument sheet = headed(around, u"测试条"_s);
    sheet.blocks.push_back(PrintDocument::Rule{});
    sheet.blocks.push_back(Line{u"字清楚、没有白道、切得断，就可以用。"_s, Size::Body, Align::Left, false});
    return sheet;
}

PrintDocument phoneSheet(const Surroundings &around, const Backlog &backlog)
{
    PrintDocument sheet = headed(around, u"电话报送单"_s);
    sheet.blocks.push_back(
        Line{u"请拨打平台值班电话，逐一报下列单号和提交时间。内容不在电话里说。"_s, Size::Body, Align::Left, false});
    for (const WaitingOrder &order : backlog.oldest) {
        const Delay delay = delayOf(order.since, around.wall);
        sheet.blocks.push_back(PrintDocument::Rule{});
        sheet.blocks.push_back(Line{order.number, Size::Title, Align::Left, true});
        sheet.blocks.push_back(PrintDocument::Pair{u"提交"_s, writtenTime(order.since)});
        sheet.blocks.push_back(PrintDocument::Pair{
            u"状态"_s, order.state == OrderState::Rejected ? u"平台退回"_s : u"已等 %1 分钟"_s.arg(delay.minutes)});
        sheet.blocks.push_back(PrintDocument::Pair{u"接听人"_s, u"____________"_s});
    }
    if (backlog.unlisted() > 0) {
        sheet.blocks.push_back(PrintDocument::Rule{});
        sheet.blocks.push_back(Line{u"还有 %1 件没有列在这里，请在电话里说明总数。"_s.arg(backlog.unlisted()),
                                    Size::Body, Align::Left, true});
    }
    return sheet;
}

QString nameOf(Check check)
{
    switch (check) {
    case Check::Reader:
        return u"身份证阅读器"_s;
    case Check::Slips:
        return u"回执打印机"_s;
    case Check::Pages:
        return u"A4 打印机"_s;
    case Check::Camera:
        return u"高拍仪"_s;
    case Check::Calls:
        return u"视频通话"_s;
    case Check::Hub:
        return u"中枢平台"_s;
    case Check::Store:
        return u"存储"_s;
    case Check::Clock:
        return u"时钟"_s;
    case Check::Voice:
        return u"语音"_s;
    }
    return {};
}

std::vector<Check> checksOf(const State &state)
{
    const Standing &s = state.standing;
    std::vector<Check> checks{Check::Reader, Check::Slips};
    if (s.hasPagePrinter)
        checks.push_back(Check::Pages);
    if (s.hasCamera)
        checks.push_back(Check::Camera);
    if (s.hasCalls)
        checks.push_back(Check::Calls);
    if (s.hasHub)
        checks.push_back(Check::Hub);
    checks.push_back(Check::Store);
    checks.push_back(Check::Clock);
    if (s.hasVoice)
        checks.push_back(Check::Voice);
    return checks;
}

} // namespace yz::staff
