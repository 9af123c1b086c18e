// SPDX-License-Identifier: Apache-2.0
#include "citation.h"

#include <QRegularExpression>

namespace yz {
namespace {

constexpr int kMostArticles = 9999;

/** "一千零七十七" or "1077"; 0 when it is no number. */
int numberIn(const QString &text)
{
    static const QString digits = QStringLiteral("零一二三四五六七八九");
    bool isArabic = false;
    if (const int arabic = text.toInt(&isArabic); isArabic)
        return arabic;
    int sum = 0;
    int digit = 0;
    for (const auto &sign : text) {
        if (const auto at = digits.indexOf(sign); at >= 0) {
            digit = static_cast<int>(at);
            continue;
        }
        const int weight = sign == u'千' ? 1000 : sign == u'百' ? 100 : sign == u'十' ? 10 : 0;
        if (weight == 0)
            return 0;
        sum += (digit == 0 ? 1 : digit) * weight; // 十条: ten without a one
        digit = 0;
    }
    return sum + digit;
}

QString inWords(int number)
{
    static const QString digits = QStringLiteral("零一二三四五六七八九");
    static const std::array<std::pair<int, QString>, 4> weights = {
        {{1000, QStringLiteral("千")}, {100, QStringLiteral("百")}, {10, QStringLiteral("十")}, {1, QString()}}};
    QString words;
    bool hasGap = false;
    for (const auto &[weight, name] : weights) {
        const int digit = number / weight % 10;
        if (digit == 0) {
            hasGap = !words.isEmpty();
            continue;
        }
        if (hasGap)
            words += digits[0];
        hasGap = false;
        if (digit != 1 || weight != 10 || !words.isEmpty())
            words += digits[digit];
        words += name;
    }
    return words;
}

} // namespace

std::optional<Lesson::Citation> citationIn(const QString &source)
{
    static const QString number = QStringLiteral("([零一二三四五六七八九十百千0-9]{1,12})");
    static const QRegularExpression shape(QStringLiteral("《([^《》]{1,60})》\\s*第") + number + QStringLiteral("条") +
                                          QStringLiteral("(?:") + QStringLiteral("之") + number + QStringLiteral(")?"));
    const auto match = shape.match(source.left(200));
    const int article = match.hasMatch() ? numberIn(match.captured(2)) : 0;
    if (article < 1 || article > kMostArticles)
        return {};
    return Lesson::Citation{match.captured(1), article, numberIn(match.captured(3))};
}

QString articleNumber(int article, int suffix)
{
    const auto plain = QStringLiteral("第%1条").arg(inWords(article));
    return suffix == 0 ? plain : plain + QStringLiteral("之") + inWords(suffix);
}

} // namespace yz
