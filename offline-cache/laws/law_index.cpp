// SPDX-License-Identifier: Apache-2.0
#include "laws/law_index.h"

#include "laws/cjk_tokenizer.h"
#include "laws/law_rows.h"

namespace yz::laws {
namespace {

/** From so many changed articles on, the index is put into one piece: a snapshot, not a day's delta. */
constexpr std::int64_t kManyChanges = 20000;

bool isArticle(const PackRow &row)
{
    return row.type == QLatin1String("article");
}

// FTS5's blocks are made to fit SQLCipher's pages, which keep 80 bytes of each for IV and HMAC: at its own 4050 bytes
// every block would drag an overflow page along.
constexpr const char *kTables = R"sql(
CREATE TABLE IF NOT EXISTS law_number(number INTEGER PRIMARY KEY, law TEXT NOT NULL UNIQUE);
CREATE TABLE IF NOT EXISTS law_place(law INTEGER NOT NULL, article INTEGER NOT NULL, suffix INTEGER NOT NULL,
  key INTEGER NOT NULL, PRIMARY KEY(law, article, suffix, key)) WITHOUT ROWID;
CREATE VIEW IF NOT EXISTS law_text AS
  SELECT key, json_extract(CAST(value AS TEXT), '$.section') AS section, json_extract(CAST(value AS TEXT), '$.text') AS text
  FROM entry WHERE type = 'article';
CREATE VIRTUAL TABLE IF NOT EXISTS law_fts USING fts5(section, text, content='law_text', content_rowid='key', tokenize='cjk');
CREATE VIRTUAL TABLE IF NOT EXISTS law_vocabulary USING fts5vocab(law_fts, 'row');
INSERT INTO law_fts(law_fts, rank) VALUES('pgsz', 3960);
)sql";

} // namespace

Result<void> LawIndex::attach(store::Database &db)
{
    if (auto taught = teachTokenizer(db.handle()); !taught)
        return taught;
    const auto there = db.number("SELECT count(*) FROM sqlite_schema WHERE name = 'law_vocabulary'");
    if (!there)
        return there.error();
    return *there > 0 ? Result<void>() : db.script(kTables);
}

Result<std::int64_t> LawIndex::numberOf(store::Database &db, const QString &law)
{
    if (law == m_lastLaw)
        return m_lastNumber;
    if (auto made = db.query("INSERT OR IGNORE INTO law_number(law) VALUES(?1)").bind(law).run(); !made)
        return made.error();
    auto asked = db.query("SELECT number FROM law_number WHERE law = ?1");
    const auto row = asked.bind(law).row();
    if (!row)
        return row.error();
    const std::int64_t number = *row ? asked.number(0) : 0;
    if (number < 1 || number > ArticleKey::kMaxNumber)
        return {Fault::DataMalformed, "laws: more laws than the index can number"};
    m_lastLaw = law;
    m_lastNumber = number;
    return number;
}

Result<std::optional<std::int64_t>> LawIndex::keyFor(store::Database &db, const PackRow &row)
{
    if (!isArticle(row))
        return std::optional<std::int64_t>();
    const auto article = readArticle(row);
    if (!article)
        return article.error();
    const auto number = numberOf(db, article->law);
    if (!number)
        return number.error();
    return std::optional(ArticleKey::of(article->rank, *number, article->ordinal));
}

Result<void> LawIndex::removed(store::Database &db, const PackRow &row, std::int64_t key)
{
    if (!isArticle(row))
        return {};
    const auto article = readArticle(row);
    if (!article)
        return article.error();
    ++m_changed;
    if (auto gone = db.query("DELETE FROM law_place WHERE law = ?1 AND article = ?2 AND suffix = ?3 AND key = ?4")
                        .bind(ArticleKey::numberOf(key))
                        .bind(article->article)
                        .bind(article->suffix)
                        .bind(key)
                        .run();
        !gone)
        return gone;
    return db.query("INSERT INTO law_fts(law_fts, rowid, section, text) VALUES('delete', ?1, ?2, ?3)")
        .bind(key)
        .bind(article->section)
        .bind(article->text)
        .run();
}

Result<void> LawIndex::added(store::Database &db, const PackRow &row, std::int64_t key)
{
    if (!isArticle(row))
        return {};
    const auto article = readArticle(row);
    if (!article)
        return article.error();
    ++m_changed;
    if (auto placed = db.query("INSERT INTO law_place(law, article, suffix, key) VALUES(?1, ?2, ?3, ?4)")
                          .bind(ArticleKey::numberOf(key))
                          .bind(article->article)
                          .bind(article->suffix)
                          .bind(key)
                          .run();
        !placed)
        return placed;
    return db.query("INSERT INTO law_fts(rowid, section, text) VALUES(?1, ?2, ?3)")
        .bind(key)
        .bind(article->section)
        .bind(article->text)
        .run();
}

Result<void> LawIndex::finished(store::Database &db)
{
    m_lastLaw.clear(); // after a rollback its number may be another's
    const bool many = m_changed >= kManyChanges;
    m_changed = 0;
    return many ? db.script("INSERT INTO law_fts(law_fts) VALUES('optimize')") : Result<void>();
}

} // namespace yz::laws
