// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "laws/law_asked.h"
#include "laws/law_question.h"
#include "laws/law_rows.h"
#include "store/database.h"

#include <QHash>

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace yz::laws {

/** One version of one law as the search knows it. */
struct ShelfLaw
{
    std::int64_t number = 0;
    LawRow row;
    QString plain;                         ///< plainTitle
    std::vector<std::uint64_t> titleWords; ///< fingerprints of the title's bigrams

    /** National law counts everywhere, a province's or a city's in what lies below it. */
    bool holdsIn(const QString &jurisdiction) const;
    bool inForce(const QDate &on) const;
};

/** A token's fingerprint: what the tables in memory are keyed with. */
std::uint64_t fingerprint(std::string_view token);

/**
 * What the search keeps in memory of one state of the catalogue: titles, initials, synonyms, and in how many articles
 * each bigram stands (so that the database need not count while somebody waits). Some ten megabytes for all of the
 * nation's law. Owner: LawSearch. Thread: its.
 */
class LawShelf
{
public:
    Result<void> load(store::Database &db);

    const std::vector<ShelfLaw> &laws() const { return m_laws; }
    /** Null when there is none of that number. */
    const ShelfLaw *byNumber(std::int64_t number) const;
    const ShelfLaw *byId(const QString &id) const;
    /** All versions whose title or short title that is, plain; nothing when there is none. */
    std::vector<const ShelfLaw *> titled(const QString &plain) const;
    /** Titles that begin with the initials; an exact one first. At most `most`. */
    std::vector<const ShelfLaw *> initialled(const QString &initials, std::size_t most) const;
    /** Titles that hold the plain words, the shortest first. At most `most`. */
    std::vector<const ShelfLaw *> holding(const QString &plain, std::size_t most) const;

    const Thesaurus &thesaurus() const { return m_thesaurus; }
    const AskedArticles &asked() const { return m_asked; }
    /** In how many articles the token stands. */
    std::int64_t articlesWith(std::uint64_t token) const;
    /** In how many titles. */
    std::int64_t titlesWith(std::uint64_t token) const;
    std::int64_t articles() const { return m_articles; }
    double meanLength() const { return m_meanLength; }

private:
    Result<void> loadLaws(store::Database &db);
    Result<void> loadWords(store::Database &db);
    Result<void> loadFrequencies(store::Database &db);

    std::vector<ShelfLaw> m_laws; ///< by number
    QHash<QString, qsizetype> m_byId;
    QHash<QString, QList<qsizetype>> m_byTitle;
    std::vector<std::pair<QString, QString>> m_initials; ///< initials, plain title; sorted
    Thesaurus m_thesaurus;
    AskedArticles m_asked;
    std::vector<std::pair<std::uint64_t, std::uint32_t>> m_frequencies; ///< sorted; once only is not kept
    std::unordered_map<std::uint64_t, std::uint32_t> m_inTitles;
    std::int64_t m_articles = 0;
    double m_meanLength = 1;
};

} // namespace yz::laws
