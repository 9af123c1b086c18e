// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "words/form_pack.h"

#include <core/clock.h>

#include <QString>

namespace yz {

/** When the answer is promised for: counted from the tap, not from when the hub got to know of it. */
WallTime dueAt(const FormPack &pack, WallTime tap);

/** A time of day as people say it at `now`: "今天 14:30", "明天 02:10", else "11月25日 09:00". At +08:00. */
QString spokenTime(WallTime at, WallTime now);
/** The same for paper, which is read on another day: "11月23日 14:30". */
QString writtenTime(WallTime at);

/** {due} in a pack's text becomes the time. */
QString withDue(QString text, const QString &due);

} // namespace yz
