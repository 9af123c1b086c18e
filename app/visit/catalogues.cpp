// SPDX-License-Identifier: Apache-2.0
#include "visit/catalogues.h"

namespace yz {

Result<Catalogues> readCatalogues(const std::vector<CatalogueRow> &rows, const CatalogueVersion &version)
{
    auto chinese = readCatalogue(rows, Language::Chinese, version);
    if (!chinese)
        return chinese.error();
    auto english = readCatalogue(rows, Language::English, version);
    if (!english)
        return english.error();
    return Catalogues{*std::move(chinese), *std::move(english)};
}

} // namespace yz
