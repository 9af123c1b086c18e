// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "laws/law_score.h"
#include "laws/law_shelf.h"

#include <QByteArray>
#include <QStringList>

namespace yz::laws {

/** A question in words, made ready for the index. */
struct WordPlan
{
    QByteArray match;          ///< FTS5 expression; every term quoted; empty: nothing to look for
    ScorePlan score;           ///< phrases only: the laws are filled in by the search
    bool onlyFrequent = false; ///< nothing but words that stand in every other article: ranking them would take long
    QStringList understoodAs;
    QStringList marks;                     ///< what to mark in a snippet
    std::vector<std::uint64_t> titleWords; ///< what counts when it stands in a title
};

/** From normalised words, by what the shelf knows. */
WordPlan planFor(const QString &words, const LawShelf &shelf);

} // namespace yz::laws
