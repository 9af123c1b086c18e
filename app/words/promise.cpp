// SPDX-License-Identifier: Apache-2.0
#include "words/promise.h"

#include "words/work_order.h"

#include <core/said.h>

#include <QDateTime>

namespace yz {
namespace {

QDateTime atHome(WallTime at)
{
    return QDateTime::fromString(chinaTime(at), Qt::ISODate);
}

} // namespace

WallTime dueAt(const FormPack &pack, WallTime tap)
{
    return tap + std::chrono::minutes(pack.answerMinutes);
}

QString spokenTime(WallTime at, WallTime now)
{
    const QDateTime when = atHome(at);
    const auto days = atHome(now).date().daysTo(when.date());
    const QString clock = when.toString(QStringLiteral("HH:mm"));
    if (days == 0)
        return Said::tr("今天 ") + clock;
    return days == 1 ? Said::tr("明天 ") + clock : writtenTime(at);
}

QString writtenTime(WallTime at)
{
    return atHome(at).toString(Said::tr("M月d日 HH:mm"));
}

QString withDue(QString text, const QString &due)
{
    return text.replace(QLatin1String("{due}"), due);
}

} // namespace yz
