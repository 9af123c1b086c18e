// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <words/catalogue.h>

#include <QtGlobal>

namespace yz {

/** The catalogue that comes with the program. */
inline Catalogue builtInCatalogue(Language language = Language::Chinese)
{
    const auto rows = builtInRows();
    if (!rows)
        qFatal("%s", rows.error().detail.c_str());
    auto catalogue = readCatalogue(*rows, language, {});
    if (!catalogue)
        qFatal("%s", catalogue.error().detail.c_str());
    return *std::move(catalogue);
}

inline std::map<QString, FormPack> builtInForms()
{
    return builtInCatalogue().forms;
}

} // namespace yz
