// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "staff/standing.h"

#include <QByteArray>

namespace yz::staff {

/** What was seen of the parts, as it outlives the program: a small JSON text. No personal data. */
QByteArray writtenTrials(const Trials &trials);
/** What can be understood of it; a text that was damaged knows nothing, and so claims nothing. At most 4 KiB. */
Trials readTrials(const QByteArray &json);

} // namespace yz::staff
