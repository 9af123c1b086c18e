// SPDX-License-Identifier: Apache-2.0
#include "pinyin/pinyin_engine.h"

#include "pinyin/lattice.h"

#include <algorithm>
#include <bitset>

namespace yz {

Result<std::unique_ptr<InputEngine>> openPinyinEngine(const QString &blob)
{
    auto engine = pinyin::PinyinEngine::open(blob);
    if (!engine)
        return engine.error();
    return std::unique_ptr<InputEngine>(std::move(*engine));
}

namespace pinyin {

namespace {

constexpr int kSentences = 3;             ///< composed ones, among the words
constexpr qint64 kLargestBlob = 32 << 20; ///< nothing of ours is near that

struct Offer
{
    Reading reading;
    QStringView text;
};

bool better(const Offer &a, const Offer &b)
{
    if (a.reading.length != b.reading.length)
        return a.reading.length > b.reading.length;
    if (a.reading.cost != b.reading.cost)
        return a.reading.cost < b.reading.cost;
    return a.text < b.text;
}

/** A word given by initials is worth showing only where the best reading divides the letters the same way. */
bool agrees(const Reading &word, const Reading &best)
{
    if (word.incomplete == 0)
        return true;
    if (word.length == best.length)
        return word.incomplete <= best.incomplete;
    const std::uint64_t upTo = (std::uint64_t{1} << word.length) - 1; // shorter than best: fewer than 64
    return (best.ends & upTo) == word.ends;
}

std::vector<Offer> offers(const Table &table, const Lattice &lattice, const std::vector<Lattice::Sentence> &sentences)
{
    std::vector<Offer> result;
    result.reserve(lattice.words().size() + kSentences);
    const Reading &best = sentences.front();
    for (const auto &found : lattice.words()) {
        if (!agrees(found, best))
            continue;
        const auto text = table.text(table.word(found.word));
        result.push_back({found, QStringView(text.data(), static_cast<qsizetype>(text.size()))});
    }
    int composed = 0;
    for (const auto &sentence : sentences) {
        if (!sentence.single && composed++ < kSentences && sentence.incomplete <= best.incomplete)
            result.push_back({sentence, sentence.text});
    }
    return result;
}

} // namespace

PinyinEngine::PinyinEngine(std::unique_ptr<QFile> file, const Table &table) : m_file(std::move(file)), m_table(table) {}

Result<std::unique_ptr<PinyinEngine>> PinyinEngine::open(const QString &blob)
{
    auto file = std::make_unique<QFile>(blob);
    if (!file->open(QIODevice::ReadOnly))
        return {Fault::DataMalformed, "pinyin blob: cannot be opened: " + file->errorString().toStdString()};
    const qint64 size = file->size();
    if (size <= 0 || size > kLargestBlob)
        return {Fault::DataMalformed, "pinyin blob: empty, or larger than any of ours"};
    const uchar *bytes = file->map(0, size);
    if (bytes == nullptr)
        return {Fault::DataMalformed, "pinyin blob: cannot be mapped: " + file->errorString().toStdString()};
    const auto table = Table::over({reinterpret_cast<const std::byte *>(bytes), static_cast<std::size_t>(size)});
    if (!table)
        return table.error();
    return std::unique_ptr<PinyinEngine>(new PinyinEngine(std::move(file), *table));
}

Result<std::unique_ptr<PinyinEngine>> PinyinEngine::over(std::span<const std::byte> bytes)
{
    const auto table = Table::over(bytes);
    if (!table)
        return table.error();
    return std::unique_ptr<PinyinEngine>(new PinyinEngine(nullptr, *table));
}

std::vector<InputEngine::Candidate> PinyinEngine::candidates(const QString &letters, int limit) const
{
    const Letters typed(letters);
    const Lattice lattice(m_table, typed);
    const auto sentences = lattice.sentences();
    std::vector<Candidate> result;
    if (sentences.empty() || limit <= 0)
        return result;
    std::vector<Offer> all = offers(m_table, lattice, sentences);
    // A few more than asked for: the same text may come by two readings.
    const auto wanted =
        std::min<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(all.size()), std::ptrdiff_t{limit} * 5 / 4 + 8);
    std::partial_sort(all.begin(), all.begin() + wanted, all.end(), better);
    all.resize(static_cast<std::size_t>(wanted));
    result.reserve(static_cast<std::size_t>(wanted));
    std::bitset<1024> seen; // most texts are settled here; only a likely twin is looked for
    for (const Offer &offer : all) {
        if (result.size() == static_cast<std::size_t>(limit))
            break;
        const auto mark = (offer.text.front().unicode() * 31U + offer.text.back().unicode()) % seen.size();
        const auto same = [&offer](const Candidate &other) { return other.text == offer.text; };
        if (seen.test(mark) && std::any_of(result.begin(), result.end(), same))
            continue;
        seen.set(mark);
        result.push_back({offer.text.toString(), typed.keysBefore[static_cast<std::size_t>(offer.reading.length)]});
    }
    return result;
}

QString PinyinEngine::divided(const QString &letters) const
{
    const Letters typed(letters);
    const auto sentences = Lattice(m_table, typed).sentences();
    const std::uint64_t ends = sentences.empty() ? 0 : sentences.front().ends;
    QString result;
    for (std::size_t i = 0; i < typed.letters.size(); ++i) {
        if (i > 0 && (((typed.cuts >> i) & 1) != 0 || ((ends >> (i - 1)) & 1) != 0))
            result += u'\'';
        result += QLatin1Char(typed.letters[i]);
    }
    return result;
}

} // namespace pinyin
} // namespace yz
