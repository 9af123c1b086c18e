// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "words/form_pack.h"
#include "words/identity.h"

#include <cache/sealed.h>
#include <core/clock.h>
#include <core/result.h>
#include <core/uuid.h>

#include <QByteArray>

#include <vector>

namespace yz {

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
    Identity applicant;
    std::vector<Answer> answers; ///< in the order asked; nothing of questions that fell away
};

/** Pure. BadInput, with the field in the detail, when a question is unanswered or badly answered. */
Result<WorkOrder> draft(const FormPack &pack, const Identity &applicant, const FormAnswers &answers,
                        const OrderStamp &stamp);

/** The bytes that the outbox keeps and the hub receives: hub/contract/work-order.schema.json, the same bytes each time.
 */
Sealed seal(const WorkOrder &order);

/** ISO 8601 at +08:00, the only zone there is: "2026-11-23T09:30:00+08:00". */
QString chinaTime(WallTime at);

} // namespace yz
