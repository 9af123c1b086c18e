// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cache/pack_row.h"

#include <QDate>
#include <QStringList>

#include <cstdint>

namespace yz::laws {

/** The row `article`, as published. */
struct ArticleRow
{
    QString law;
    int rank = 0;
    std::int64_t ordinal = 0;
    QString number;
    std::int64_t article = 0; ///< 0: text outside the articles
    std::int64_t suffix = 0;
    QString section;
    QString text;
};

/** The row `law`: one version of one law. */
struct LawRow
{
    QString id;
    QString title;
    QStringList shorts;
    int rank = 0;
    QString jurisdiction;
    QDate issued;
    QDate validFrom;
    QDate validTo;      ///< the last day; null: open
    QString replacedBy; ///< id of the version that follows
};

/** Everyday words: what the law calls them, or the articles people mean when they ask so. */
struct SynonymRow
{
    QStringList say;
    QStringList means;
    QStringList at; ///< 民法典第1254条
};

struct PinyinRow
{
    QStringList initials;
    QString title;
};

/** DataMalformed names the row and the member. */
Result<ArticleRow> readArticle(const PackRow &row);
Result<LawRow> readLawRow(const PackRow &row);
Result<SynonymRow> readSynonym(const PackRow &row);
Result<PinyinRow> readPinyin(const PackRow &row);

} // namespace yz::laws
