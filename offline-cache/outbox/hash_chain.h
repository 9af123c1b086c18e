// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/uuid.h>

#include <QByteArray>

#include <cstdint>

namespace yz::outbox {

/** hash(0) of an epoch: 32 zero bytes. */
QByteArray chainStart();

/** hash(n) as in hub/contract: SHA-256(hash(n-1) ‖ order ‖ n as 8 bytes big-endian ‖ SHA-256(body)). */
QByteArray chained(const QByteArray &previous, const Uuid &order, std::uint64_t seq, const QByteArray &bodyDigest);

} // namespace yz::outbox
