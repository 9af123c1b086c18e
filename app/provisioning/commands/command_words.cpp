// SPDX-License-Identifier: Apache-2.0
#include "commands/command_words.h"

#include <QDateTime>

namespace yz::provisioning {

using namespace Qt::StringLiterals;

CommandOutcome done(const QString &said)
{
    return {0, said.toUtf8(), {}};
}

CommandOutcome refused(const Error &error)
{
    return {1, {}, "yizhan-provision: " + QByteArray::fromStdString(error.detail) + '\n'};
}

CommandOutcome misunderstood(const QString &why)
{
    return {2, {}, "yizhan-provision: " + why.toUtf8() + "\nTry 'yizhan-provision --help'.\n"};
}

QString dayOf(WallTime time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), Qt::UTC).date().toString(Qt::ISODate);
}

CommandWords::CommandWords(const QStringList &words)
{
    for (const char *name :
         {"kid",           "issuer",   "may",         "region",    "number",  "name",  "role",       "authority",
          "authority-key", "terminal", "receipt-key", "into",      "days",    "title", "key",        "configuration",
          "staff",         "trust",    "identity",    "catalogue", "answers", "epoch", "export-key", "certificate"})
        m_parser.addOption({QString::fromLatin1(name), {}, QString::fromLatin1(name)});
    m_ok = m_parser.parse(QStringList{u"yizhan-provision"_s} + words);
}

std::optional<int> CommandWords::number(const char *name, int otherwise, int least, int most) const
{
    if (value(name).isEmpty())
        return otherwise;
    bool isNumber = false;
    const int number = value(name).toInt(&isNumber);
    return isNumber && number >= least && number <= most ? std::optional(number) : std::nullopt;
}

} // namespace yz::provisioning
