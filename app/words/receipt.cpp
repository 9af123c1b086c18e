// SPDX-License-Identifier: Apache-2.0
#include "words/receipt.h"

#include "words/promise.h"

namespace yz {
namespace {

using Line = PrintDocument::Line;
using Pair = PrintDocument::Pair;
using Size = PrintDocument::Size;
using Align = PrintDocument::Align;

QString readableTime(WallTime at)
{
    // 2026-11-23T09:30:00+08:00 → 2026-11-23 09:30
    return chinaTime(at).left(16).replace(QLatin1Char('T'), QLatin1Char(' '));
}

FormAnswers answersOf(const WorkOrder &order)
{
    FormAnswers answers;
    for (const auto &answer : order.answers)
        answers[answer.field] = answer.value;
    return answers;
}

} // namespace

QByteArray slipCode(const Ticket &ticket)
{
    constexpr auto kUrlSafe = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
    return "YZ1:" + QByteArray::fromStdString(ticket.order.toString()) + ":" + ticket.bodyDigest.toBase64(kUrlSafe);
}

std::optional<SlipProof> slipProofIn(const QByteArray &code)
{
    constexpr qsizetype kLongest = 106;
    constexpr qsizetype kDigest = 32;
    const auto parts = code.size() <= kLongest ? code.split(':') : QList<QByteArray>();
    if (parts.size() != 3 || parts[0] != "YZ1")
        return {};
    const auto order = Uuid::parse(parts[1].toStdString());
    const auto digest =
        QByteArray::fromBase64Encoding(parts[2], QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals |
                                                     QByteArray::AbortOnBase64DecodingErrors);
    if (!order || !digest || digest.decoded.size() != kDigest)
        return {};
    return SlipProof{*order, digest.decoded};
}

PrintDocument receiptFor(const WorkOrder &order, const Ticket &ticket, const FormPack &pack, const QString &place)
{
    PrintDocument slip;
    auto &blocks = slip.blocks;
    blocks.push_back(Line{place, Size::Caption, Align::Centre, false});
    blocks.push_back(Line{QStringLiteral("回执单"), Size::Title, Align::Centre, true});
    blocks.push_back(PrintDocument::Rule{});
    blocks.push_back(Line{QStringLiteral("您的单号"), Size::Caption, Align::Centre, false});
    blocks.push_back(Line{ticket.number, Size::Display, Align::Centre, true});
    blocks.push_back(PrintDocument::Rule{});
    blocks.push_back(Pair{QStringLiteral("事项"), pack.title});
    if (const auto *who = std::get_if<Identity>(&order.applicant)) {
        blocks.push_back(Pair{QStringLiteral("申请人"), maskedName(who->name)});
        blocks.push_back(Pair{QStringLiteral("证件号"), maskedNumber(who->number)});
    } else {
        blocks.push_back(Pair{QStringLiteral("申请人"), QStringLiteral("匿名")});
    }
    blocks.push_back(Pair{QStringLiteral("提交时间"), readableTime(order.stamp.at)});
    blocks.push_back(PrintDocument::Gap{2});
    blocks.push_back(Line{QStringLiteral("接下来"), Size::Body, Align::Left, true});
    const QString due = writtenTime(dueAt(pack, order.stamp.at));
    for (const auto &step : stepsFor(pack, answersOf(order)))
        blocks.push_back(Pair{step.title, withDue(step.when, due)});
    blocks.push_back(PrintDocument::Rule{});
    for (const auto &note : pack.slipNotes)
        blocks.push_back(Line{note, Size::Caption, Align::Left, false});
    blocks.push_back(PrintDocument::Gap{2});
    blocks.push_back(PrintDocument::QrCode{slipCode(ticket), QStringLiteral("请收好。查询时请报单号，或出示此码")});
    blocks.push_back(Line{QStringLiteral("咨询请拨 12348"), Size::Body, Align::Centre, true});
    return slip;
}

PrintDocument asReprint(PrintDocument slip, int count)
{
    const Line mark{QStringLiteral("补打（第 %1 次）").arg(count), Size::Caption, Align::Centre, true};
    slip.blocks.insert(slip.blocks.begin(), mark);
    return slip;
}

} // namespace yz
