// SPDX-License-Identifier: Apache-2.0
#include "staff/roster.h"

#include <core/passphrase.h>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <algorithm>

namespace yz::staff {
namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype kMostBytes = 64 * 1024;
constexpr qsizetype kMostMembers = 200;
constexpr qsizetype kLongestName = 20;

bool isDigits(const QString &text, qsizetype least, qsizetype most)
{
    return text.size() >= least && text.size() <= most &&
           std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

Error malformed(qsizetype place, const char *what)
{
    return {Fault::DataMalformed, "staff list: member " + std::to_string(place) + ": " + what};
}

Result<Member> memberOf(const QJsonObject &object, qsizetype place)
{
    Member member;
    member.number = object.value("number"_L1).toString();
    member.name = object.value("name"_L1).toString().trimmed();
    member.pin = object.value("pin"_L1).toString().toStdString();
    const QString role = object.value("role"_L1).toString();
    if (!isDigits(member.number, 3, 8))
        return malformed(place, "`number` is not 3 to 8 digits");
    if (member.name.isEmpty() || member.name.size() > kLongestName)
        return malformed(place, "`name` is empty or too long");
    if (role != "attendant"_L1 && role != "technician"_L1)
        return malformed(place, "`role` is neither attendant nor technician");
    member.role = role == "technician"_L1 ? Role::Technician : Role::Attendant;
    if (!isPassphraseHash(member.pin))
        return malformed(place, "`pin` is no Argon2id hash of our cost");
    return member;
}

} // namespace

QString wordFor(Role role)
{
    return role == Role::Technician ? u"运维人员"_s : u"值守人员"_s;
}

const Member *Roster::find(const QString &number) const
{
    const auto found =
        std::find_if(members.begin(), members.end(), [&](const Member &m) { return m.number == number; });
    return found == members.end() ? nullptr : &*found;
}

bool isPinFit(const QString &pin)
{
    if (!isDigits(pin, kShortestPin, kLongestPin))
        return false;
    const auto inSteps = [&](int step) {
        for (qsizetype i = 1; i < pin.size(); ++i)
            if (pin[i].unicode() - pin[i - 1].unicode() != step)
                return false;
        return true;
    };
    return !inSteps(0) && !inSteps(1) && !inSteps(-1);
}

Result<Roster> parseRoster(const QByteArray &json)
{
    if (json.size() > kMostBytes)
        return {Fault::DataMalformed, "staff list: more than 64 KiB"};
    QJsonParseError trouble{};
    const auto document = QJsonDocument::fromJson(json, &trouble);
    if (!document.isObject())
        return {Fault::DataMalformed, "staff list: no JSON object: " + trouble.errorString().toStdString()};
    const QJsonObject object = document.object();
    if (object.value("schema"_L1).toInt() != 1)
        return {Fault::DataMalformed, "staff list: `schema` is not 1"};
    const QJsonArray staff = object.value("staff"_L1).toArray();
    if (staff.isEmpty() || staff.size() > kMostMembers)
        return {Fault::DataMalformed, "staff list: `staff` must hold 1 to 200 members"};
    Roster roster;
    QSet<QString> numbers;
    for (qsizetype i = 0; i < staff.size(); ++i) {
        auto member = memberOf(staff[i].toObject(), i);
        if (!member)
            return member.error();
        if (numbers.contains(member->number))
            return malformed(i, "`number` is somebody else's");
        numbers.insert(member->number);
        roster.members.push_back(*std::move(member));
    }
    return roster;
}

Result<Roster> readRoster(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {Fault::KeyMissing, "the list of staff cannot be opened"};
    return parseRoster(file.read(kMostBytes + 1));
}

} // namespace yz::staff
