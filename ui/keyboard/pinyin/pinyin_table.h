// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/result.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace yz::pinyin {

/** A syllable's spelling, filled up with zeros. Sorted, so that every prefix is one contiguous range of them. */
using Spelling = std::array<char, 8>;

/** One syllable on the way from the root. Children and words end where those of the next node begin. */
struct Node
{
    std::uint32_t firstChild;
    std::uint32_t firstWord;
    std::uint16_t syllable;
    std::uint16_t reserved;
};

struct Word
{
    std::uint32_t text; ///< offset into the texts, in UTF-16 units
    std::uint16_t cost; ///< −ln(frequency) × 1000
    std::uint8_t length;
    std::uint8_t flags; ///< bit 0 rare, bits 1–2 surname, bits 3–4 given name: 0 is none, else a tier

    int surnameTier() const { return (flags >> 1) & 3; }
    int givenTier() const { return (flags >> 3) & 3; }
};

struct Range
{
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    bool empty() const { return begin >= end; }
};

/** Writes size and checksum into a blob's header, as the compiler would: for tests that alter what lies behind it. */
void seal(std::span<std::byte> blob);

/**
 * The compiled dictionary, read where it lies: a trie of syllables in breadth-first order (format: ../README.md).
 * Owner: PinyinEngine, together with the bytes. Thread: any (const). Personal data: none.
 */
class Table
{
public:
    /** Checks everything once, so that nothing needs checking later: DataMalformed with the reason. */
    static Result<Table> over(std::span<const std::byte> bytes);

    static constexpr std::uint32_t root = 0;
    Range children(std::uint32_t node) const { return {m_nodes[node].firstChild, m_nodes[node + 1].firstChild}; }
    Range words(std::uint32_t node) const { return {m_nodes[node].firstWord, m_nodes[node + 1].firstWord}; }
    std::uint16_t syllable(std::uint32_t node) const { return m_nodes[node].syllable; }
    const Word &word(std::uint32_t index) const { return m_words[index]; }
    std::u16string_view text(const Word &word) const { return m_texts.substr(word.text, word.length); }

    /** Of `children`, those whose syllable lies in `syllables`. */
    Range within(Range children, Range syllables) const;
    /** The syllables that begin with `prefix`, at most `within`. */
    Range startingWith(std::string_view prefix, Range within) const;
    Range allSyllables() const { return {0, static_cast<std::uint32_t>(m_syllables.size())}; }
    bool isSyllable(std::uint32_t index, std::string_view spelling) const;

private:
    Table() = default;
    const char *findFlaw() const;

    std::span<const Spelling> m_syllables;
    std::span<const Node> m_nodes; ///< one more than there are: the sentinel
    std::span<const Word> m_words;
    std::u16string_view m_texts;
};

} // namespace yz::pinyin
