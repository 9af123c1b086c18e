// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

namespace yz {

/** How often `masked` (each byte XOR 0x5A) stands in the writable memory of this process. */
int timesInMemory(const QByteArray &masked);

} // namespace yz
