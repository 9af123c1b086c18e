// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cache/law_library.h"
#include "laws/law_plan.h"
#include "laws/law_shelf.h"
#include "store/database.h"

#include <functional>
#include <memory>
#include <vector>

namespace yz::laws {

/**
 * The search itself, on one connection, straight through: exact forms, initials, titles, words. Reads only.
 * Owner: the library's thread, or a test. Errors: NotFound, BadInput, Cancelled (interrupted), StoreDamaged.
 * Personal data: the question, while it is worked on; never in an error.
 */
class LawSearch
{
public:
    /** Says between two steps whether nobody waits any more. */
    using Stop = std::function<bool()>;

    /** The connection is taught what it needs; the shelf is filled. */
    static Result<std::unique_ptr<LawSearch>> on(store::Database &db);

    Result<LawFindings> find(const LawQuestion &question, const Stop &stop);
    Result<LawArticle> article(std::int64_t key);
    Result<LawArticle> cited(const QString &law, int article, int suffix, QDate on);

    /** Looks anew at what is kept in memory, if the file has changed since. */
    Result<void> refresh();

private:
    explicit LawSearch(store::Database &db) : m_db(db) {}

    using Laws = std::vector<const ShelfLaw *>;
    /** One article that was found, before it is read. */
    struct Found
    {
        std::int64_t key = 0;
        double score = 0;
    };

    bool wanted(const ShelfLaw &law, const LawQuestion &question) const;
    Laws wantedOf(const Laws &laws, const LawQuestion &question) const;
    Result<std::vector<std::int64_t>> placesOf(const ShelfLaw &law, int article, int suffix);
    Result<LawFindings> byCitation(const Citation &citation, const LawQuestion &question);
    Result<LawFindings> everywhere(const Citation &citation, const LawQuestion &question);
    Result<LawFindings> byTitle(const Laws &laws, const LawQuestion &question);
    Result<LawFindings> byWords(const QString &words, const Laws &within, const LawQuestion &question);
    Laws titleAtHead(const QString &plain, qsizetype *length) const;
    void weighLaws(WordPlan &plan, const Laws &within, const LawQuestion &question) const;
    Result<void> takeAsked(WordPlan &plan, const QString &words, const LawQuestion &question);
    static void addAsked(std::vector<Found> &found, const WordPlan &plan, int most);
    Result<std::vector<Found>> ranked(const WordPlan &plan, int most);
    Result<std::vector<Found>> inOrder(const WordPlan &plan, int most);
    Result<LawFindings> read(LawFindings findings, const std::vector<std::int64_t> &keys, const QStringList &marks,
                             const QDate &on);
    Result<ArticleRow> row(std::int64_t key);
    Result<std::int64_t> neighbour(std::int64_t key, int step);

    store::Database &m_db;
    LawShelf m_shelf;
    std::int64_t m_version = -1;
    Stop m_stop;
};

} // namespace yz::laws
