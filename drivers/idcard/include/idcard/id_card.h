// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/secret.h>

#include <QString>

namespace yz {

/** Which record layout the chip holds (byte 248 of the text record). */
enum class IdCardKind {
    Resident,             ///< 居民身份证
    HkMoTwPermit,         ///< 港澳台居民居住证, 'J'
    ForeignPermanent2017, ///< 外国人永久居留身份证 of 2017, 'I'
    ForeignPermanent2023, ///< 外国人永久居留身份证 of 2023, 'Y'
};

/**
 * What the chip says, verbatim, trimmed of padding; a field that the layout lacks is empty.
 * Personal data: all of it. Lives in the reading step of a visit; minimise() makes an Identity of it and it dies.
 */
struct IdCard
{
    IdCardKind kind = IdCardKind::Resident;
    QString name;
    QString englishName;
    QString sexCode;    ///< GB/T 2261.1: "0" unknown, "1" male, "2" female, "9" not stated
    QString nationCode; ///< GB/T 3304, two digits; residents only
    QString birth;      ///< YYYYMMDD
    QString address;
    QString number; ///< 18 characters, or 15 on the foreigner's card of 2017
    QString issuer;
    QString validFrom;    ///< YYYYMMDD
    QString validTo;      ///< YYYYMMDD or 长期
    QString travelPermit; ///< HK/MO/TW: number of the travel permit
    QString issueCount;
    QString nationality; ///< three letters, GB/T 2659
    /** The number passes GB 11643 and agrees with birth and sex. False is a flag, not a refusal. */
    bool numberIsConsistent = false;
    /** 1024 bytes of WLT, never decoded here; may be empty. */
    SecretBytes photo;
};

} // namespace yz
