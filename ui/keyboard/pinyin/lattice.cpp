// SPDX-License-Identifier: Apache-2.0
#include "pinyin/lattice.h"

#include <algorithm>
#include <functional>

namespace yz::pinyin {

namespace {

constexpr int kIncompleteCost = 5000; ///< so that letters which spell a syllable are read as that syllable
constexpr int kMostSteps = 200000;    ///< nodes looked at for one call: random consonants must not stall the key
constexpr int kLongestSyllable = 6;
// A person's name is likelier than its characters are apart. By tier, as yizhan-dictc gives them; a surname's cost
// holds that of there being a name at all.
constexpr std::array<int, 4> kSurnameCost{0, 6200, 7700, 10000};
constexpr std::array<int, 4> kGivenCost{0, 7000, 9500, 6000};

std::uint64_t bit(int position)
{
    return std::uint64_t{1} << (position & 63);
}

bool isVowel(char letter)
{
    return std::string_view("aeiouv").find(letter) != std::string_view::npos;
}

/** f for 法, zh for 张: what people type for a whole syllable. */
bool isInitial(std::string_view part)
{
    if (part.size() == 1)
        return !isVowel(part[0]);
    return part == "zh" || part == "ch" || part == "sh";
}

} // namespace

Letters::Letters(const QString &typed)
{
    int keys = 0;
    for (const QChar key : typed) {
        const char16_t lower = key.toLower().unicode();
        const bool divider = lower == u'\'';
        if (!divider && (lower < u'a' || lower > u'z'))
            break;
        if (!divider && letters.size() == kMostLetters)
            break;
        ++keys;
        if (divider && !letters.empty()) {
            if (letters.size() < kMostLetters)
                cuts |= bit(static_cast<int>(letters.size()));
        } else if (!divider) {
            const bool umlaut = lower == u'v' && !letters.empty() &&
                                std::string_view("jqxy").find(letters.back()) != std::string_view::npos;
            letters.push_back(umlaut ? 'u' : static_cast<char>(lower));
        }
        keysBefore[letters.size()] = keys;
    }
}

template <class T, int N>
void Lattice::Best<T, N>::offer(const T &item)
{
    int place = count;
    while (place > 0 && item.cost < items[static_cast<std::size_t>(place - 1)].cost)
        --place;
    if (place == N)
        return;
    count = std::min(count + 1, N);
    for (int i = count - 1; i > place; --i)
        items[static_cast<std::size_t>(i)] = items[static_cast<std::size_t>(i - 1)];
    items[static_cast<std::size_t>(place)] = item;
}

Lattice::Lattice(const Table &table, const Letters &letters)
    : m_table(table),
      m_letters(letters),
      m_count(static_cast<int>(letters.letters.size())),
      m_budget(kMostSteps),
      m_parts(letters.letters.size() + 1),
      m_between(letters.letters.size() + 1),
      m_surnames(letters.letters.size() + 1),
      m_givens(letters.letters.size() + 1),
      m_ways(letters.letters.size() + 1),
      m_named(letters.letters.size() + 1)
{
    findParts();
    m_ways[0].offer(Way{});
    for (int start = 0; start < m_count; ++start) {
        if (m_ways[static_cast<std::size_t>(start)].count == 0)
            continue;
        wordsFrom(start);
        relax(start);
        relaxNames(start);
    }
}

void Lattice::findParts()
{
    const std::string_view all = m_letters.letters;
    for (int start = 0; start < m_count; ++start) {
        Range syllables = m_table.allSyllables();
        for (int end = start + 1; end <= std::min(m_count, start + kLongestSyllable); ++end) {
            const std::string_view part =
                all.substr(static_cast<std::size_t>(start), static_cast<std::size_t>(end - start));
            syllables = m_table.startingWith(part, syllables);
            if (syllables.empty())
                break;
            const bool cut = end < m_count && (m_letters.cuts & bit(end)) != 0;
            const bool exact = m_table.isSyllable(syllables.begin, part);
            // l'ao is not meant by lao: an initial stands alone only where no vowel follows it.
            const bool alone = end == m_count || cut || !isVowel(all[static_cast<std::size_t>(end)]);
            if (exact || end == m_count || (alone && isInitial(part)))
                m_parts[static_cast<std::size_t>(start)].push_back({end, syllables, exact});
            if (cut)
                break;
        }
    }
    dropDeadEnds();
}

/** Parts after which the rest cannot be read lead nowhere; where nothing can be read to its end, all stay. */
void Lattice::dropDeadEnds()
{
    std::uint64_t alive = 0; // bit p: the letters from p + 1 on can be read to the end
    const auto isAlive = [&](const Part &part) { return part.end == m_count || (alive & bit(part.end - 1)) != 0; };
    for (int start = m_count - 1; start > 0; --start) {
        const auto &parts = m_parts[static_cast<std::size_t>(start)];
        if (std::any_of(parts.begin(), parts.end(), isAlive))
            alive |= bit(start - 1);
    }
    if (m_count == 0 || std::none_of(m_parts[0].begin(), m_parts[0].end(), isAlive))
        return;
    for (auto &parts : m_parts)
        parts.erase(std::remove_if(parts.begin(), parts.end(), std::not_fn(isAlive)), parts.end());
}

void Lattice::wordsFrom(int start)
{
    m_start = start;
    for (auto *edges : {&m_between, &m_surnames, &m_givens}) {
        for (auto &between : *edges)
            between.count = 0;
    }
    descend(Table::root, start, Reading{});
}

void Lattice::descend(std::uint32_t node, int at, const Reading &soFar)
{
    const Range children = m_table.children(node);
    if (children.empty() || at == m_count)
        return;
    for (const Part &part : m_parts[static_cast<std::size_t>(at)]) {
        if (part.exact)
            step(m_table.within(children, {part.syllables.begin, part.syllables.begin + 1}), part, soFar, 0);
        else
            step(m_table.within(children, part.syllables), part, soFar, 1);
    }
}

void Lattice::step(Range nodes, const Part &part, const Reading &soFar, int incomplete)
{
    Reading reading = soFar;
    reading.incomplete += incomplete;
    reading.cost += incomplete * kIncompleteCost;
    reading.ends |= bit(part.end - 1);
    reading.length = part.end - m_start;
    for (std::uint32_t node = nodes.begin; node < nodes.end && m_budget > 0; ++node) {
        --m_budget;
        take(node, part.end, reading);
        descend(node, part.end, reading);
    }
}

void Lattice::take(std::uint32_t node, int end, const Reading &reading)
{
    const Range words = m_table.words(node);
    WordReading found;
    static_cast<Reading &>(found) = reading;
    for (std::uint32_t index = words.begin; index < words.end; ++index) {
        const bool amongBest = index - words.begin < kSame;
        if (!amongBest && m_start > 0 && reading.incomplete > 0)
            return; // words of one node come best first
        found.word = index;
        found.cost = reading.cost + m_table.word(index).cost;
        if (amongBest)
            m_between[static_cast<std::size_t>(end)].offer(found);
        if (m_start == 0)
            m_words.push_back(found);
        if (reading.incomplete == 0)
            takeName(end, found);
    }
}

void Lattice::takeName(int end, const WordReading &found)
{
    const Word &word = m_table.word(found.word);
    WordReading part = found;
    if (const int tier = word.surnameTier()) {
        part.cost = kSurnameCost[static_cast<std::size_t>(tier)];
        m_surnames[static_cast<std::size_t>(end)].offer(part);
    }
    if (const int tier = word.givenTier(); tier != 0 && m_named[static_cast<std::size_t>(m_start)].count > 0) {
        part.cost = kGivenCost[static_cast<std::size_t>(tier)];
        m_givens[static_cast<std::size_t>(end)].offer(part);
    }
}

Lattice::Way Lattice::following(const Way &before, const WordReading &last, int start, int rank)
{
    Way way;
    way.cost = before.cost + last.cost;
    way.incomplete = before.incomplete + last.incomplete;
    way.ends = before.ends | last.ends;
    way.length = start + last.length;
    way.word = last.word;
    way.from = static_cast<std::int16_t>(start);
    way.rank = static_cast<std::int16_t>(rank);
    return way;
}

void Lattice::relax(int start)
{
    const auto &here = m_ways[static_cast<std::size_t>(start)];
    for (int end = start + 1; end <= m_count; ++end) {
        const auto &between = m_between[static_cast<std::size_t>(end)];
        for (int i = 0; i < between.count; ++i) {
            for (int rank = 0; rank < here.count; ++rank)
                m_ways[static_cast<std::size_t>(end)].offer(following(here.items[static_cast<std::size_t>(rank)],
                                                                      between.items[static_cast<std::size_t>(i)], start,
                                                                      rank));
        }
    }
}

/** A surname goes only before a given name: its ways are kept apart, however dear they are among the ordinary ones. */
void Lattice::relaxNames(int start)
{
    const Way &best = m_ways[static_cast<std::size_t>(start)].items[0];
    const auto &named = m_named[static_cast<std::size_t>(start)];
    for (int end = start + 1; end <= m_count; ++end) {
        const auto &surnames = m_surnames[static_cast<std::size_t>(end)];
        for (int i = 0; i < surnames.count; ++i)
            m_named[static_cast<std::size_t>(end)].offer(
                following(best, surnames.items[static_cast<std::size_t>(i)], start, 0));
        const auto &givens = m_givens[static_cast<std::size_t>(end)];
        for (int i = 0; i < givens.count; ++i) {
            for (int rank = 0; rank < named.count; ++rank) {
                Way way = following(named.items[static_cast<std::size_t>(rank)],
                                    givens.items[static_cast<std::size_t>(i)], start, rank);
                way.named = true;
                m_ways[static_cast<std::size_t>(end)].offer(way);
            }
        }
    }
}

std::vector<Lattice::Sentence> Lattice::sentences() const
{
    int end = m_count;
    while (end > 0 && m_ways[static_cast<std::size_t>(end)].count == 0)
        --end;
    std::vector<Sentence> sentences;
    if (end == 0)
        return sentences;
    const auto &best = m_ways[static_cast<std::size_t>(end)];
    for (int i = 0; i < best.count; ++i) {
        const Way *way = &best.items[static_cast<std::size_t>(i)];
        Sentence sentence;
        static_cast<Reading &>(sentence) = *way;
        sentence.single = way->from == 0;
        while (way->from >= 0) {
            const auto text = m_table.text(m_table.word(way->word));
            sentence.text.prepend(QStringView(text.data(), static_cast<qsizetype>(text.size())));
            const auto from = static_cast<std::size_t>(way->from);
            const auto rank = static_cast<std::size_t>(way->rank);
            way = way->named ? &m_named[from].items[rank] : &m_ways[from].items[rank];
        }
        sentences.push_back(std::move(sentence));
    }
    return sentences;
}

} // namespace yz::pinyin
