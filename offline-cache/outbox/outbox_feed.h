// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cache/order_store.h"

#include <core/result.h>
#include <core/uuid.h>

#include <QByteArray>

#include <cstdint>
#include <optional>

namespace yz::outbox {

/** One order and its place in the sequence. Personal data: `body`. */
struct Row
{
    Uuid order;
    QByteArray body; ///< null when purged
    QByteArray digest;
    QByteArray epoch;
    std::uint64_t seq = 0;
    QByteArray previous; ///< hash(seq - 1)
    OrderState state = OrderState::Ready;
    QByteArray number = {}; ///< on the citizen's slip
};

/** Where the hub thinks this terminal stands. */
struct HubStanding
{
    QByteArray epoch; ///< empty: never heard of it
    std::uint64_t nextSeq = 1;
    QByteArray lastHash;
};

/** What came of comparing the two ends. */
struct Reconciled
{
    enum class What {
        InStep,     ///< go on with what is ready
        Resend,     ///< the hub lost orders that are still held: from `from` on, also those acknowledged
        EpochBegun, ///< the two histories cannot be joined: a new epoch stands, `why` is to be alarmed
    };
    What what = What::InStep;
    std::uint64_t from = 0;
    Error why;
};

/** Whether a refusal took the order's position at the hub (a tombstone) or left it open. */
enum class Position { Taken, Open };

/**
 * The courier's side of the store. Every change is durable on return.
 * Owner: the store. Thread: the store's worker. Errors: as OrderStore.
 */
class OutboxFeed
{
public:
    virtual ~OutboxFeed() = default;
    virtual Result<std::optional<Row>> nextReady() = 0;
    /** In the current epoch; nothing when there is no such place. */
    virtual Result<std::optional<Row>> rowAt(std::uint64_t seq) = 0;
    /** True when it was not acknowledged before. */
    virtual Result<bool> markAcked(const Uuid &order, const QByteArray &receipt) = 0;
    /** True when it was not rejected before. An open position begins a new epoch in the same transaction, since what
     *  follows cannot be joined to it. */
    virtual Result<bool> markRejected(const Uuid &order, const QByteArray &reason, Position position) = 0;
    virtual Result<Reconciled> reconcile(const HubStanding &hub) = 0;
    /** Carries what is ready into a new epoch, and what was acknowledged from `owedFrom` on and is still held. */
    virtual Result<void> beginEpoch(const QByteArray &why, std::optional<std::uint64_t> owedFrom) = 0;
    /** Nothing left to send: fold the log, let go what was kept long enough. */
    virtual Result<void> rest() = 0;
};

} // namespace yz::outbox
