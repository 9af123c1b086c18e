// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "visit/step.h"

namespace yz {

/** What is to be read of an item, an institution, a person, a lesson, a line: the same for the glass and for paper. */
struct Reading
{
    QString title;
    QString lead;
    QString number;
    std::vector<DetailView::Block> blocks;
    QStringList sources;
};
Reading readingOf(const Catalogue &words, const PageStop &page);

/** One row of a list, before it is shown. */
struct ListContents
{
    QString title;
    QString lead;
    std::vector<ListView::Chip> chips;
    std::vector<ListView::Row> rows;
};
ListContents contentsOf(const Catalogue &words, const ListStop &list);

/** What is to be seen while looking around. */
PageView pageOf(const Surroundings &around, const State &state, const Stop &stop);

} // namespace yz
