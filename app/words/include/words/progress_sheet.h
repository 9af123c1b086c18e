// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cache/inquirer.h>
#include <core/clock.h>
#include <printer/print_document.h>

#include <QString>

namespace yz {

/** Who takes an order of a service in hand: "律师", "调解员", "公证员", "工作人员". */
QString whoAnswers(const QString &service);
/** Where an order stands, in a citizen's words: "律师正在办理". An unknown state is "正在办理": never a code. */
QString stateText(const QByteArray &state, const QString &service);
/** What happened, in a citizen's words; empty for what is the office's own business. */
QString eventText(const QByteArray &kind, const QString &service);
/** "今天 14:30" of an RFC 3339 time; empty when it is none. */
QString spokenStamp(const QString &rfc3339, WallTime now);

/** Who has it in hand, and where he is to be found; empty: nobody yet. */
QString responsibleFor(const ProgressAnswer &progress);

/** The answer and the state on paper, under the number of the citizen's own slip. The question itself is not on it. */
PrintDocument progressSheet(const QString &number, const ProgressAnswer &progress, const QString &place, WallTime now);

} // namespace yz
