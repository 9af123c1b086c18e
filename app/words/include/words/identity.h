// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <idcard/id_card.h>

#include <QDate>
#include <QString>

namespace yz {

/** Which items of a card a service needs; what is not asked for is not kept. */
struct IdentityNeed
{
    bool address = false;
    bool nation = false;
};

/** Who stands here, as far as the service needs to know. A value. Personal data: all of it. */
struct Identity
{
    IdCardKind kind = IdCardKind::Resident;
    QString name; ///< the Chinese name; the English one where there is none
    QString number;
    QString sexCode;
    QString birth;      ///< YYYYMMDD
    QString nationCode; ///< empty unless needed
    QString address;    ///< empty unless needed
    bool numberIsConsistent = false;

    bool operator==(const Identity &) const = default;
};

/** Keeps of the card what `need` says. */
Identity minimise(const IdCard &card, IdentityNeed need);

/** Full years on `today`; -1 when the birth date is not one. */
int ageOn(const Identity &identity, QDate today);

/** "王*", "欧**"; "J*** S****" for Latin names. */
QString maskedName(const QString &name);
/** First six and last four stay: "110105********002X". Shorter numbers keep two at each end. */
QString maskedNumber(const QString &number);
/** Up to the county, the rest as stars: "黑龙江省哈尔滨市道里区****". */
QString maskedAddress(const QString &address);
/** "138****5678". */
QString maskedPhone(const QString &phone);

/** 男, 女, 未说明. */
QString sexText(const QString &code);
/** GB/T 3304: "汉族"; an unknown code is given back as it is. */
QString nationText(const QString &code);
QString cardKindText(IdCardKind kind);

} // namespace yz
