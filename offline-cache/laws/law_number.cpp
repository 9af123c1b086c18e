// SPDX-License-Identifier: Apache-2.0
#include "cache/law_number.h"

#include <array>

namespace yz {
namespace {

constexpr int kMost = 99999;
constexpr std::u16string_view kDigits = u"零一二三四五六七八九";

int digitOf(QChar character)
{
    if (character.isDigit())
        return character.digitValue();
    if (character == u'〇')
        return 0;
    if (character == u'两')
        return 2;
    const auto found = kDigits.find(character.unicode());
    return found == std::u16string_view::npos ? -1 : static_cast<int>(found);
}

int unitOf(QChar character)
{
    switch (character.unicode()) {
    case u'十':
        return 10;
    case u'百':
        return 100;
    case u'千':
        return 1000;
    case u'万':
        return 10000;
    default:
        return 0;
    }
}

/** 二〇二〇 and 1077: one digit after the other. */
std::optional<int> positional(QStringView text)
{
    int number = 0;
    for (const QChar character : text) {
        const int digit = digitOf(character);
        if (digit < 0)
            return std::nullopt;
        number = number * 10 + digit;
        if (number > kMost)
            return std::nullopt;
    }
    return number > 0 ? std::optional(number) : std::nullopt;
}

} // namespace

std::optional<int> lawNumber(QStringView text)
{
    if (text.isEmpty() || text.size() > 12)
        return std::nullopt;
    if (const auto plain = positional(text))
        return plain;
    int number = 0;
    int digit = -1;
    int lastUnit = 100000;
    for (const QChar character : text) {
        if (const int unit = unitOf(character); unit > 0) {
            if (unit >= lastUnit || (digit <= 0 && !(unit == 10 && number == 0 && digit < 0)))
                return std::nullopt;
            number += (digit < 0 ? 1 : digit) * unit;
            lastUnit = unit;
            digit = -1;
            continue;
        }
        const int next = character.isDigit() ? -1 : digitOf(character);
        if (next < 0 || digit > 0)
            return std::nullopt;
        digit = next;
    }
    number += digit > 0 ? digit : 0;
    return number > 0 && number <= kMost ? std::optional(number) : std::nullopt;
}

QString lawNumeral(int number)
{
    if (number < 1 || number > kMost)
        return {};
    constexpr std::array<std::pair<int, char16_t>, 5> kUnits = {
        {{10000, u'万'}, {1000, u'千'}, {100, u'百'}, {10, u'十'}, {1, u'\0'}}};
    QString text;
    bool gap = false;
    for (const auto &[unit, name] : kUnits) {
        const int digit = number / unit % 10;
        if (digit == 0) {
            gap = !text.isEmpty();
            continue;
        }
        if (gap)
            text += QChar(u'零');
        gap = false;
        if (!(unit == 10 && digit == 1 && text.isEmpty()))
            text += QChar(kDigits[static_cast<std::size_t>(digit)]);
        if (name != u'\0')
            text += QChar(name);
    }
    return text;
}

QString lawArticleName(int article, int suffix)
{
    const QString name = u'第' + lawNumeral(article) + u'条';
    return suffix > 0 ? name + u'之' + lawNumeral(suffix) : name;
}

} // namespace yz
