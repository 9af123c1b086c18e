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

QJsonArray toJson(const std::vector<Attachment> &attachments)
{
    QJsonArray json;
    for (const auto &one : attachments) {
        const auto digest = QLatin1String("sha-256=:") + QString::fromLatin1(one.sha256.toBase64()) + QLatin1Char(':');
        json.append(QJsonObject{{QStringLiteral("digest"), digest},
                                {QStringLiteral("type"), QString::fromLatin1(one.type)},
                                {QStringLiteral("bytes"), one.bytes},
                                {QStringLiteral("pages"), one.pages}});
    }
    return json;
}

QString wireName(CallbackReason reason)
{
    switch (reason) {
    case CallbackReason::Unsolved:
        return QStringLiteral("unsolved");
    case CallbackReason::Unsatisfied:
        return QStringLiteral("unsatisfied");
    case CallbackReason::CallBroken:
        return QStringLiteral("call-broken");
    case CallbackReason::NobodyOnDuty:
        return QStringLiteral("nobody-on-duty");
    }
    return {};
}

bool mayApply(const FormPack &pack, const Applicant &applicant)
{
    const auto *who = std::get_if<Identity>(&applicant);
    return who != nullptr ? !who->name.isEmpty() && !who->number.isEmpty() : pack.anonymousAllowed;
}

} // namespace

Result<WorkOrder> draft(const FormPack &pack, const Applicant &applicant, const FormAnswers &answers,
                        const OrderStamp &stamp)
{
    WorkOrder order{stamp, pack.service, pack.id, pack.version, applicant, {}};
    if (!mayApply(pack, applicant))
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

WorkOrder callbackFor(const Uuid &about, CallbackReason reason, const Applicant &applicant, const QString &phone,
                      const QString &window, const OrderStamp &stamp)
{
    WorkOrder order{stamp, QStringLiteral("callback"), QStringLiteral("form.callback"), QStringLiteral("1"), applicant,
                    {}};
    order.about = about;
    order.answers.push_back({QStringLiteral("reason"), {wireName(reason)}});
    if (!phone.isEmpty())
        order.answers.push_back({QStringLiteral("phone"), {phone}});
    order.answers.push_back({QStringLiteral("window"), {window.isEmpty() ? QStringLiteral("any") : window}});
    return order;
}

Sealed seal(const WorkOrder &order)
{
    // QJsonObject writes its keys sorted, so the same order gives the same bytes.
    QJsonObject json{
        {QStringLiteral("schema"), kSchema},
        {QStringLiteral("id"), QString::fromStdString(order.stamp.order.toString())},
        {QStringLiteral("terminal"), QString::fromLatin1(order.stamp.terminal)},
        {QStringLiteral("service"), order.service},
        {QStringLiteral("pack"),
         QJsonObject{{QStringLiteral("id"), order.packId}, {QStringLiteral("version"), order.packVersion}}},
        {QStringLiteral("captured_at"), chinaTime(order.stamp.at)},
        {QStringLiteral("clock_trusted"), order.stamp.clockTrusted},
        {QStringLiteral("answers"), toJson(order.answers)},
    };
    if (const auto *who = std::get_if<Identity>(&order.applicant)) {
        json.insert(QStringLiteral("applicant"), toJson(*who));
    } else {
        json.insert(QStringLiteral("applicant"), QJsonValue::Null);
        json.insert(
            QStringLiteral("anonymous"),
            QJsonObject{{QStringLiteral("refused_at"), chinaTime(std::get<Anonymous>(order.applicant).refusedAt)}});
    }
    if (order.about)
        json.insert(QStringLiteral("about"), QString::fromStdString(order.about->toString()));
    if (!order.attachments.empty())
        json.insert(QStringLiteral("attachments"), toJson(order.attachments));
    return {order.stamp.order, order.service.toLatin1(), QJsonDocument(json).toJson(QJsonDocument::Compact)};
}

QString chinaTime(WallTime at)
{
    auto time =
        QDateTime::fromSecsSinceEpoch(at.time_since_epoch().count() / 1000, Qt::OffsetFromUTC, kChinaOffsetSeconds);
    return time.toString(Qt::ISODate);
}

} // namespace yz
