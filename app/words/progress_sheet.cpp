// SPDX-License-Identifier: Apache-2.0
#include "words/progress_sheet.h"

#include "words/promise.h"

#include <core/said.h>

#include <QDateTime>

#include <map>

namespace yz {
namespace {

using Line = PrintDocument::Line;
using Pair = PrintDocument::Pair;
using Size = PrintDocument::Size;
using Align = PrintDocument::Align;

QString found(const std::map<QByteArray, QString> &words, const QByteArray &code, const QString &otherwise)
{
    const auto at = words.find(code);
    return at == words.end() ? otherwise : at->second;
}

QString withWho(QString text, const QString &service)
{
    return text.replace(QLatin1String("{who}"), whoAnswers(service));
}

} // namespace

QString whoAnswers(const QString &service)
{
    const std::map<QString, QString> who = {
        {QStringLiteral("advice"), Said::tr("律师")},
        {QStringLiteral("callback"), Said::tr("律师")},
        {QStringLiteral("mediation"), Said::tr("调解员")},
        {QStringLiteral("notary"), Said::tr("公证员")},
    };
    const auto found = who.find(service);
    return found == who.end() ? Said::tr("工作人员") : found->second;
}

QString stateText(const QByteArray &state, const QString &service)
{
    const std::map<QByteArray, QString> words = {
        {"received", Said::tr("已收到，等{who}接手")},
        {"claimed", Said::tr("{who}已接手")},
        {"assigned", Said::tr("已安排{who}")},
        {"answering", Said::tr("{who}正在写答复")},
        {"in_review", Said::tr("答复写好了，正在审核")},
        {"answered", Said::tr("已答复")},
        {"rated", Said::tr("已答复，已评价")},
        {"archived", Said::tr("已办结")},
        {"callback_due", Said::tr("会有人给您打电话")},
        {"closed", Said::tr("已办结")},
        {"rejected", Said::tr("没有受理，请找工作人员问一问")},
    };
    return withWho(found(words, state, Said::tr("正在办理")), service);
}

QString eventText(const QByteArray &kind, const QString &service)
{
    const std::map<QByteArray, QString> words = {
        {"received", Said::tr("已收到")},
        {"claimed", Said::tr("{who}接手")},
        {"assigned", Said::tr("安排了{who}")},
        {"answer-handed-in", Said::tr("{who}写好了，正在审核")},
        {"published", Said::tr("{who}答复")},
        {"callback-ordered", Said::tr("登记了回电")},
        {"call-missed", Said::tr("打过电话，没有打通")},
        {"called-back", Said::tr("给您打过电话")},
        {"rated", Said::tr("您作了评价")},
        {"closed", Said::tr("办结")},
        {"archived", Said::tr("归档")},
    };
    return withWho(found(words, kind, {}), service);
}

QString responsibleFor(const ProgressAnswer &progress)
{
    if (progress.responsible.isEmpty() || progress.organisation.isEmpty())
        return progress.responsible;
    return QStringLiteral("%1（%2）").arg(progress.responsible, progress.organisation);
}

QString spokenStamp(const QString &rfc3339, WallTime now)
{
    const auto time = QDateTime::fromString(rfc3339, Qt::ISODateWithMs);
    if (!time.isValid())
        return {};
    return spokenTime(WallTime(Milliseconds(time.toMSecsSinceEpoch())), now);
}

PrintDocument progressSheet(const QString &number, const ProgressAnswer &progress, const QString &place, WallTime now)
{
    PrintDocument sheet;
    auto &blocks = sheet.blocks;
    blocks.push_back(Line{place, Size::Caption, Align::Centre, false});
    blocks.push_back(Line{Said::tr("办理进度"), Size::Title, Align::Centre, true});
    blocks.push_back(PrintDocument::Rule{});
    blocks.push_back(Pair{Said::tr("单号"), number});
    blocks.push_back(Pair{Said::tr("进度"), stateText(progress.state, progress.service)});
    if (!progress.responsible.isEmpty())
        blocks.push_back(Pair{Said::tr("负责人"), responsibleFor(progress)});
    if (!progress.answer.isEmpty()) {
        blocks.push_back(PrintDocument::Rule{});
        blocks.push_back(Line{Said::tr("%1答复").arg(whoAnswers(progress.service)), Size::Body, Align::Left, true});
        blocks.push_back(Line{progress.answer, Size::Body, Align::Left, false});
        blocks.push_back(Line{progress.answeredBy, Size::Caption, Align::Left, false});
    }
    blocks.push_back(PrintDocument::Rule{});
    blocks.push_back(Pair{Said::tr("查询时间"), writtenTime(now)});
    blocks.push_back(Line{Said::tr("咨询请拨 12348"), Size::Body, Align::Centre, true});
    return sheet;
}

} // namespace yz
