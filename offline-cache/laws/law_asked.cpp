// SPDX-License-Identifier: Apache-2.0
#include "laws/law_asked.h"

#include "laws/cjk_tokens.h"
#include "laws/law_shelf.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace yz::laws {
namespace {

constexpr std::size_t kMostRows = 50000;
constexpr double kCharacterWeight = 0.8; ///< one character in common against a pair
constexpr double kSaturation = 1.2;
constexpr double kLengthShare = 0.2;

/** What a text is compared by: its pairs and its single hanzi, each with its weight, once. */
std::map<std::uint64_t, double> featuresOf(const QString &words)
{
    std::map<std::uint64_t, double> all;
    for (const auto &run : withoutStopPhrases(words).split(u' ', Qt::SkipEmptyParts)) {
        for (const auto &token : tokens(run.toUtf8().toStdString(), Cut::Query))
            all.emplace(fingerprint(token.text), 1.0);
        for (const QChar one : run)
            if (one.unicode() >= 0x4E00)
                all.emplace(fingerprint(QString(one).toUtf8().toStdString()), kCharacterWeight);
    }
    return all;
}

} // namespace

void AskedArticles::add(const QStringList &say, const std::vector<Citation> &at)
{
    if (at.empty() || m_rows.size() >= kMostRows)
        return;
    std::map<std::uint64_t, double> often;
    for (const auto &one : say)
        for (const auto &[feature, weight] : featuresOf(normalised(one)))
            often[feature] += weight;
    Row row{at, 0};
    for (const auto &[feature, count] : often) {
        m_postings[feature].push_back({static_cast<std::uint32_t>(m_rows.size()), static_cast<float>(count)});
        row.length += static_cast<float>(count);
    }
    m_rows.push_back(std::move(row));
}

void AskedArticles::finish()
{
    double all = 0;
    for (const auto &row : m_rows)
        all += static_cast<double>(row.length);
    m_meanLength = m_rows.empty() ? 1 : std::max(1.0, all / static_cast<double>(m_rows.size()));
}

double AskedArticles::rarity(std::size_t rows) const
{
    const auto all = static_cast<double>(m_rows.size());
    const auto with = static_cast<double>(rows);
    return std::log(1 + (all - with + 0.5) / (with + 0.5));
}

std::vector<AskedArticles::Found> AskedArticles::in(const QString &words, std::size_t most) const
{
    std::unordered_map<std::uint32_t, double> scores;
    for (const auto &[feature, weight] : featuresOf(words)) {
        const auto postings = m_postings.find(feature);
        if (postings == m_postings.end())
            continue;
        const double worth = weight * rarity(postings->second.size());
        for (const auto &posting : postings->second) {
            const double often = static_cast<double>(posting.often) / weight;
            const double relative = static_cast<double>(m_rows[posting.row].length) / m_meanLength;
            scores[posting.row] += worth * often * (kSaturation + 1) /
                                   (often + kSaturation * (1 - kLengthShare + kLengthShare * relative));
        }
    }
    std::vector<std::pair<double, std::uint32_t>> order;
    for (const auto &[row, score] : scores)
        order.emplace_back(score, row);
    const auto kept = static_cast<std::ptrdiff_t>(std::min(most, order.size()));
    std::partial_sort(order.begin(), order.begin() + kept, order.end(), [](const auto &one, const auto &other) {
        return std::pair(-one.first, one.second) < std::pair(-other.first, other.second);
    });
    std::vector<Found> found;
    for (std::ptrdiff_t place = 0; place < kept && found.size() < most; ++place)
        for (const auto &at : m_rows[order[static_cast<std::size_t>(place)].second].at)
            found.push_back({at, order[static_cast<std::size_t>(place)].first});
    return found;
}

} // namespace yz::laws
