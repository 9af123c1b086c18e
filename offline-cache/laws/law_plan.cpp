// SPDX-License-Identifier: Apache-2.0
#include "laws/law_plan.h"

#include "cache/law_number.h"
#include "laws/cjk_tokens.h"

#include <algorithm>
#include <cmath>

namespace yz::laws {
namespace {

/** A word in more than one of so many articles says nothing. */
constexpr std::int64_t kFrequentShare = 20;
/** So many matches are ranked at most, the rarest words first: what holds the time of the worst question. */
constexpr std::int64_t kMostMatches = 16000;
constexpr std::size_t kMostTerms = 40;
constexpr double kMeantWeight = 2.0;    ///< what the law calls it, against what was typed
constexpr double kEverydayWeight = 0.4; ///< what was typed and is not how the law says it
/** Of the articles with the rarest of its pairs, a phrase's next pair stands in so many. */
constexpr double kRarerPerPair = 0.5;
constexpr qsizetype kMostUnderstood = 12;

/** One thing to look for. */
struct Term
{
    QString text;
    std::int64_t articles = 0; ///< in how many, at most
    double weight = 1;
    int typedAt = -1; ///< which bigram of the question it is; -1: none
    bool prefix = false;
    int pairs = 1; ///< of how many bigrams
};

std::vector<std::uint64_t> fingerprintsOf(const QString &text)
{
    std::vector<std::uint64_t> all;
    for (const auto &token : tokens(text.toUtf8().toStdString(), Cut::Query))
        all.push_back(fingerprint(token.text));
    return all;
}

class Planner
{
public:
    Planner(const QString &words, const LawShelf &shelf) : m_words(words), m_shelf(shelf) {}

    WordPlan plan()
    {
        m_found = m_shelf.thesaurus().in(m_words);
        takeMeanings();
        takeTyped();
        choose();
        write();
        return std::move(m_plan);
    }

private:
    std::int64_t limit() const { return std::max<std::int64_t>(m_shelf.articles() / kFrequentShare, 50); }

    std::int64_t rarest(const std::vector<std::uint64_t> &parts) const
    {
        std::int64_t least = m_shelf.articles();
        for (const auto part : parts)
            least = std::min(least, m_shelf.articlesWith(part));
        return least;
    }

    void takeMeanings()
    {
        for (const auto &found : m_found)
            for (const auto &meaning : found.means) {
                const auto parts = fingerprintsOf(meaning);
                if (parts.empty() || knows(meaning))
                    continue;
                m_plan.titleWords.insert(m_plan.titleWords.end(), parts.begin(), parts.end());
                m_terms.push_back({meaning, rarest(parts), kMeantWeight, -1, false, static_cast<int>(parts.size())});
                if (m_plan.understoodAs.size() < kMostUnderstood)
                    m_plan.understoodAs += meaning;
            }
    }

    bool knows(const QString &text) const
    {
        return std::any_of(m_terms.begin(), m_terms.end(), [&](const Term &term) { return term.text == text; });
    }

    /** The question with everyday words marked off, so that their bigrams weigh less. */
    bool isEveryday(qsizetype at, qsizetype length) const
    {
        return std::any_of(m_found.begin(), m_found.end(), [&](const Thesaurus::Found &found) {
            return at >= found.begin && at + length <= found.begin + found.length;
        });
    }

    void takeTyped()
    {
        int index = 0;
        const QString left = withoutStopPhrases(m_words);
        for (const auto &run : left.split(u' ', Qt::SkipEmptyParts)) {
            const QByteArray utf8 = run.toUtf8();
            for (const auto &token : tokens({utf8.constData(), static_cast<std::size_t>(utf8.size())}, Cut::Query)) {
                takeToken(QString::fromStdString(token.text), index++);
            }
            ++index; // what stands in different runs does not follow
        }
    }

    void takeToken(const QString &text, int index)
    {
        const bool alone = text.size() == 1 && !text.at(0).isDigit() && text.at(0).unicode() >= 0x80;
        const auto print = fingerprint(text.toStdString());
        m_plan.titleWords.push_back(print);
        if (text.at(0).isDigit()) {
            takeNumber(text);
            return;
        }
        if (alone && m_words.size() > 1)
            return; // one character between stop phrases: too little, unless it is all there is
        const qsizetype at = m_words.indexOf(text);
        const double weight = at >= 0 && isEveryday(at, text.size()) ? kEverydayWeight : 1.0;
        m_terms.push_back({text, m_shelf.articlesWith(print), weight, index, alone});
    }

    /** The law writes 十五日, the citizen 15天. */
    void takeNumber(const QString &digits)
    {
        m_terms.push_back({digits, m_shelf.articlesWith(fingerprint(digits.toStdString())), 0.5, -1, false});
        const auto number = lawNumber(digits);
        const QString numeral = number ? lawNumeral(*number) : QString();
        if (numeral.size() >= 2 && !knows(numeral))
            m_terms.push_back({numeral, rarest(fingerprintsOf(numeral)), 1.0, -1, false});
    }

    void choose()
    {
        // Rarest first, while there is room: what is frequent adds much time and little meaning.
        std::stable_sort(m_terms.begin(), m_terms.end(),
                         [](const Term &one, const Term &other) { return one.articles < other.articles; });
        std::vector<Term> chosen;
        std::int64_t matches = 0;
        for (const auto &term : m_terms) {
            matches += term.articles;
            const bool tooMuch = term.articles > limit() || matches > kMostMatches || chosen.size() >= kMostTerms;
            if (!tooMuch)
                chosen.push_back(term);
        }
        if (chosen.empty() && !m_terms.empty()) {
            m_plan.onlyFrequent = true;
            chosen.assign(m_terms.begin(), m_terms.begin() + std::min<std::ptrdiff_t>(3, std::ssize(m_terms)));
        }
        m_terms = std::move(chosen);
    }

    void write()
    {
        const double articles = static_cast<double>(m_shelf.articles());
        for (const auto &term : m_terms) {
            QByteArray quoted = term.text.toUtf8();
            quoted.replace('"', "\"\"");
            m_plan.match += (m_plan.match.isEmpty() ? "\"" : " OR \"") + quoted + (term.prefix ? "\" *" : "\"");
            const double within =
                std::max(1.0, static_cast<double>(term.articles) * std::pow(kRarerPerPair, term.pairs - 1));
            const double rarity = std::max(0.1, std::log((articles - within + 0.5) / (within + 0.5)));
            m_plan.score.phrases.push_back({term.weight * rarity, before(term)});
            m_plan.marks += term.text;
        }
        m_plan.score.meanLength = std::max(1.0, m_shelf.meanLength());
    }

    int before(const Term &term) const
    {
        for (std::size_t place = 0; place < m_terms.size() && term.typedAt > 0; ++place)
            if (m_terms[place].typedAt == term.typedAt - 1)
                return static_cast<int>(place);
        return -1;
    }

    const QString &m_words;
    const LawShelf &m_shelf;
    std::vector<Thesaurus::Found> m_found;
    std::vector<Term> m_terms;
    WordPlan m_plan;
};

} // namespace

WordPlan planFor(const QString &words, const LawShelf &shelf)
{
    return Planner(words, shelf).plan();
}

} // namespace yz::laws
