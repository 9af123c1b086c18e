// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/result.h>

#include <QByteArray>
#include <QStringList>

namespace yz::stick {

constexpr QLatin1StringView kRoot("::/yizhan"); ///< as mtools call the folder that is ours

/**
 * The names below `kRoot`, in order, of what `mdir -b -/` printed: one path a line, folders with a slash at their end.
 * What terminals wrote (`out/`) and what a desk's own system left behind (".DS_Store", "._open.yzb") is passed over.
 * BadInput: a name or a depth that no stick of ours has, or more than `kMostFiles`.
 */
Result<QStringList> namesIn(const QByteArray &listing);

} // namespace yz::stick
