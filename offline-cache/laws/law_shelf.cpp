// SPDX-License-Identifier: Apache-2.0
#include "laws/law_shelf.h"

#include "laws/cjk_tokens.h"

#include <algorithm>

namespace yz::laws {
namespace {

constexpr std::size_t kMostLaws = 200000;
constexpr std::size_t kMostWordsRows = 100000;

std::vector<std::uint64_t> fingerprints(const QString &text)
{
    std::vector<std::uint64_t> all;
    for (const auto &token : tokens(text.toUtf8().toStdString(), Cut::Query))
        all.push_back(fingerprint(token.text));
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
}

std::vector<Citation> citationsOf(const QStringList &at)
{
    std::vector<Citation> all;
    for (const auto &one : at)
        if (auto citation = citationIn(normalised(one)); citation && !citation->law.isEmpty())
            all.push_back(std::move(*citation));
    return all;
}

bool shorterTitle(const ShelfLaw *one, const ShelfLaw *other)
{
    return std::pair(one->plain.size(), one->row.rank) < std::pair(other->plain.size(), other->row.rank);
}

} // namespace

std::uint64_t fingerprint(std::string_view token)
{
    std::uint64_t hash = 0xCBF29CE484222325U; // FNV-1a
    for (const char byte : token)
        hash = (hash ^ static_cast<std::uint8_t>(byte)) * 0x100000001B3U;
    return hash;
}

bool ShelfLaw::holdsIn(const QString &jurisdiction) const
{
    if (row.jurisdiction == u"000000")
        return true;
    QStringView area = row.jurisdiction;
    while (area.endsWith(u"00"))
        area.chop(2);
    return QStringView(jurisdiction).startsWith(area);
}

bool ShelfLaw::inForce(const QDate &on) const
{
    return row.validFrom <= on && (!row.validTo.isValid() || on <= row.validTo);
}

Result<void> LawShelf::load(store::Database &db)
{
    *this = {};
    if (auto laws = loadLaws(db); !laws)
        return laws;
    if (auto words = loadWords(db); !words)
        return words;
    return loadFrequencies(db);
}

Result<void> LawShelf::loadLaws(store::Database &db)
{
    auto rows = db.query("SELECT n.number, e.id, e.value FROM entry e JOIN law_number n ON n.law = e.id "
                         "WHERE e.type = 'law' ORDER BY n.number");
    for (;;) {
        const auto more = rows.row();
        if (!more)
            return more.error();
        if (!*more || m_laws.size() >= kMostLaws)
            return {};
        auto law = readLawRow({QStringLiteral("law"), rows.text(1), rows.bytes(2)});
        if (!law)
            continue; // the catalogue's judge lets none through; one bad row shall not close the library
        ShelfLaw shelf{rows.number(0), std::move(law).value(), {}, {}};
        shelf.plain = plainTitle(shelf.row.title);
        shelf.titleWords = fingerprints(shelf.plain);
        for (const auto word : shelf.titleWords)
            ++m_inTitles[word];
        const auto place = static_cast<qsizetype>(m_laws.size());
        m_byId.insert(shelf.row.id, place);
        m_byTitle[shelf.plain] += place;
        for (const auto &one : std::as_const(shelf.row.shorts))
            if (const QString plain = plainTitle(one); plain != shelf.plain)
                m_byTitle[plain] += place;
        m_laws.push_back(std::move(shelf));
    }
}

Result<void> LawShelf::loadWords(store::Database &db)
{
    auto rows = db.query("SELECT type, id, value FROM entry WHERE type IN ('synonym', 'pinyin')");
    for (std::size_t count = 0; count < kMostWordsRows; ++count) {
        const auto more = rows.row();
        if (!more)
            return more.error();
        if (!*more)
            break;
        const PackRow row{rows.text(0), rows.text(1), rows.bytes(2)};
        if (row.type == u"synonym") {
            if (const auto synonym = readSynonym(row)) {
                if (!synonym->means.isEmpty())
                    m_thesaurus.add(synonym->say, synonym->means);
                m_asked.add(synonym->say, citationsOf(synonym->at));
            }
        } else if (const auto pinyin = readPinyin(row)) {
            const QString plain = plainTitle(pinyin->title);
            if (m_byTitle.contains(plain)) // services have initials, too
                for (const auto &one : pinyin->initials)
                    m_initials.emplace_back(one, plain);
        }
    }
    std::sort(m_initials.begin(), m_initials.end());
    m_asked.finish();
    return {};
}

Result<void> LawShelf::loadFrequencies(store::Database &db)
{
    auto rows = db.query("SELECT term, doc, cnt FROM law_vocabulary");
    std::int64_t all = 0;
    for (;;) {
        const auto more = rows.row();
        if (!more)
            return more.error();
        if (!*more)
            break;
        all += rows.number(2);
        if (rows.number(1) < 2)
            continue;
        const QByteArray term = rows.bytes(0);
        m_frequencies.emplace_back(fingerprint({term.constData(), static_cast<std::size_t>(term.size())}),
                                   static_cast<std::uint32_t>(rows.number(1)));
    }
    std::sort(m_frequencies.begin(), m_frequencies.end());
    const auto articles = db.number("SELECT count(*) FROM law_place");
    if (!articles)
        return articles.error();
    m_articles = *articles;
    m_meanLength = m_articles > 0 ? static_cast<double>(all) / static_cast<double>(m_articles) : 1;
    return {};
}

const ShelfLaw *LawShelf::byNumber(std::int64_t number) const
{
    const auto found = std::lower_bound(m_laws.begin(), m_laws.end(), number,
                                        [](const ShelfLaw &law, std::int64_t wanted) { return law.number < wanted; });
    return found != m_laws.end() && found->number == number ? &*found : nullptr;
}

const ShelfLaw *LawShelf::byId(const QString &id) const
{
    const auto found = m_byId.constFind(id);
    return found == m_byId.constEnd() ? nullptr : &m_laws[static_cast<std::size_t>(*found)];
}

std::vector<const ShelfLaw *> LawShelf::titled(const QString &plain) const
{
    std::vector<const ShelfLaw *> all;
    for (const auto place : m_byTitle.value(plain))
        all.push_back(&m_laws[static_cast<std::size_t>(place)]);
    return all;
}

std::vector<const ShelfLaw *> LawShelf::initialled(const QString &initials, std::size_t most) const
{
    std::vector<const ShelfLaw *> all;
    for (auto one = std::lower_bound(m_initials.begin(), m_initials.end(), std::pair(initials, QString()));
         one != m_initials.end() && one->first.startsWith(initials) && all.size() < 4 * most; ++one)
        for (const auto *law : titled(one->second))
            if (std::find(all.begin(), all.end(), law) == all.end())
                all.push_back(law);
    // What is typed whole stands first, by the order of the table; then the shorter title.
    const auto whole = std::stable_partition(all.begin(), all.end(), [&](const ShelfLaw *law) {
        return std::binary_search(m_initials.begin(), m_initials.end(), std::pair(initials, law->plain));
    });
    std::stable_sort(all.begin(), whole, shorterTitle);
    std::stable_sort(whole, all.end(), shorterTitle);
    all.resize(std::min(all.size(), most));
    return all;
}

std::vector<const ShelfLaw *> LawShelf::holding(const QString &plain, std::size_t most) const
{
    std::vector<const ShelfLaw *> all;
    for (const auto &law : m_laws)
        if (law.plain.contains(plain))
            all.push_back(&law);
    std::stable_sort(all.begin(), all.end(), shorterTitle);
    all.resize(std::min(all.size(), most));
    return all;
}

std::int64_t LawShelf::articlesWith(std::uint64_t token) const
{
    const auto found = std::lower_bound(m_frequencies.begin(), m_frequencies.end(), std::pair(token, 0U));
    return found != m_frequencies.end() && found->first == token ? found->second : 1;
}

std::int64_t LawShelf::titlesWith(std::uint64_t token) const
{
    const auto found = m_inTitles.find(token);
    return found == m_inTitles.end() ? 0 : found->second;
}

} // namespace yz::laws
