// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cache/sealed.h"

#include <core/secret.h>

#include <QString>

#include <cstdint>
#include <vector>

namespace yz::store {

/** An order read out of a damaged file, whole by its own digest. Personal data: the body. */
struct SavedOrder
{
    Sealed sealed;
    QString number;
};

/**
 * The orders not yet delivered that can still be read from a damaged file, in sequence. One bad page makes one
 * connection useless, not the file: each order is tried by itself. The file is copied first and itself not touched.
 */
std::vector<SavedOrder> readyOrdersOf(const QString &damaged, const SecretBytes &key, std::uint64_t highestSerial);

} // namespace yz::store
