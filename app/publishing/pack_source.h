// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cache/pack_row.h>
#include <core/result.h>

#include <QString>
#include <QStringList>

#include <vector>

namespace yz::publishing {

class Pinyin;

/** What was read to be published. Sorted by type and id. */
struct PackSource
{
    std::vector<PackRow> rows;
    QStringList remarks; ///< for the publisher: what was guessed or left out
};

/**
 * Everything a folder like packs/sample holds: one folder per type of row with JSON files, and `laws` with the law
 * files of its own layout. A file instead of a folder is a pack's snapshot, or what import-laws wrote. DataMalformed
 * names the file; NotFound when there is nothing.
 */
Result<PackSource> readSource(const QString &path, const Pinyin *pinyin);

/** Several sources as one; DataMalformed when two hold the same row. */
Result<PackSource> readSources(const QStringList &paths, const Pinyin *pinyin);

/** Whether a terminal could use the rows: each by itself, and all together in both languages. */
Result<void> judgeRows(const std::vector<PackRow> &rows);
/** What is not translated, one line each: type, id, the Chinese text. */
QStringList untranslatedRows(const std::vector<PackRow> &rows);

} // namespace yz::publishing
