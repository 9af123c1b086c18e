// SPDX-License-Identifier: Apache-2.0
#include "citation.h"

#include <cache/law_number.h>

#include <QRegularExpression>

namespace yz {

std::optional<Lesson::Citation> citationIn(const QString &source)
{
    static const QString number = QStringLiteral("([零一二三四五六七八九十百千0-9]{1,12})");
    static const QRegularExpression shape(QStringLiteral("《([^《》]{1,60})》\\s*第") + number + QStringLiteral("条") +
                                          QStringLiteral("(?:") + QStringLiteral("之") + number + QStringLiteral(")?"));
    const auto match = shape.match(source.left(200));
    const auto article = match.hasMatch() ? lawNumber(match.capturedView(2)) : std::nullopt;
    if (!article)
        return {};
    const auto suffix = lawNumber(match.capturedView(3)); // 第…条之一; most have none
    return Lesson::Citation{match.captured(1), *article, suffix.value_or(0)};
}

std::vector<bool> citationsAmong(const QStringList &sources)
{
    std::vector<bool> among;
    for (const auto &source : sources)
        among.push_back(citationIn(source).has_value());
    return among;
}

} // namespace yz
