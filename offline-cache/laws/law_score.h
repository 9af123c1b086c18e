// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/result.h>

#include <cstdint>
#include <utility>
#include <vector>

struct sqlite3;

namespace yz::laws {

/** What one phrase of the question is worth where it stands, and which one it follows in the question. */
struct ScoredPhrase
{
    double weight = 0; ///< times its rarity
    int after = -1;    ///< index of the phrase one character earlier; -1: none
};

/** What `law_score` is told of one question; handed over as a pointer, alive while the statement runs. */
struct ScorePlan
{
    static constexpr const char *kPointer = "yz-law-plan";
    static constexpr float kNotWanted = -1;

    std::vector<ScoredPhrase> phrases;
    std::vector<float> factor; ///< by law number: what a law's rank is worth, or kNotWanted
    std::vector<float> bonus;  ///< by law number: for the words in its title
    /** By key, sorted: articles people mean when they ask so, and what that is worth. */
    std::vector<std::pair<std::int64_t, double>> asked;
    double meanLength = 1;
};

/** The name under which the pointer passes, and the function `law_score(law_fts, plan)`: higher is better, null for a
 *  law that is not wanted. */
Result<void> teachScore(sqlite3 *connection);

} // namespace yz::laws
