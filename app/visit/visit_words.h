// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/clock.h>
#include <core/said.h>
#include <words/catalogue.h>

#include <QDate>
#include <QString>

namespace yz {

/** A code in words: from the pack's own table, else as the program knows it, else the code. */
QString labelOf(const Catalogue &words, const char *table, const QString &code);

/** The day at +08:00. */
QDate dateOf(WallTime wall);

/** How old what is shown may be: said from the first day, a warning after seven, "ask a lawyer" after thirty. */
struct AgeNotice
{
    enum class Age { Fresh, Old, TooOld };
    Age age = Age::Fresh;
    QString words;
};
AgeNotice noticeOf(const PackVersion &version, WallTime now);

} // namespace yz
