// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "visit/stops.h"

#include <core/clock.h>
#include <printer/print_document.h>
#include <words/catalogue.h>

namespace yz {

/**
 * What is on screen at a stop, on paper to be taken along: a checklist, an address, a lesson, an article. In the
 * citizen's language, under its Chinese title, so that an office knows what it is about. Empty where there is no paper.
 */
PrintDocument sheetFor(const Catalogue &words, const Catalogue &chinese, const Stop &stop, const QString &place,
                       WallTime now);

} // namespace yz
