// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/clock.h>
#include <core/result.h>

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <functional>
#include <vector>

namespace yz {

/** One row of a pack: what kind, which one, and its JSON object as published. Public data. */
struct PackRow
{
    QString type; ///< item, form, org, person, referral, lesson, tree, template, code, law, article, synonym, pinyin
    QString id;   ///< 1–96 of [A-Za-z0-9._/@-]
    QByteArray value; ///< a JSON object, canonical (sorted keys, no spaces), at most 256 KiB

    bool operator==(const PackRow &) const = default;
};

/** Which state of which region's catalogue it is: for the file, the screen and the paper. */
struct PackVersion
{
    QString region;
    std::int64_t sequence = 0; ///< 0: what came with the program
    QByteArray root;           ///< 32 bytes; with sequence 0 perhaps empty
    WallTime created{};
    WallTime expires{};
};

/** Says whether the rows, laws apart, mean something to this program, each and together; asked inside the transaction,
 *  before anything is switched. */
using RowsJudge = std::function<Result<void>(const std::vector<PackRow> &)>;

} // namespace yz
