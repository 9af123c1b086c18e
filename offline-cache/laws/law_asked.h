// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "laws/law_question.h"

#include <cstdint>
#include <unordered_map>
#include <utility>
#include <vector>

namespace yz::laws {

/**
 * How people ask after an article that the law words quite otherwise (楼上扔东西砸伤 for 从建筑物中抛掷物品). Thesaurus
 * needs its entry to the letter; this one finds by likeness: pairs of characters in common, the rare ones count most.
 * Thread: its owner's.
 */
class AskedArticles
{
public:
    void add(const QStringList &say, const std::vector<Citation> &at);
    /** After the last one. */
    void finish();

    struct Found
    {
        Citation at;
        double score = 0;
    };
    /** The likest first, at most `most`. From normalised words. */
    std::vector<Found> in(const QString &words, std::size_t most) const;

private:
    struct Posting
    {
        std::uint32_t row = 0;
        float often = 0;
    };
    struct Row
    {
        std::vector<Citation> at;
        float length = 0;
    };

    double rarity(std::size_t rows) const;

    std::vector<Row> m_rows;
    std::unordered_map<std::uint64_t, std::vector<Posting>> m_postings;
    double m_meanLength = 1;
};

} // namespace yz::laws
