// SPDX-License-Identifier: Apache-2.0
#include "idcard/fake_id_card_reader.h"

#include <algorithm>
#include <array>
#include <vector>

namespace yz {
namespace {

struct Field
{
    const char *word;
    QString IdCard::*item;
};
constexpr std::array kFields = {
    Field{"name", &IdCard::name},
    Field{"english", &IdCard::englishName},
    Field{"sex", &IdCard::sexCode},
    Field{"nation", &IdCard::nationCode},
    Field{"birth", &IdCard::birth},
    Field{"address", &IdCard::address},
    Field{"number", &IdCard::number},
    Field{"issuer", &IdCard::issuer},
    Field{"from", &IdCard::validFrom},
    Field{"to", &IdCard::validTo},
    Field{"permit", &IdCard::travelPermit},
    Field{"issues", &IdCard::issueCount},
    Field{"nationality", &IdCard::nationality},
};

/** Invented people: nobody has these numbers. */
IdCard somebody(IdCardKind kind)
{
    IdCard card;
    card.kind = kind;
    card.sexCode = QStringLiteral("2");
    card.birth = QStringLiteral("19491231");
    card.validFrom = QStringLiteral("20200101");
    card.validTo = QStringLiteral("20400101");
    card.numberIsConsistent = true;
    switch (kind) {
    case IdCardKind::Resident:
        card.name = QStringLiteral("李秀兰");
        card.nationCode = QStringLiteral("01");
        card.address = QStringLiteral("黑龙江省哈尔滨市道里区示例街1号");
        card.number = QStringLiteral("11010519491231002X");
        card.issuer = QStringLiteral("哈尔滨市公安局");
        card.validTo = QStringLiteral("长期");
        break;
    case IdCardKind::HkMoTwPermit:
        card.name = QStringLiteral("陈示例");
        card.sexCode = QStringLiteral("2");
        card.birth = QStringLiteral("19940823");
        card.address = QStringLiteral("黑龙江省哈尔滨市南岗区示例路2号");
        card.number = QStringLiteral("810000199408230021");
        card.issuer = QStringLiteral("哈尔滨市公安局");
        card.travelPermit = QStringLiteral("H00000000");
        card.issueCount = QStringLiteral("01");
        break;
    case IdCardKind::ForeignPermanent2017:
        card.englishName = QStringLiteral("EXAMPLE, ANNA");
        card.birth = QStringLiteral("19800101");
        card.number = QStringLiteral("PAK310080010110");
        card.nationality = QStringLiteral("PAK");
        break;
    case IdCardKind::ForeignPermanent2023:
        card.englishName = QStringLiteral("EXAMPLE, ANNA");
        card.birth = QStringLiteral("19800101");
        card.number = QStringLiteral("931586198001010028");
        card.nationality = QStringLiteral("PAK");
        break;
    }
    return card;
}

/** Divided by blanks; quotation marks keep blanks together. */
std::vector<std::string> wordsOf(std::string_view line)
{
    std::vector<std::string> words;
    bool isQuoted = false;
    bool isInWord = false;
    for (const char c : line) {
        if (c == '"') {
            isQuoted = !isQuoted;
        } else if (!isQuoted && (c == ' ' || c == '\t')) {
            isInWord = false;
            continue;
        }
        if (!isInWord)
            words.emplace_back();
        isInWord = true;
        if (c != '"')
            words.back() += c;
    }
    return words;
}

Error unknown(const std::string &word)
{
    return {Fault::BadInput, "the puppet does not know '" + word + "'"};
}

std::optional<IdCardKind> kindOf(const std::string &word)
{
    constexpr std::array<std::pair<std::string_view, IdCardKind>, 4> kKinds = {{
        {"resident", IdCardKind::Resident},
        {"hkmotw", IdCardKind::HkMoTwPermit},
        {"foreigner2017", IdCardKind::ForeignPermanent2017},
        {"foreigner2023", IdCardKind::ForeignPermanent2023},
    }};
    for (const auto &[name, kind] : kKinds) {
        if (name == word)
            return kind;
    }
    return {};
}

Result<PuppetOrder> layFrom(const std::vector<std::string> &words)
{
    std::size_t next = 2;
    auto kind = IdCardKind::Resident;
    if (next < words.size() && words[next].find('=') == std::string::npos) {
        const auto named = kindOf(words[next]);
        if (!named)
            return unknown(words[next]);
        kind = *named;
        ++next;
    }
    IdCard card = somebody(kind);
    for (; next < words.size(); ++next) {
        const auto equals = words[next].find('=');
        const auto word = words[next].substr(0, equals);
        const auto field =
            std::find_if(kFields.begin(), kFields.end(), [&](const Field &one) { return one.word == word; });
        if (equals == std::string::npos || field == kFields.end())
            return unknown(word);
        card.*field->item = QString::fromStdString(words[next].substr(equals + 1));
    }
    return PuppetOrder(puppet::Lay{std::move(card)});
}

Result<PuppetOrder> readerOrder(const std::vector<std::string> &words)
{
    if (words[1] == "ready")
        return PuppetOrder(puppet::Become{DeviceState::Ready});
    if (words[1] == "absent")
        return PuppetOrder(puppet::Become{DeviceState::Absent});
    if (words[1] == "broken")
        return PuppetOrder(puppet::Become{DeviceState::Broken});
    if (words[1] != "fail" || words.size() < 3)
        return unknown(words[1]);
    for (const auto fault : allFaults()) {
        if (name(fault) == words[2])
            return PuppetOrder(puppet::Fail{fault});
    }
    return unknown(words[2]);
}

} // namespace

Result<PuppetOrder> parsePuppetLine(std::string_view line)
{
    const auto words = wordsOf(line);
    if (words.size() < 2)
        return unknown(std::string(line));
    if (words[0] == "reader")
        return readerOrder(words);
    if (words[0] == "card" && words[1] == "lay")
        return layFrom(words);
    if (words[0] == "card" && words[1] == "lift")
        return PuppetOrder(puppet::Lift{});
    return unknown(words[0] + " " + words[1]);
}

} // namespace yz
