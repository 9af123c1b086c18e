// SPDX-License-Identifier: Apache-2.0
#include "laws/law_snippet.h"

#include <algorithm>
#include <vector>

namespace yz::laws {
namespace {

constexpr qsizetype kLength = 118; ///< and an ellipsis on either side
constexpr qsizetype kMostText = 20000;
constexpr std::size_t kMostPlaces = 600;
constexpr qsizetype kRunUp = 24; ///< how far back a sentence's beginning is looked for

struct Place
{
    qsizetype begin;
    qsizetype length;
    qsizetype word;
};

std::vector<Place> placesOf(const QString &text, const QStringList &words)
{
    std::vector<Place> places;
    for (qsizetype word = 0; word < words.size(); ++word) {
        const QString &wanted = words[word];
        if (wanted.isEmpty())
            continue; // is everywhere
        for (qsizetype at = text.indexOf(wanted, 0, Qt::CaseInsensitive); at >= 0 && places.size() < kMostPlaces;
             at = text.indexOf(wanted, at + 1, Qt::CaseInsensitive))
            places.push_back({at, wanted.size(), word});
    }
    std::sort(places.begin(), places.end(),
              [](const Place &one, const Place &other) { return one.begin < other.begin; });
    return places;
}

/** Where the stretch with the most different words begins. Two ends that only go forward: a text may be all places. */
qsizetype bestBegin(const std::vector<Place> &places, qsizetype words)
{
    std::vector<int> inside(static_cast<std::size_t>(words), 0);
    qsizetype best = 0;
    qsizetype bestWorth = 0;
    qsizetype worth = 0;
    std::size_t next = 0;
    for (const auto &first : places) {
        for (; next < places.size() && places[next].begin <= first.begin + kLength - 2 * kRunUp; ++next)
            if (inside[static_cast<std::size_t>(places[next].word)]++ == 0)
                worth += places[next].length;
        if (worth > bestWorth) {
            bestWorth = worth;
            best = first.begin;
        }
        if (--inside[static_cast<std::size_t>(first.word)] == 0)
            worth -= first.length;
    }
    return best;
}

/** Back to where the sentence begins, if that is near. */
qsizetype sentenceBegin(const QString &text, qsizetype at)
{
    for (qsizetype back = at; back > std::max<qsizetype>(0, at - kRunUp); --back)
        if (QStringView(u"。；\n：").contains(text[back - 1]))
            return back;
    return at <= kRunUp ? 0 : at;
}

} // namespace

Snippet snippetOf(const QString &whole, const QStringList &words)
{
    const QString text = whole.left(kMostText);
    const auto places = placesOf(text, words);
    const qsizetype begin = places.empty() ? 0 : sentenceBegin(text, bestBegin(places, words.size()));
    const qsizetype length = std::min(kLength, text.size() - begin);
    Snippet snippet;
    const qsizetype lead = begin > 0 ? 1 : 0;
    snippet.text = (lead > 0 ? QStringLiteral("…") : QString()) + text.mid(begin, length) +
                   (begin + length < whole.size() ? QStringLiteral("…") : QString());
    snippet.text.replace(u'\n', u' ');
    for (const auto &place : places) {
        if (place.begin < begin || place.begin + place.length > begin + length)
            continue;
        const int from = static_cast<int>(place.begin - begin + lead);
        const int end = from + static_cast<int>(place.length);
        if (!snippet.marks.empty() && from <= snippet.marks.back().first + snippet.marks.back().second) {
            auto &last = snippet.marks.back();
            last.second = std::max(last.first + last.second, end) - last.first;
        } else {
            snippet.marks.emplace_back(from, end - from);
        }
    }
    return snippet;
}

} // namespace yz::laws
