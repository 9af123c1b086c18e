// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/result.h>

#include <QByteArray>
#include <QString>

#include <string>
#include <vector>

namespace yz::staff {

/** What somebody may do at the terminal. A technician may do all that an attendant may. */
enum class Role { Attendant, Technician };

QString wordFor(Role role);

/** Somebody who may enter the maintenance mode. `pin` is a hash, see core/passphrase.h. */
struct Member
{
    QString number; ///< 工号: 3–8 digits, its own in the list
    QString name;   ///< 1–20 characters
    Role role = Role::Attendant;
    std::string pin;
};

/** Who may enter, as provisioned. A value; public but for the hashes. */
struct Roster
{
    std::vector<Member> members;
    /** Nobody: null. */
    const Member *find(const QString &number) const;
};

constexpr qsizetype kShortestPin = 6;
constexpr qsizetype kLongestPin = 12;
/** 6–12 digits that are neither all the same nor in a row: what `yizhan-provision` takes. */
bool isPinFit(const QString &pin);

/** DataMalformed, naming the place. At most 64 KiB, 200 members; `schema` 1; every PIN an Argon2id hash. */
Result<Roster> parseRoster(const QByteArray &json);
/** KeyMissing when there is no such file: nobody can enter. */
Result<Roster> readRoster(const QString &file);

} // namespace yz::staff
