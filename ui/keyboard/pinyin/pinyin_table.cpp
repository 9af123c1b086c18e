// SPDX-License-Identifier: Apache-2.0
#include "pinyin/pinyin_table.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace yz::pinyin {

namespace {

static_assert(std::endian::native == std::endian::little, "the blob is read where it lies");
static_assert(sizeof(Node) == 12 && sizeof(Word) == 8 && sizeof(Spelling) == 8);

struct Section
{
    std::uint32_t count;
    std::uint32_t offset;
};

struct Header
{
    std::array<char, 8> magic;
    std::uint32_t version;
    std::uint32_t size;
    std::uint64_t checksum;
    std::array<Section, 4> sections;
    std::uint64_t reserved;
};
static_assert(sizeof(Header) == 64);

constexpr std::string_view kMagic = "YZPINYIN";
constexpr std::uint32_t kVersion = 1;
constexpr std::size_t kChecked = offsetof(Header, sections);

/** As in yizhan-dictc. Four lanes, because a single chain of multiplications would take a millisecond. */
std::uint64_t checksum(std::span<const std::byte> bytes)
{
    constexpr std::uint64_t prime = 0x9E3779B97F4A7C15U;
    std::array<std::uint64_t, 4> lanes{1, 2, 3, 4};
    const auto take = [&lanes](const std::byte *block) {
        for (std::size_t lane = 0; lane < lanes.size(); ++lane) {
            std::uint64_t word = 0;
            std::memcpy(&word, block + lane * sizeof word, sizeof word);
            const std::uint64_t mixed = (lanes[lane] ^ word) * prime;
            lanes[lane] = mixed ^ (mixed >> 29);
        }
    };
    constexpr std::size_t step = 32;
    std::size_t at = 0;
    for (; at + step <= bytes.size(); at += step)
        take(bytes.data() + at);
    if (at < bytes.size()) {
        std::array<std::byte, step> rest{};
        std::copy(bytes.begin() + static_cast<std::ptrdiff_t>(at), bytes.end(), rest.begin());
        take(rest.data());
    }
    std::uint64_t result = 0;
    for (const std::uint64_t lane : lanes) {
        result = (result ^ lane) * prime;
        result ^= result >> 32;
    }
    return result;
}

/** The section's `count` elements and `extra` more, or nothing when they do not lie inside the bytes. */
template <class T>
std::span<const T> sectionOf(std::span<const std::byte> bytes, Section section, std::uint32_t extra = 0)
{
    const std::uint64_t length = (std::uint64_t{section.count} + extra) * sizeof(T);
    if (section.count == 0 || section.offset % alignof(std::uint64_t) != 0 || section.offset < sizeof(Header) ||
        section.offset > bytes.size() || length > bytes.size() - section.offset)
        return {};
    return {reinterpret_cast<const T *>(bytes.data() + section.offset), std::size_t{section.count} + extra};
}

std::string_view view(const Spelling &spelling)
{
    return {spelling.data(), strnlen(spelling.data(), spelling.size())};
}

Error malformed(const char *why)
{
    return {Fault::DataMalformed, std::string("pinyin blob: ") + why};
}

} // namespace

void seal(std::span<std::byte> blob)
{
    Header header{};
    if (blob.size() < sizeof header)
        return;
    std::memcpy(&header, blob.data(), sizeof header);
    header.size = static_cast<std::uint32_t>(blob.size());
    header.checksum = checksum(blob.subspan(kChecked));
    std::memcpy(blob.data(), &header, sizeof header);
}

Result<Table> Table::over(std::span<const std::byte> bytes)
{
    Header header{};
    if (bytes.size() < sizeof header)
        return malformed("shorter than its header");
    if (reinterpret_cast<std::uintptr_t>(bytes.data()) % alignof(std::uint64_t) != 0)
        return malformed("not aligned in memory");
    std::memcpy(&header, bytes.data(), sizeof header);
    if (std::string_view(header.magic.data(), header.magic.size()) != kMagic)
        return malformed("not a pinyin blob (magic)");
    if (header.version != kVersion)
        return malformed("another version");
    if (header.size != bytes.size())
        return malformed("not as long as it says");
    if (header.checksum != checksum(bytes.subspan(kChecked)))
        return malformed("checksum does not hold");
    Table table;
    table.m_syllables = sectionOf<Spelling>(bytes, header.sections[0]);
    table.m_nodes = sectionOf<Node>(bytes, header.sections[1], 1);
    table.m_words = sectionOf<Word>(bytes, header.sections[2]);
    const auto texts = sectionOf<char16_t>(bytes, header.sections[3]);
    table.m_texts = {texts.data(), texts.size()};
    if (table.m_syllables.empty() || table.m_nodes.empty() || table.m_words.empty() || table.m_texts.empty())
        return malformed("a section is empty or lies outside the file");
    if (const char *flaw = table.findFlaw())
        return malformed(flaw);
    return table;
}

/** Every index that decoding will follow, checked in one pass. */
const char *Table::findFlaw() const
{
    for (std::size_t i = 0; i < m_syllables.size(); ++i) {
        const std::string_view spelling = view(m_syllables[i]);
        if (spelling.empty() || spelling.size() == m_syllables[i].size() ||
            !std::all_of(spelling.begin(), spelling.end(), [](char c) { return c >= 'a' && c <= 'z'; }))
            return "a syllable is not one of letters";
        if (i > 0 && view(m_syllables[i - 1]) >= spelling)
            return "syllables are not in order";
    }
    const std::size_t count = m_nodes.size() - 1;
    if (m_nodes[0].firstChild != 1 || m_nodes[0].firstWord != 0 || m_nodes[count].firstChild != count ||
        m_nodes[count].firstWord != m_words.size())
        return "the trie does not cover its nodes and words";
    for (std::size_t i = 0; i < count; ++i) {
        if (m_nodes[i].firstChild > m_nodes[i + 1].firstChild || m_nodes[i].firstWord > m_nodes[i + 1].firstWord)
            return "node ranges run backwards";
        if (m_nodes[i].firstChild <= i && m_nodes[i].firstChild != m_nodes[i + 1].firstChild)
            return "a child stands before its parent";
        if (m_nodes[i].syllable >= m_syllables.size())
            return "a node names no syllable";
    }
    for (std::size_t i = 0; i < count; ++i) {
        for (std::uint32_t child = m_nodes[i].firstChild + 1; child < m_nodes[i + 1].firstChild; ++child) {
            if (m_nodes[child - 1].syllable >= m_nodes[child].syllable)
                return "siblings are not in order";
        }
    }
    const auto outside = [this](const Word &word) {
        return word.length == 0 || word.text > m_texts.size() || word.length > m_texts.size() - word.text;
    };
    return std::any_of(m_words.begin(), m_words.end(), outside) ? "a word lies outside the texts" : nullptr;
}

Range Table::within(Range children, Range syllables) const
{
    const auto *first = m_nodes.data() + children.begin;
    const auto *last = m_nodes.data() + children.end;
    const auto below = [](const Node &node, std::uint32_t syllable) { return node.syllable < syllable; };
    const auto *from = std::lower_bound(first, last, syllables.begin, below);
    const auto *to = syllables.end - syllables.begin == 1
                         ? (from != last && from->syllable == syllables.begin ? from + 1 : from)
                         : std::lower_bound(from, last, syllables.end, below);
    return {static_cast<std::uint32_t>(from - m_nodes.data()), static_cast<std::uint32_t>(to - m_nodes.data())};
}

Range Table::startingWith(std::string_view prefix, Range within) const
{
    const auto cut = [&](const Spelling &s) { return view(s).substr(0, prefix.size()); };
    const auto first = m_syllables.begin() + within.begin;
    const auto last = m_syllables.begin() + within.end;
    const auto from = std::partition_point(first, last, [&](const Spelling &s) { return cut(s) < prefix; });
    const auto to = std::partition_point(from, last, [&](const Spelling &s) { return cut(s) == prefix; });
    return {static_cast<std::uint32_t>(from - m_syllables.begin()),
            static_cast<std::uint32_t>(to - m_syllables.begin())};
}

bool Table::isSyllable(std::uint32_t index, std::string_view spelling) const
{
    return view(m_syllables[index]) == spelling;
}

} // namespace yz::pinyin
