// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "words/catalogue.h"

namespace yz {

/** Puts into every question that asks for it what the catalogue's tables and institutions hold, before its own
 *  options. */
void offerFromTables(Catalogue &catalogue);

/** Whatever one row says of another must be there. DataMalformed with the row and what it misses. */
Result<void> checkLinks(const Catalogue &catalogue);

} // namespace yz
