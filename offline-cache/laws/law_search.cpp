// SPDX-License-Identifier: Apache-2.0
#include "laws/law_search.h"

#include "laws/cjk_tokenizer.h"
#include "laws/law_index.h"
#include "laws/law_score.h"
#include "laws/law_snippet.h"

#include <algorithm>
#include <cmath>

namespace yz::laws {
namespace {

constexpr int kMostHits = 50;
constexpr std::size_t kMostTitles = 8;
constexpr qsizetype kShortestTitle = 2;
constexpr double kTitleWeight = 0.5;
constexpr double kTitleCover = 0.8; ///< how much it matters that the words make up most of the title
constexpr double kMostTitleBonus = 8;
constexpr std::size_t kMostAsked = 24;
constexpr double kLeastAsked = 4;        ///< what is less like is chance
constexpr double kAskedWeight = 2;       ///< against the score of the words
constexpr float kAmendmentFactor = 0.6F; ///< 修正案: its words stand in the law itself

float factorOf(const ShelfLaw &law, const QDate &on)
{
    constexpr std::array<float, 10> kByRank = {0, 1.0F, 1.0F, 0.92F, 0.88F, 0.85F, 0.85F, 0.8F, 0.8F, 0.8F};
    const auto rank = static_cast<std::size_t>(std::clamp(law.row.rank, 0, 9));
    float factor = kByRank[rank];
    if (law.plain.contains(QStringLiteral("修正案")))
        factor *= kAmendmentFactor;
    return law.inForce(on) ? factor : factor * 0.7F;
}

bool isInitials(const QString &words)
{
    return words.size() >= 2 &&
           std::all_of(words.begin(), words.end(),
                       [](QChar character) {
                           return (character >= u'a' && character <= u'z') || character == u' ' || character.isDigit();
                       }) &&
           words.at(0).isLetter();
}

} // namespace

Result<std::unique_ptr<LawSearch>> LawSearch::on(store::Database &db)
{
    if (auto taught = teachTokenizer(db.handle()); !taught)
        return taught.error();
    if (auto taught = teachScore(db.handle()); !taught)
        return taught.error();
    std::unique_ptr<LawSearch> search(new LawSearch(db)); // private constructor
    if (auto fresh = search->refresh(); !fresh)
        return fresh.error();
    return search;
}

Result<void> LawSearch::refresh()
{
    const auto version = m_db.number("PRAGMA data_version");
    if (!version)
        return version.error();
    if (*version == m_version)
        return {};
    const auto there = m_db.number("SELECT count(*) FROM sqlite_schema WHERE name = 'law_vocabulary'");
    if (!there)
        return there.error();
    if (*there == 0)
        return {Fault::NotFound, "laws: the catalogue holds no law index"};
    if (auto loaded = m_shelf.load(m_db); !loaded)
        return loaded;
    m_version = *version;
    return {};
}

bool LawSearch::wanted(const ShelfLaw &law, const LawQuestion &question) const
{
    return law.holdsIn(question.jurisdiction) && (question.alsoOld || law.inForce(question.on));
}

LawSearch::Laws LawSearch::wantedOf(const Laws &laws, const LawQuestion &question) const
{
    Laws all;
    std::copy_if(laws.begin(), laws.end(), std::back_inserter(all),
                 [&](const ShelfLaw *law) { return wanted(*law, question); });
    // The version in force first, then the newest.
    std::stable_sort(all.begin(), all.end(), [&](const ShelfLaw *one, const ShelfLaw *other) {
        return one->plain == other->plain &&
               std::pair(!one->inForce(question.on), -one->row.issued.toJulianDay()) <
                   std::pair(!other->inForce(question.on), -other->row.issued.toJulianDay());
    });
    return all;
}

Result<LawFindings> LawSearch::find(const LawQuestion &question, const Stop &stop)
{
    if (question.words.size() > kMostWords)
        return {Fault::BadInput, "laws: a question of more than 200 characters"};
    if (auto fresh = refresh(); !fresh)
        return fresh.error();
    m_stop = stop;
    const QString words = normalised(question.words);
    if (words.isEmpty())
        return LawFindings();
    if (const auto citation = citationIn(words)) {
        auto findings = byCitation(*citation, question);
        if (!findings || findings->how != LawFindings::How::Nothing)
            return findings;
    }
    if (isInitials(words)) {
        const auto laws = wantedOf(m_shelf.initialled(QString(words).remove(u' '), kMostTitles), question);
        if (!laws.empty())
            return byTitle(laws, question);
    }
    const QString plain = plainTitle(words);
    if (const auto laws = wantedOf(m_shelf.titled(plain), question); !laws.empty())
        return byTitle(laws, question);
    qsizetype head = 0;
    if (const auto laws = wantedOf(titleAtHead(plain, &head), question); !laws.empty()) {
        auto findings = byWords(plain.mid(head), laws, question);
        if (!findings || !findings->hits.empty())
            return findings;
    }
    return byWords(words, {}, question);
}

/** 劳动合同法试用期: the longest title, or short title, that the words begin with. */
LawSearch::Laws LawSearch::titleAtHead(const QString &plain, qsizetype *length) const
{
    for (qsizetype size = std::min<qsizetype>(plain.size() - 1, 60); size > kShortestTitle; --size)
        if (const auto laws = m_shelf.titled(plain.left(size)); !laws.empty()) {
            *length = size;
            return laws;
        }
    return {};
}

Result<std::vector<std::int64_t>> LawSearch::placesOf(const ShelfLaw &law, int article, int suffix)
{
    std::vector<std::int64_t> keys;
    auto rows = m_db.query("SELECT key FROM law_place WHERE law = ?1 AND article = ?2 AND suffix = ?3 ORDER BY key");
    rows.bind(law.number).bind(article).bind(suffix);
    for (;;) {
        const auto more = rows.row();
        if (!more)
            return more.error();
        if (!*more)
            return keys;
        keys.push_back(rows.number(0));
    }
}

Result<LawFindings> LawSearch::byCitation(const Citation &citation, const LawQuestion &question)
{
    if (citation.law.isEmpty())
        return everywhere(citation, question);
    Laws laws = wantedOf(m_shelf.titled(citation.law), question);
    if (laws.empty() && isInitials(citation.law))
        laws = wantedOf(m_shelf.initialled(citation.law, 3), question);
    if (laws.empty() && citation.law.size() >= kShortestTitle)
        laws = wantedOf(m_shelf.holding(citation.law, kMostTitles), question);
    LawFindings findings;
    std::vector<std::int64_t> keys;
    for (const auto *law : laws) {
        auto places = placesOf(*law, citation.article, citation.suffix);
        if (!places)
            return places.error();
        keys.insert(keys.end(), places->begin(), places->end());
    }
    findings.how = keys.empty() ? LawFindings::How::Nothing : LawFindings::How::Exact;
    return read(std::move(findings), keys, {}, question.on);
}

Result<LawFindings> LawSearch::everywhere(const Citation &citation, const LawQuestion &question)
{
    LawFindings findings;
    std::vector<std::int64_t> keys;
    auto rows = m_db.query("SELECT key FROM law_place WHERE article = ?1 AND suffix = ?2 ORDER BY key");
    rows.bind(citation.article).bind(citation.suffix);
    const auto most = static_cast<std::size_t>(std::clamp(question.limit, 1, kMostHits));
    while (keys.size() < most) {
        const auto more = rows.row();
        if (!more)
            return more.error();
        if (!*more)
            break;
        const auto *law = m_shelf.byNumber(ArticleKey::numberOf(rows.number(0)));
        if (law != nullptr && wanted(*law, question))
            keys.push_back(rows.number(0));
    }
    findings.how = keys.empty() ? LawFindings::How::Nothing : LawFindings::How::Exact;
    return read(std::move(findings), keys, {}, question.on);
}

/** Of each law where it begins. */
Result<LawFindings> LawSearch::byTitle(const Laws &laws, const LawQuestion &question)
{
    LawFindings findings;
    std::vector<std::int64_t> keys;
    for (const auto *law : laws) {
        auto first = m_db.query("SELECT min(key) FROM law_place WHERE law = ?1 AND article = "
                                "(SELECT min(article) FROM law_place WHERE law = ?1 AND (article > 0 OR NOT EXISTS "
                                "(SELECT 1 FROM law_place WHERE law = ?1 AND article > 0)))");
        const auto row = first.bind(law->number).row();
        if (!row)
            return row.error();
        if (*row && !first.isNull(0))
            keys.push_back(first.number(0));
    }
    findings.how = keys.empty() ? LawFindings::How::Nothing : LawFindings::How::Title;
    return read(std::move(findings), keys, {}, question.on);
}

void LawSearch::weighLaws(WordPlan &plan, const Laws &within, const LawQuestion &question) const
{
    const auto &laws = m_shelf.laws();
    const std::size_t size = laws.empty() ? 0 : static_cast<std::size_t>(laws.back().number) + 1;
    plan.score.factor.assign(size, ScorePlan::kNotWanted);
    plan.score.bonus.assign(size, 0);
    std::sort(plan.titleWords.begin(), plan.titleWords.end());
    plan.titleWords.erase(std::unique(plan.titleWords.begin(), plan.titleWords.end()), plan.titleWords.end());
    std::vector<std::pair<std::uint64_t, double>> worth;
    for (const auto word : plan.titleWords)
        if (const auto titles = m_shelf.titlesWith(word); titles > 0)
            worth.emplace_back(word, std::log(1.0 + static_cast<double>(laws.size()) / static_cast<double>(titles)));
    for (const auto &law : laws) {
        const bool here = within.empty() || std::find(within.begin(), within.end(), &law) != within.end();
        if (!here || !wanted(law, question))
            continue;
        const auto place = static_cast<std::size_t>(law.number);
        plan.score.factor[place] = factorOf(law, question.on);
        double bonus = 0;
        std::size_t matched = 0;
        for (const auto &[word, value] : worth)
            if (std::binary_search(law.titleWords.begin(), law.titleWords.end(), word)) {
                bonus += value;
                ++matched;
            }
        if (matched > 0)
            bonus *= std::pow(static_cast<double>(matched) / static_cast<double>(law.titleWords.size()), kTitleCover);
        plan.score.bonus[place] = static_cast<float>(std::min(kMostTitleBonus, kTitleWeight * bonus));
    }
}

Result<LawFindings> LawSearch::byWords(const QString &words, const Laws &within, const LawQuestion &question)
{
    WordPlan plan = planFor(words, m_shelf);
    LawFindings findings;
    weighLaws(plan, within, question);
    if (auto asked = takeAsked(plan, words, question); !asked)
        return asked.error();
    if (plan.match.isEmpty() && plan.score.asked.empty())
        return findings;
    const int most = std::clamp(question.limit, 1, kMostHits);
    auto found = plan.match.isEmpty() ? Result<std::vector<Found>>(std::vector<Found>())
                 : plan.onlyFrequent  ? inOrder(plan, most)
                                      : ranked(plan, most);
    if (!found)
        return found.error();
    addAsked(*found, plan, most);
    std::vector<std::int64_t> keys;
    for (const auto &one : *found)
        keys.push_back(one.key);
    findings.how = keys.empty() ? LawFindings::How::Nothing : LawFindings::How::Words;
    findings.understoodAs = plan.understoodAs;
    return read(std::move(findings), keys, plan.marks, question.on);
}

/** The articles that are asked after so, of the laws that are wanted. */
Result<void> LawSearch::takeAsked(WordPlan &plan, const QString &words, const LawQuestion &question)
{
    auto &asked = plan.score.asked;
    for (const auto &found : m_shelf.asked().in(words, kMostAsked)) {
        if (found.score < kLeastAsked)
            break;
        const auto laws = wantedOf(m_shelf.titled(found.at.law), question);
        const auto number = laws.empty() ? 0 : static_cast<std::size_t>(laws.front()->number);
        if (laws.empty() || plan.score.factor[number] < 0)
            continue;
        const auto places = placesOf(*laws.front(), found.at.article, found.at.suffix);
        if (!places)
            return places.error();
        if (!places->empty())
            asked.emplace_back(places->front(), kAskedWeight * found.score);
    }
    std::sort(asked.begin(), asked.end(), [](const auto &one, const auto &other) {
        return std::pair(one.first, -one.second) < std::pair(other.first, -other.second);
    });
    asked.erase(std::unique(asked.begin(), asked.end(),
                            [](const auto &one, const auto &other) { return one.first == other.first; }),
                asked.end());
    return {};
}

/** What is asked after so and holds none of the words. Had it held one, it would stand higher: `law_score` knows. */
void LawSearch::addAsked(std::vector<Found> &found, const WordPlan &plan, int most)
{
    for (const auto &[key, worth] : plan.score.asked)
        if (std::none_of(found.begin(), found.end(), [&](const Found &one) { return one.key == key; }))
            found.push_back({key, worth});
    std::stable_sort(found.begin(), found.end(),
                     [](const Found &one, const Found &other) { return one.score > other.score; });
    found.resize(std::min(found.size(), static_cast<std::size_t>(most)));
}

Result<std::vector<LawSearch::Found>> LawSearch::ranked(const WordPlan &plan, int most)
{
    std::vector<Found> found;
    auto rows = m_db.query("SELECT rowid, law_score(law_fts, ?2) AS score FROM law_fts WHERE law_fts MATCH ?1 "
                           "ORDER BY score DESC, rowid LIMIT ?3");
    rows.bind(QString::fromUtf8(plan.match))
        .bindPointer(const_cast<ScorePlan *>(&plan.score), ScorePlan::kPointer)
        .bind(most);
    for (;;) {
        const auto more = rows.row();
        if (!more)
            return more.error();
        if (!*more || rows.isNull(1))
            return found;
        found.push_back({rows.number(0), rows.real(1)});
    }
}

/** Nothing but words that stand everywhere: not ranked, the highest law first. */
Result<std::vector<LawSearch::Found>> LawSearch::inOrder(const WordPlan &plan, int most)
{
    std::vector<Found> found;
    auto rows = m_db.query("SELECT rowid FROM law_fts WHERE law_fts MATCH ?1 ORDER BY rowid");
    rows.bind(QString::fromUtf8(plan.match));
    while (std::ssize(found) < most) {
        const auto more = rows.row();
        if (!more)
            return more.error();
        if (!*more)
            break;
        const auto number = static_cast<std::size_t>(ArticleKey::numberOf(rows.number(0)));
        if (number < plan.score.factor.size() && plan.score.factor[number] >= 0)
            found.push_back({rows.number(0), 0});
    }
    return found;
}

Result<ArticleRow> LawSearch::row(std::int64_t key)
{
    auto rows = m_db.query("SELECT id, value FROM entry WHERE key = ?1 AND type = 'article'");
    const auto there = rows.bind(key).row();
    if (!there)
        return there.error();
    if (!*there)
        return {Fault::NotFound, "laws: no such article"};
    return readArticle({QStringLiteral("article"), rows.text(0), rows.bytes(1)});
}

Result<LawFindings> LawSearch::read(LawFindings findings, const std::vector<std::int64_t> &keys,
                                    const QStringList &marks, const QDate &on)
{
    for (const auto key : keys) {
        if (m_stop && m_stop())
            return {Fault::Cancelled, "laws: another question came"};
        const auto article = row(key);
        if (!article)
            return article.error();
        const auto *law = m_shelf.byNumber(ArticleKey::numberOf(key));
        if (law == nullptr)
            continue;
        auto snippet = snippetOf(article->text, marks);
        findings.hits.push_back({key, law->row.title, article->number, std::move(snippet.text),
                                 std::move(snippet.marks), law->inForce(on)});
    }
    return findings;
}

Result<std::int64_t> LawSearch::neighbour(std::int64_t key, int step)
{
    const std::int64_t other = key + step;
    if (ArticleKey::numberOf(other) != ArticleKey::numberOf(key))
        return std::int64_t{0};
    auto rows = m_db.query("SELECT 1 FROM entry WHERE key = ?1 AND type = 'article'");
    const auto there = rows.bind(other).row();
    if (!there)
        return there.error();
    return *there ? other : std::int64_t{0};
}

Result<LawArticle> LawSearch::article(std::int64_t key)
{
    if (auto fresh = refresh(); !fresh)
        return fresh.error();
    const auto found = row(key);
    if (!found)
        return found.error();
    const auto *law = m_shelf.byNumber(ArticleKey::numberOf(key));
    if (law == nullptr)
        return {Fault::NotFound, "laws: an article without its law"};
    const auto before = neighbour(key, -1);
    const auto after = neighbour(key, 1);
    if (!before || !after)
        return (!before ? before : after).error();
    LawArticle page{key,
                    law->row.title,
                    found->number,
                    found->section,
                    found->text,
                    law->row.issued,
                    law->row.validFrom,
                    law->row.validTo,
                    {},
                    *before,
                    *after};
    if (const auto *next = m_shelf.byId(law->row.replacedBy); next != nullptr)
        page.replacedBy =
            next->row.title + u'（' + next->row.issued.toString(QStringLiteral("yyyy年M月d日")) + QStringLiteral("）");
    return page;
}

Result<LawArticle> LawSearch::cited(const QString &law, int article, int suffix, QDate on)
{
    if (law.size() > kMostWords)
        return {Fault::BadInput, "laws: a title of more than 200 characters"};
    if (auto fresh = refresh(); !fresh)
        return fresh.error();
    const LawQuestion question{law, on, QStringLiteral("000000"), false, 1};
    for (const auto *one : wantedOf(m_shelf.titled(plainTitle(law)), question)) {
        const auto places = placesOf(*one, article, suffix);
        if (!places)
            return places.error();
        if (!places->empty())
            return this->article(places->front());
    }
    return {Fault::NotFound, "laws: no article of that citation is in force"};
}

} // namespace yz::laws
