// SPDX-License-Identifier: Apache-2.0
#include "card.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace yz::world {

namespace {
constexpr std::size_t kTextBytes = 256;
constexpr std::size_t kPhotoBytes = 1024;

struct Place
{
    const char *field;
    std::size_t offset;
    std::size_t length;
    const char *usual;
};

// The offsets of protocol-facts 1.6, written down a second time on purpose: the drivers have their own table.
constexpr std::array kResident{
    Place{"name", 0, 30, "张建国"},
    Place{"sex", 30, 2, "1"},
    Place{"nation", 32, 4, "01"},
    Place{"birth", 36, 16, "19510618"},
    Place{"address", 52, 70, "黑龙江省哈尔滨市南岗区花园街８８号３单元２０１室"},
    Place{"number", 122, 36, ""},
    Place{"issuer", 158, 30, "哈尔滨市公安局南岗分局"},
    Place{"from", 188, 16, "20080618"},
    Place{"to", 204, 16, "长期"},
};
constexpr std::array kHkMoTw{
    Place{"name", 0, 30, "陈美玲"},
    Place{"sex", 30, 2, "2"},
    Place{"birth", 36, 16, "19800115"},
    Place{"address", 52, 70, "黑龙江省哈尔滨市道里区中央大街１号"},
    Place{"number", 122, 36, ""},
    Place{"issuer", 158, 30, "哈尔滨市公安局"},
    Place{"from", 188, 16, "20210301"},
    Place{"to", 204, 16, "20260301"},
    Place{"permit", 220, 18, "H00000001"},
    Place{"issues", 238, 4, "01"},
    Place{"flag", 248, 2, "J"},
};
constexpr std::array kForeigner2017{
    Place{"name", 0, 120, "EXAMPLE, PERSON ONE"},
    Place{"sex", 120, 2, "1"},
    Place{"number", 122, 30, "XXX230185010110"},
    Place{"nationality", 152, 6, "XXX"},
    Place{"cname", 158, 30, ""},
    Place{"from", 188, 16, "20180501"},
    Place{"to", 204, 16, "20280501"},
    Place{"birth", 220, 16, "19850101"},
    Place{"version", 236, 4, "01"},
    Place{"authority", 240, 8, "2301"},
    Place{"flag", 248, 2, "I"},
};
constexpr std::array kForeigner2023{
    Place{"cname", 0, 30, "样本"},
    Place{"sex", 30, 2, "2"},
    Place{"renewals", 32, 4, "01"},
    Place{"birth", 36, 16, "19800101"},
    Place{"name", 52, 70, "EXAMPLE, PERSON TWO"},
    Place{"number", 122, 36, ""},
    Place{"from", 188, 16, "20231215"},
    Place{"to", 204, 16, "20331215"},
    Place{"name2", 220, 22, ""},
    Place{"nationality", 242, 6, "PAK"},
    Place{"flag", 248, 2, "Y"},
    Place{"link", 250, 6, "000"},
};

std::u16string utf16(const std::string &text)
{
    std::u16string units;
    for (std::size_t at = 0; at < text.size();) {
        const auto lead = static_cast<unsigned char>(text[at]);
        const std::size_t more = lead < 0x80 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
        char32_t point = more == 0 ? lead : lead & (0x3f >> more);
        for (std::size_t i = 1; i <= more && at + i < text.size(); ++i)
            point = point << 6 | (static_cast<unsigned char>(text[at + i]) & 0x3f);
        at += more + 1;
        if (point < 0x10000) {
            units.push_back(static_cast<char16_t>(point));
        } else {
            units.push_back(static_cast<char16_t>(0xd7c0 + (point >> 10)));
            units.push_back(static_cast<char16_t>(0xdc00 + (point & 0x3ff)));
        }
    }
    return units;
}

/** Blank (U+0020) padded UTF-16LE, as on the chip. */
Bytes padded(const std::string &text, std::size_t length)
{
    Bytes bytes;
    for (const char16_t unit : utf16(text)) {
        bytes.push_back(static_cast<std::uint8_t>(unit & 0xff));
        bytes.push_back(static_cast<std::uint8_t>(unit >> 8));
    }
    bytes.resize(std::min(bytes.size(), length));
    while (bytes.size() < length)
        bytes.push_back(bytes.size() % 2 ? 0x00 : 0x20);
    return bytes;
}

std::string given(const Fields &fields, const Place &place)
{
    const auto found = fields.find(place.field);
    return found == fields.end() ? place.usual : found->second;
}

template <class Layout>
bool lay(const Layout &layout, const std::string &numberHead, const Fields &fields, Card &card, std::string &error)
{
    card.text = padded({}, kTextBytes);
    Fields left = fields;
    std::string birth;
    std::string sex;
    for (const Place &place : layout) {
        if (place.field == std::string_view("birth"))
            birth = given(fields, place);
        if (place.field == std::string_view("sex"))
            sex = given(fields, place);
    }
    for (const Place &place : layout) {
        std::string value = given(fields, place);
        if (value.empty() && place.field == std::string_view("number") && birth.size() == 8) {
            value = numberHead + birth + "00" + (sex == "2" ? "2" : "3");
            value += checkDigit(value);
        }
        if (utf16(value).size() * 2 > place.length) {
            error = std::string(place.field) + " is too long for the card";
            return false;
        }
        const Bytes bytes = padded(value, place.length);
        std::copy(bytes.begin(), bytes.end(), card.text.begin() + static_cast<std::ptrdiff_t>(place.offset));
        left.erase(place.field);
    }
    left.erase("newaddress");
    left.erase("fingerprint");
    if (left.empty())
        return true;
    error = "this kind of card has no field " + left.begin()->first;
    return false;
}

void addPictures(const Fields &fields, Card &card)
{
    card.photo.assign(kPhotoBytes, 0);
    const Bytes head{0x57, 0x4c, 0x66, 0x00, 0x7e, 0x00, 0x32, 0x00, 0x00, 0xff};
    std::copy(head.begin(), head.end(), card.photo.begin());
    for (std::size_t i = head.size(); i < kPhotoBytes; ++i)
        card.photo[i] = static_cast<std::uint8_t>(i * 37 + i / 64);
    if (const auto found = fields.find("newaddress"); found != fields.end())
        card.newAddress = padded(found->second, 70);
    if (const auto found = fields.find("fingerprint"); found != fields.end() && found->second == "yes")
        card.fingerprint.assign(1024, 0x43);
}
} // namespace

char checkDigit(const std::string &first17)
{
    constexpr std::array weights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (std::size_t i = 0; i < weights.size() && i < first17.size(); ++i)
        sum += weights[i] * (first17[i] - '0');
    return "10X98765432"[sum % 11];
}

bool makeCard(const std::string &kind, const Fields &fields, Card &card, std::string &error)
{
    card = Card{};
    addPictures(fields, card);
    if (kind == "resident")
        return lay(kResident, "230103", fields, card, error);
    if (kind == "hkmotw")
        return lay(kHkMoTw, "810000", fields, card, error);
    if (kind == "foreigner2017")
        return lay(kForeigner2017, "", fields, card, error);
    if (kind == "foreigner2023")
        return lay(kForeigner2023, "923586", fields, card, error);
    error = "no such kind of card: " + kind;
    return false;
}

bool makeRawCard(const std::string &hex, Card &card, std::string &error)
{
    card = Card{};
    addPictures({}, card);
    if (hex.size() != 2 * kTextBytes || hex.find_first_not_of("0123456789abcdefABCDEF") != std::string::npos) {
        error = "a raw card is 512 hexadecimal digits";
        return false;
    }
    for (std::size_t i = 0; i < hex.size(); i += 2)
        card.text.push_back(static_cast<std::uint8_t>(std::stoi(hex.substr(i, 2), nullptr, 16)));
    return true;
}

} // namespace yz::world
