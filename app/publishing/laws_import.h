// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cache/pack_row.h>
#include <core/result.h>

#include <QByteArray>
#include <QDate>
#include <QString>
#include <QStringList>

#include <vector>

namespace yz::publishing {

class Pinyin;

/** An article, or text that belongs to none (a preamble, a file without articles): then `article` is 0. */
struct LawUnit
{
    QString number; ///< 第一百三十三条之一; 序言; empty
    int article = 0;
    int suffix = 0;
    QString section; ///< 第三编 合同 · 第一分编 通则
    QString text;

    bool operator==(const LawUnit &) const = default;
};

/** One Markdown file as read. */
struct LawText
{
    QString path;
    QString title;
    QString part; ///< 婚姻家庭编, where a law comes in several files
    int rank = 0; ///< 1 宪法, 2 法律, 3 行政法规, 4 司法解释, 5 部门规章, 6 地方性法规
    QDate issued;
    QDate validFrom;
    QDate repealed;      ///< the first day on which it no longer holds; null: none
    QStringList history; ///< the lines of the header
    QStringList repeals; ///< titles that it says are 同时废止
    std::vector<LawUnit> units;
};

/**
 * One file of the layout in offline-cache/laws/README.md: `# title`, lines `date event`, `<!-- INFO END -->`, headings,
 * articles that begin with 第…条. DataMalformed names file and line. Public data.
 */
Result<LawText> readLaw(const QString &path, const QByteArray &markdown);

/** What an import gave. */
struct LawImport
{
    std::vector<PackRow> rows; ///< law, article and pinyin, sorted by type and id
    int laws = 0;
    int articles = 0;
    QStringList remarks; ///< for the publisher: what was left out or guessed, with the file
};

struct LawImportOptions
{
    QString jurisdiction = QStringLiteral("000000"); ///< of the files under 地方性法规
    const Pinyin *pinyin = nullptr;                  ///< none: no pinyin rows
};

/** Puts the files of one corpus together: parts of one law, its versions in time, what repeals what. */
Result<LawImport> assembleLaws(std::vector<LawText> texts, const LawImportOptions &options);

/** Reads every `.md` under the folder (not those that begin with an underscore) and assembles them. */
Result<LawImport> importLaws(const QString &folder, const LawImportOptions &options);

} // namespace yz::publishing
