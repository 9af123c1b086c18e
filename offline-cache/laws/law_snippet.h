// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

#include <utility>
#include <vector>

namespace yz::laws {

struct Snippet
{
    QString text;
    std::vector<std::pair<int, int>> marks;
};

/** The stretch of at most 120 characters in which most of the words stand, and where; its beginning when none does. */
Snippet snippetOf(const QString &text, const QStringList &words);

} // namespace yz::laws
