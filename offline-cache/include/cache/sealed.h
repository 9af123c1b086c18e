// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/uuid.h>

#include <QByteArray>
#include <QString>

#include <cstdint>

namespace yz {

/**
 * A work order as the outbox sees it: bytes, and the key that makes sending them twice harmless.
 * Personal data: `body`; encrypted at rest.
 */
struct Sealed
{
    Uuid order;      ///< made by the terminal; the idempotency key at the hub
    QByteArray kind; ///< service code, e.g. "legal-aid"
    QByteArray body; ///< JSON as in hub/contract, at most 1 MiB
};

/** What the citizen takes home. Exists only once the order is durable. */
struct Ticket
{
    Uuid order;
    QString number; ///< shown and printed; unique in the network by the terminal's id in it
    std::uint64_t sequence = 0;
    QByteArray bodyDigest; ///< SHA-256, 32 bytes
};

} // namespace yz
