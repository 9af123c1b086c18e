// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "pinyin/pinyin_table.h"

#include <QString>

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace yz::pinyin {

constexpr int kMostLetters = 64; ///< more are not looked at: one bit each in a mask of syllable ends

/** What was typed, without dividers, and what each divider means. */
struct Letters
{
    /** Takes a–z, A–Z and ' up to the first key that is none of these. */
    explicit Letters(const QString &typed);

    std::string letters;
    std::uint64_t cuts = 0; ///< bit p: a divider stands before letter p
    std::array<int, kMostLetters + 1>
        keysBefore{}; ///< keys that the first p letters took, dividers behind them included
};

/** A way to read some letters. Costs add up; less is better. */
struct Reading
{
    int cost = 0;
    int incomplete = 0;     ///< syllables given by their beginning only
    std::uint64_t ends = 0; ///< bit p: letter p is the last of its syllable
    int length = 0;         ///< letters that it stands for
};

/**
 * All words over all positions of the typed letters, and the best ways through them.
 * Owner: one call of the engine. Personal data: what is being typed, for the time of that call.
 */
class Lattice
{
public:
    Lattice(const Table &table, const Letters &letters);

    struct WordReading : Reading
    {
        std::uint32_t word = 0;
    };
    struct Sentence : Reading
    {
        QString text;
        bool single = false; ///< one word, which stands among `words` too
    };
    /** Every word that begins with the first letter, in no order. */
    const std::vector<WordReading> &words() const { return m_words; }
    /** The best ways to read as many letters as can be read, best first. */
    std::vector<Sentence> sentences() const;

private:
    static constexpr int kWays = 6; ///< ways kept at each position
    static constexpr int kSame = 3; ///< words kept between the same two positions

    struct Way : Reading
    {
        std::uint32_t word = 0;
        std::int16_t from = -1; ///< position before the last word
        std::int16_t rank = 0;  ///< which way there
        bool named = false;     ///< that way is one of m_named
    };
    template <class T, int N>
    struct Best ///< the N cheapest, in order
    {
        std::array<T, N> items;
        int count = 0;
        void offer(const T &item);
    };
    struct Part ///< one syllable's letters
    {
        int end;
        Range syllables; ///< those that begin so
        bool exact;      ///< the first of them is spelled so; else the part may stand for any of them
    };

    void findParts();
    void dropDeadEnds();
    void wordsFrom(int start);
    void descend(std::uint32_t node, int at, const Reading &soFar);
    void step(Range nodes, const Part &part, const Reading &soFar, int incomplete);
    void take(std::uint32_t node, int end, const Reading &reading);
    void takeName(int end, const WordReading &found);
    void relax(int start);
    void relaxNames(int start);
    static Way following(const Way &before, const WordReading &last, int start, int rank);

    const Table &m_table;
    const Letters &m_letters;
    int m_count;
    int m_start = 0;
    int m_budget;
    std::vector<std::vector<Part>> m_parts;           ///< by first letter
    std::vector<Best<WordReading, kSame>> m_between;  ///< by end, for m_start
    std::vector<Best<WordReading, kSame>> m_surnames; ///< likewise, at a name's cost
    std::vector<Best<WordReading, kSame>> m_givens;
    std::vector<Best<Way, kWays>> m_ways;  ///< by end, from the beginning
    std::vector<Best<Way, kSame>> m_named; ///< those whose last word is a surname, at a name's cost
    std::vector<WordReading> m_words;
};

} // namespace yz::pinyin
