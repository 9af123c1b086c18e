// SPDX-License-Identifier: Apache-2.0
#include "card_record.h"

#include <QDate>

#include <algorithm>
#include <array>
#include <vector>

namespace yz::sdt {
namespace {

constexpr std::size_t kTextSize = 256;
constexpr std::size_t kPhotoSize = 1024;
constexpr std::size_t kTypeFlag = 248; ///< in every layout

/** Where an item stands in the text record: offset and length in bytes. */
struct Place
{
    const char *name;
    QString IdCard::*item;
    std::size_t offset;
    std::size_t length;
};

struct Layout
{
    char16_t flag;
    IdCardKind kind;
    std::span<const Place> places;
};

// GA/T 490
constexpr std::array kResident = {
    Place{"name", &IdCard::name, 0, 30},          Place{"sex", &IdCard::sexCode, 30, 2},
    Place{"nation", &IdCard::nationCode, 32, 4},  Place{"birth", &IdCard::birth, 36, 16},
    Place{"address", &IdCard::address, 52, 70},   Place{"number", &IdCard::number, 122, 36},
    Place{"issuer", &IdCard::issuer, 158, 30},    Place{"valid from", &IdCard::validFrom, 188, 16},
    Place{"valid to", &IdCard::validTo, 204, 16},
};
// Residence permit for Hong Kong, Macao and Taiwan residents, from 2018-09-01
constexpr std::array kHkMoTw = {
    Place{"name", &IdCard::name, 0, 30},
    Place{"sex", &IdCard::sexCode, 30, 2},
    Place{"birth", &IdCard::birth, 36, 16},
    Place{"address", &IdCard::address, 52, 70},
    Place{"number", &IdCard::number, 122, 36},
    Place{"issuer", &IdCard::issuer, 158, 30},
    Place{"valid from", &IdCard::validFrom, 188, 16},
    Place{"valid to", &IdCard::validTo, 204, 16},
    Place{"travel permit", &IdCard::travelPermit, 220, 18},
    Place{"issue count", &IdCard::issueCount, 238, 4},
};
// Foreigner's permanent residence card of 2017
constexpr std::array kForeign2017 = {
    Place{"English name", &IdCard::englishName, 0, 120},
    Place{"sex", &IdCard::sexCode, 120, 2},
    Place{"number", &IdCard::number, 122, 30},
    Place{"nationality", &IdCard::nationality, 152, 6},
    Place{"Chinese name", &IdCard::name, 158, 30},
    Place{"valid from", &IdCard::validFrom, 188, 16},
    Place{"valid to", &IdCard::validTo, 204, 16},
    Place{"birth", &IdCard::birth, 220, 16},
    Place{"issuer", &IdCard::issuer, 240, 8},
};
// Foreigner's permanent residence card of 2023; the English name goes on at 220
constexpr std::array kForeign2023 = {
    Place{"Chinese name", &IdCard::name, 0, 30},         Place{"sex", &IdCard::sexCode, 30, 2},
    Place{"renewal count", &IdCard::issueCount, 32, 4},  Place{"birth", &IdCard::birth, 36, 16},
    Place{"English name", &IdCard::englishName, 52, 70}, Place{"number", &IdCard::number, 122, 36},
    Place{"valid from", &IdCard::validFrom, 188, 16},    Place{"valid to", &IdCard::validTo, 204, 16},
    Place{"nationality", &IdCard::nationality, 242, 6},
};
constexpr Place kForeign2023NameRest{"English name", &IdCard::englishName, 220, 22};

constexpr std::array kLayouts = {
    Layout{u' ', IdCardKind::Resident, kResident},
    Layout{u'\0', IdCardKind::Resident, kResident},
    Layout{u'J', IdCardKind::HkMoTwPermit, kHkMoTw},
    Layout{u'I', IdCardKind::ForeignPermanent2017, kForeign2017},
    Layout{u'Y', IdCardKind::ForeignPermanent2023, kForeign2023},
};

char16_t unitAt(std::span<const std::byte> text, std::size_t offset)
{
    return static_cast<char16_t>(std::to_integer<unsigned>(text[offset]) | std::to_integer<unsigned>(text[offset + 1])
                                                                               << 8);
}

/** Untrimmed but for NULs: a name may be cut in the middle of a word by the end of its field. */
QString rawText(std::span<const std::byte> text, const Place &place)
{
    QString item;
    item.reserve(static_cast<qsizetype>(place.length / 2));
    for (std::size_t i = 0; i < place.length; i += 2) {
        // Unassigned and private code units stay: a rare character is no reason to refuse a person.
        if (const auto unit = unitAt(text, place.offset + i); unit != 0)
            item += QChar(unit);
    }
    return item;
}

QString trimmed(const QString &item)
{
    return item.trimmed(); // also U+3000, which counts as a space
}

bool isDigits(const QString &item)
{
    return !item.isEmpty() && std::all_of(item.begin(), item.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

bool isDate(const QString &item)
{
    return item.size() == 8 && isDigits(item) && QDate::fromString(item, QStringLiteral("yyyyMMdd")).isValid();
}

bool isNumber(const QString &item, IdCardKind kind)
{
    const qsizetype wanted = kind == IdCardKind::ForeignPermanent2017 ? 15 : 18;
    return item.size() == wanted && std::all_of(item.begin(), item.end(), [](QChar c) {
               return (c >= u'0' && c <= u'9') || (c >= u'A' && c <= u'Z');
           });
}

const char *brokenItem(const IdCard &card)
{
    if (card.name.isEmpty() && card.englishName.isEmpty())
        return "name";
    if (!isDigits(card.sexCode))
        return "sex";
    if (!isDate(card.birth))
        return "birth";
    if (!isNumber(card.number, card.kind))
        return "number";
    return nullptr;
}

bool isConsistent(const IdCard &card)
{
    if (card.kind == IdCardKind::ForeignPermanent2017) // three letters, region, YYMMDD
        return card.number.mid(7, 6) == card.birth.mid(2);
    const bool isMale = (card.number[16].unicode() - u'0') % 2 == 1;
    const bool sexAgrees = card.sexCode == QLatin1String(isMale ? "1" : "2");
    return hasValidCheckCharacter(card.number) && card.number.mid(6, 8) == card.birth && sexAgrees;
}

std::size_t lengthAt(std::span<const std::byte> data, std::size_t offset)
{
    return std::to_integer<std::size_t>(data[offset]) << 8 | std::to_integer<std::size_t>(data[offset + 1]);
}

} // namespace

bool hasValidCheckCharacter(const QString &number)
{
    constexpr std::array<int, 17> kWeights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    constexpr std::u16string_view kCharacters = u"10X98765432";
    if (number.size() != 18 || !isDigits(number.left(17)))
        return false;
    int sum = 0;
    for (std::size_t i = 0; i < kWeights.size(); ++i)
        sum += kWeights[i] * (number[static_cast<qsizetype>(i)].unicode() - u'0');
    return number[17] == QChar(kCharacters[static_cast<std::size_t>(sum % 11)]);
}

Result<IdCard> decodeCard(std::span<const std::byte> data)
{
    constexpr std::size_t kLengths = 4;
    if (data.size() < kLengths || lengthAt(data, 0) != kTextSize)
        return {Fault::CardGarbled, "the text record is not 256 bytes long"};
    const auto photoSize = lengthAt(data, 2);
    if (photoSize > kPhotoSize || data.size() < kLengths + kTextSize + photoSize)
        return {Fault::CardGarbled, "the record is shorter than its own lengths say"};
    const auto text = data.subspan(kLengths, kTextSize);
    const auto flag = unitAt(text, kTypeFlag);
    const auto layout =
        std::find_if(kLayouts.begin(), kLayouts.end(), [flag](const Layout &one) { return one.flag == flag; });
    if (layout == kLayouts.end())
        return {Fault::CardGarbled, "the record is of no known type"};
    IdCard card;
    card.kind = layout->kind;
    for (const auto &place : layout->places) {
        QString raw = rawText(text, place);
        if (card.kind == IdCardKind::ForeignPermanent2023 && place.item == &IdCard::englishName)
            raw += rawText(text, kForeign2023NameRest);
        card.*place.item = trimmed(raw);
    }
    if (const auto *broken = brokenItem(card))
        return {Fault::CardGarbled, std::string("the item '") + broken + "' breaks the record's layout"};
    card.numberIsConsistent = isConsistent(card);
    card.photo = SecretBytes::copyOf(data.subspan(kLengths + kTextSize, photoSize));
    return card;
}

} // namespace yz::sdt
