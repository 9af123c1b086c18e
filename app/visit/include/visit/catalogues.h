// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <words/catalogue.h>

namespace yz {

/** One catalogue in every language a citizen may choose. What is sent and kept is always made from the Chinese one. */
struct Catalogues
{
    Catalogue chinese;
    Catalogue english;
    const Catalogue &in(Language language) const { return language == Language::English ? english : chinese; }
};

/** DataMalformed with the row's type, id and place; nothing is taken from rows that do not fit together. */
Result<Catalogues> readCatalogues(const std::vector<CatalogueRow> &rows, const CatalogueVersion &version);

} // namespace yz
