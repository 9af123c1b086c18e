// SPDX-License-Identifier: Apache-2.0
#include "words/identity.h"

#include <core/said.h>

#include <array>

namespace yz {
namespace {

// GB/T 3304, 01–56. 25 is 水: tables that leave it out are shifted by one from there on.
constexpr std::array<const char16_t *, 56> kNations = {
    u"汉",     u"蒙古",   u"回",       u"藏",     u"维吾尔", u"苗",   u"彝",     u"壮",   u"布依",     u"朝鲜",
    u"满",     u"侗",     u"瑶",       u"白",     u"土家",   u"哈尼", u"哈萨克", u"傣",   u"黎",       u"傈僳",
    u"佤",     u"畲",     u"高山",     u"拉祜",   u"水",     u"东乡", u"纳西",   u"景颇", u"柯尔克孜", u"土",
    u"达斡尔", u"仫佬",   u"羌",       u"布朗",   u"撒拉",   u"毛南", u"仡佬",   u"锡伯", u"阿昌",     u"普米",
    u"塔吉克", u"怒",     u"乌孜别克", u"俄罗斯", u"鄂温克", u"德昂", u"保安",   u"裕固", u"京",       u"塔塔尔",
    u"独龙",   u"鄂伦春", u"赫哲",     u"门巴",   u"珞巴",   u"基诺"};

QString stars(qsizetype count)
{
    return QString(count, QLatin1Char('*'));
}

bool isLatin(const QString &text)
{
    return !text.isEmpty() && text.front().unicode() < 0x0250;
}

QString maskedLatinWord(const QString &word)
{
    return word.left(1) + stars(word.size() - 1);
}

} // namespace

Identity minimise(const IdCard &card, IdentityNeed need)
{
    Identity identity;
    identity.kind = card.kind;
    identity.name = card.name.isEmpty() ? card.englishName : card.name;
    identity.number = card.number;
    identity.sexCode = card.sexCode;
    identity.birth = card.birth;
    identity.numberIsConsistent = card.numberIsConsistent;
    if (need.nation)
        identity.nationCode = card.nationCode;
    if (need.address)
        identity.address = card.address;
    return identity;
}

int ageOn(const Identity &identity, QDate today)
{
    const auto born = QDate::fromString(identity.birth, QStringLiteral("yyyyMMdd"));
    if (!born.isValid() || born > today)
        return -1;
    const bool hadBirthday = std::pair(today.month(), today.day()) >= std::pair(born.month(), born.day());
    return today.year() - born.year() - (hadBirthday ? 0 : 1);
}

QString maskedName(const QString &name)
{
    if (!isLatin(name)) {
        // One star per character, so that a rare character of two code units is not shown as two people.
        const auto characters = name.toUcs4();
        if (characters.isEmpty())
            return {};
        const auto first = static_cast<char32_t>(characters.front());
        return QString::fromUcs4(&first, 1) + stars(characters.size() - 1);
    }
    QStringList words = name.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (auto &word : words)
        word = maskedLatinWord(word);
    return words.join(QLatin1Char(' '));
}

QString maskedNumber(const QString &number)
{
    if (number.size() >= 18)
        return number.left(6) + stars(number.size() - 10) + number.right(4);
    if (number.size() <= 4)
        return stars(number.size());
    return number.left(2) + stars(number.size() - 4) + number.right(2);
}

QString maskedAddress(const QString &address)
{
    // The last of these marks within the first part of an address ends the county.
    constexpr std::u16string_view kCountyMarks = u"县区旗市";
    qsizetype end = 0;
    for (qsizetype i = 0; i < address.size() && i < 16; ++i) {
        if (kCountyMarks.find(address[i].unicode()) != std::u16string_view::npos)
            end = i + 1;
    }
    return address.left(end) + stars(4);
}

QString maskedPhone(const QString &phone)
{
    return phone.size() < 7 ? stars(phone.size()) : phone.left(3) + stars(phone.size() - 7) + phone.right(4);
}

QString sexText(const QString &code)
{
    if (code == QLatin1String("1"))
        return Said::tr("男");
    if (code == QLatin1String("2"))
        return Said::tr("女");
    return Said::tr("未说明");
}

QString nationText(const QString &code)
{
    bool isNumber = false;
    const auto index = code.toUInt(&isNumber);
    if (!isNumber || index < 1 || index > kNations.size())
        return code;
    return QString::fromUtf16(kNations[index - 1]) + QStringLiteral("族");
}

QString cardKindText(IdCardKind kind)
{
    switch (kind) {
    case IdCardKind::Resident:
        return Said::tr("居民身份证");
    case IdCardKind::HkMoTwPermit:
        return Said::tr("港澳台居民居住证");
    case IdCardKind::ForeignPermanent2017:
    case IdCardKind::ForeignPermanent2023:
        return Said::tr("外国人永久居留身份证");
    }
    return {};
}

} // namespace yz
