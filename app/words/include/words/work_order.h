// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "words/form_pack.h"
#include "words/identity.h"

#include <cache/sealed.h>
#include <core/clock.h>
#include <core/result.h>
#include <core/uuid.h>

#include <QByteArray>

#include <optional>
#include <variant>
#include <vector>

namespace yz {

/** Somebody who would not say who it is; when they were asked and refused is part of the record. */
struct Anonymous
{
    WallTime refusedAt{};
    bool operator==(const Anonymous &) const = default;
};
/** Who asks. Personal data: the identity. */
using Applicant = std::variant<Identity, Anonymous>;

/** A document that goes with an order; its bytes travel on their own, found by their digest. */
struct Attachment
{
    QByteArray sha256; ///< 32 bytes
    QByteArray type;   ///< image/jpeg or application/pdf
    qint64 bytes = 0;
    int pages = 1;
    bool operator==(const Attachment &) const = default;
};

/** Where and when an order is taken; recorded with it. */
struct OrderStamp
{
    Uuid order;
    QByteArray terminal;
    WallTime at{};
    bool clockTrusted = false;
};

/** What a citizen applies for, complete and checked. A value. Personal data: all of it. */
struct WorkOrder
{
    struct Answer
    {
        QString field;
        QStringList value;
    };
    OrderStamp stamp;
    QString service;
    QString packId;
    QString packVersion;
    Applicant applicant;
    std::vector<Answer> answers;              ///< in the order asked; nothing of questions that fell away
    std::optional<Uuid> about = {};           ///< the order that this one continues or rates
    std::vector<Attachment> attachments = {}; ///< at most 20
};

/** Pure. BadInput, with the field in the detail, when a question is unanswered or badly answered. */
Result<WorkOrder> draft(const FormPack &pack, const Applicant &applicant, const FormAnswers &answers,
                        const OrderStamp &stamp);

/** Why somebody is to be called back. */
enum class CallbackReason { Unsolved, Unsatisfied, CallBroken, NobodyOnDuty };

/** The promise behind a bad end: an order of its own, so that no promise is lost. Pure. `window` as in the advice form.
 */
WorkOrder callbackFor(const Uuid &about, CallbackReason reason, const Applicant &applicant, const QString &phone,
                      const QString &window, const OrderStamp &stamp);

/** The bytes that the outbox keeps and the hub receives: hub/contract/work-order.schema.json, the same bytes each time.
 */
Sealed seal(const WorkOrder &order);

/** ISO 8601 at +08:00, the only zone there is: "2026-11-23T09:30:00+08:00". */
QString chinaTime(WallTime at);

} // namespace yz
