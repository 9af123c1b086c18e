// SPDX-License-Identifier: Apache-2.0
#include "laws/law_score.h"

#include "laws/fts5_of.h"
#include "laws/law_index.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace yz::laws {
namespace {

constexpr int kTextColumn = 1;
constexpr double kHeadingWeight = 0.5; ///< a word in the chapter's heading against one in the text
constexpr double kSaturation = 1.0;
constexpr double kLengthShare = 0.6;
constexpr double kNeighbourWeight = 0.5; ///< two bigrams that stand together as in the question
constexpr int kMostInstances = 512;
constexpr std::size_t kMostPhrases = 64;

/** What stands where in one article. */
struct Sums
{
    std::array<double, kMostPhrases> often{};
    std::array<bool, kMostPhrases> together{};
};

double askedOf(const ScorePlan &plan, std::int64_t key)
{
    const auto found = std::lower_bound(plan.asked.begin(), plan.asked.end(), key,
                                        [](const auto &one, std::int64_t wanted) { return one.first < wanted; });
    return found != plan.asked.end() && found->first == key ? found->second : 0;
}

int gather(const Fts5ExtensionApi *api, Fts5Context *row, const ScorePlan &plan, Sums &sums)
{
    int count = 0;
    if (const int code = api->xInstCount(row, &count); code != SQLITE_OK)
        return code;
    int lastPhrase = -1;
    int lastColumn = -1;
    int lastOffset = -1;
    for (int index = 0; index < std::min(count, kMostInstances); ++index) {
        int phrase = 0;
        int column = 0;
        int offset = 0;
        if (const int code = api->xInst(row, index, &phrase, &column, &offset); code != SQLITE_OK)
            return code;
        const auto place = static_cast<std::size_t>(phrase);
        if (place >= plan.phrases.size() || place >= kMostPhrases)
            continue;
        sums.often[place] += column == kTextColumn ? 1 : kHeadingWeight;
        if (lastPhrase >= 0 && plan.phrases[place].after == lastPhrase && column == lastColumn &&
            offset == lastOffset + 1)
            sums.together[place] = true;
        lastPhrase = phrase;
        lastColumn = column;
        lastOffset = offset;
    }
    return SQLITE_OK;
}

void score(const Fts5ExtensionApi *api, Fts5Context *row, sqlite3_context *answer, int count, sqlite3_value **values)
{
    const auto *plan =
        count == 1 ? static_cast<const ScorePlan *>(sqlite3_value_pointer(values[0], ScorePlan::kPointer)) : nullptr;
    if (plan == nullptr) {
        sqlite3_result_error(answer, "law_score needs its plan", -1);
        return;
    }
    const auto number = static_cast<std::size_t>(ArticleKey::numberOf(api->xRowid(row)));
    if (number >= plan->factor.size() || plan->factor[number] < 0)
        return; // null
    Sums sums;
    int length = 0;
    int code = gather(api, row, *plan, sums);
    if (code == SQLITE_OK)
        code = api->xColumnSize(row, kTextColumn, &length);
    if (code != SQLITE_OK) {
        sqlite3_result_error_code(answer, code);
        return;
    }
    const double relative = static_cast<double>(length) / plan->meanLength;
    const double norm = kSaturation * (1 - kLengthShare + kLengthShare * relative);
    double sum = 0;
    for (std::size_t place = 0; place < std::min(plan->phrases.size(), kMostPhrases); ++place) {
        if (sums.often[place] <= 0)
            continue;
        const double weight = plan->phrases[place].weight;
        sum += weight * sums.often[place] * (kSaturation + 1) / (sums.often[place] + norm);
        if (sums.together[place])
            sum += kNeighbourWeight * weight;
    }
    sqlite3_result_double(answer, sum * static_cast<double>(plan->factor[number]) +
                                      static_cast<double>(plan->bonus[number]) + askedOf(*plan, api->xRowid(row)));
}

} // namespace

Result<void> teachScore(sqlite3 *connection)
{
    fts5_api *api = fts5Of(connection);
    if (api == nullptr)
        return {Fault::Unsupported, "laws: this SQLite has no FTS5"};
    const int code = api->xCreateFunction(api, "law_score", nullptr, score, nullptr);
    if (code != SQLITE_OK)
        return {Fault::Internal, "laws: the score was not taken (" + std::to_string(code) + ")"};
    return {};
}

} // namespace yz::laws
