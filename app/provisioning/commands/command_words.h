// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "commands/provision_commands.h"

#include <core/clock.h>
#include <core/result.h>

#include <QCommandLineParser>

#include <optional>

namespace yz::provisioning {

CommandOutcome done(const QString &said);
CommandOutcome refused(const Error &error);
CommandOutcome misunderstood(const QString &why);
/** "2026-11-23" */
QString dayOf(WallTime time);

/** The words of one command: what stands alone, and what was said with --names. */
class CommandWords
{
public:
    explicit CommandWords(const QStringList &words);
    bool areFine() const { return m_ok; }
    QString complaint() const { return m_parser.errorText(); }
    QStringList alone() const { return m_parser.positionalArguments(); }
    QString value(const char *name) const { return m_parser.value(QLatin1String(name)); }
    QStringList values(const char *name) const { return m_parser.values(QLatin1String(name)); }
    /** Nothing: said, and no number within. */
    std::optional<int> number(const char *name, int otherwise, int least, int most) const;

private:
    QCommandLineParser m_parser;
    bool m_ok = false;
};

} // namespace yz::provisioning
