// SPDX-License-Identifier: Apache-2.0
#include "words/work_order.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace yz {
namespace {

constexpr int kSchema = 1;
constexpr int kChinaOffsetSeconds = 8 * 3600;

QString wireName(IdCardKind kind)
{
    switch (kind) {
    case IdCardKind::Resident:
        return QStringLiteral("resident");
    case IdCardKind::HkMoTwPermit:
        return QStringLiteral("hk-mo-tw");
    case IdCardKind::ForeignPermanent2017:
        return QStringLiteral("foreigner-2017");
    case IdCardKind::ForeignPermanent2023:
        return QStringLiteral("foreigner-2023");
    }
    return {};
}

/** 19491231 → 1949-12-31 */
QString dashed(const QString &date)
{
    return date.left(4) + QLatin1Char('-') + date.mid(4, 2) + QLatin1Char('-') + date.mid(6, 2);
}

QJsonObject toJson(const Identity &applicant)
{
    QJsonObject json{{QStringLiteral("kind"), wireName(applicant.kind)},
                     {QStringLiteral("name"), applicant.name},
                     {QStringLiteral("number"), applicant.number},
                     {QStringLiteral("sex"), applicant.sexCode},
                     {QStringLiteral("birth"), dashed(applicant.birth)}};
    if (!applicant.address.isEmpty())
        json.insert(QStringLiteral("address"), applicant.address);
    return json;
}

QJsonArray toJson(const std::vector<WorkOrder::Answer> &answers)
{
    QJsonArray json;
    for (const auto &answer : answers) {
        const QJsonValue value = answer.value.size() == 1 ? QJsonValue(answer.value.front())
                                                          : QJsonValue(QJsonArray::fromStringList(answer.value));
        json.append(QJsonObject{{QStringLiteral("field"), answer.field}, {QStringLiteral("value"), value}});
    }
    return json;
}

} // namespace

Result<WorkOrder> draft(const FormPack &pack, const Identity &applicant, const FormAnswers &answers,
                        const OrderStamp &stamp)
{
    WorkOrder order{stamp, pack.service, pack.id, pack.version, applicant, {}};
    if (applicant.name.isEmpty() || applicant.number.isEmpty())
        return {Fault::BadInput, "the applicant has no name or number"};
    for (const auto *question : questionsFor(pack, answers)) {
        const auto found = answers.find(question->field);
        const QStringList value = found == answers.end() ? QStringList() : found->second;
        if (!problemWith(*question, value).isEmpty())
            return {Fault::BadInput, "field " + question->field.toStdString() + " has no fitting answer"};
        const bool isBlank = value.isEmpty() || (value.size() == 1 && value.front().trimmed().isEmpty());
        if (!isBlank)
            order.answers.push_back({question->field, value});
    }
    return order;
}

Sealed seal(const WorkOrder &order)
{
    // QJsonObject writes its keys sorted, so the same order gives the same bytes.
    const QJsonObject json{
        {QStringLiteral("schema"), kSchema},
        {QStringLiteral("id"), QString::fromStdString(order.stamp.order.toString())},
        {QStringLiteral("terminal"), QString::fromLatin1(order.stamp.terminal)},
        {QStringLiteral("service"), order.service},
        {QStringLiteral("pack"),
         QJsonObject{{QStringLiteral("id"), order.packId}, {QStringLiteral("version"), order.packVersion}}},
        {QStringLiteral("captured_at"), chinaTime(order.stamp.at)},
        {QStringLiteral("clock_trusted"), order.stamp.clockTrusted},
        {QStringLiteral("applicant"), toJson(order.applicant)},
        {QStringLiteral("answers"), toJson(order.answers)},
    };
    return {order.stamp.order, order.service.toLatin1(), QJsonDocument(json).toJson(QJsonDocument::Compact)};
}

QString chinaTime(WallTime at)
{
    auto time =
        QDateTime::fromSecsSinceEpoch(at.time_since_epoch().count() / 1000, Qt::OffsetFromUTC, kChinaOffsetSeconds);
    return time.toString(Qt::ISODate);
}

} // namespace yz
