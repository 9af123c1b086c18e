// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "outbox/outbox_feed.h"

#include <core/result.h>

#include <vector>

namespace yz::outbox {

/** What one parcel holds at most: bodies, and orders. Older ones go first. */
constexpr qsizetype kMostParcelBytes = 16 * 1024 * 1024;
constexpr int kMostParcelOrders = 2000;

/**
 * The sealed part of a parcel (hub/contract, "Orders on a stick"): only who has the private half of `hubKey`
 * (X25519, 32 bytes) reads it. Errors: BadInput for a key that is none. Personal data: the bodies, sealed on return.
 */
Result<QByteArray> sealParcel(const QByteArray &terminal, const std::vector<Row> &rows, const QByteArray &hubKey);

} // namespace yz::outbox
