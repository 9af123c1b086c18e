// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "outbox/outbox_feed.h"
#include "store/database.h"

#include <core/clock.h>

#include <functional>

namespace yz::outbox {

/**
 * The orders of one database: their places, their states, the chain.
 * Owner: SecureStore. Thread: its. Errors: as OrderStore. Personal data: bodies pass through.
 */
class Outbox
{
public:
    /** Makes sure, before it is used, that a serial is noted outside the database. */
    using ReserveSerial = std::function<Result<void>(std::uint64_t)>;

    Outbox(store::Database &db, const QByteArray &terminal, const Clock &clock, ReserveSerial reserve);
    /** Finds or begins the epoch; `floor`: serials up to here may have been given by a lost database. */
    Result<void> open(std::uint64_t floor);

    /** Inside the caller's transaction. An order taken over from a damaged database brings its `number` along. */
    Result<Ticket> put(const Sealed &sealed, const QString &number = {});
    /** The ticket an order has; Conflict when it has other content. Nothing when it is new. */
    Result<std::optional<Ticket>> existing(const Sealed &sealed);
    Result<OrderSummary> find(const Uuid &order);
    Result<Uuid> orderOf(const QString &plainNumber);
    Result<void> noteSlip(const Uuid &order, SlipState state);
    Result<OutboxCount> count();
    Result<std::vector<WaitingOrder>> waiting(int most);
    Result<std::optional<WallTime>> lastDelivered();

    /** The oldest that are ready, up to `most` of them or `bytes` of bodies; at least one if there is one. */
    Result<std::vector<Row>> ready(int most, qsizetype bytes);
    Result<std::optional<Row>> nextReady();
    Result<std::optional<Row>> rowAt(std::uint64_t seq);
    Result<bool> markAcked(const Uuid &order, const QByteArray &receipt);
    /** In the caller's transaction. */
    Result<bool> markRejected(const Uuid &order, const QByteArray &reason);
    /** In the caller's transaction. `owedFrom` is a position over all epochs. */
    Result<void> beginEpoch(const QByteArray &why, std::optional<std::uint64_t> owedFrom);
    std::uint64_t positionOf(std::uint64_t seq) const { return m_epoch.base + seq; }

    struct Step
    {
        Reconciled outcome;
        std::optional<std::uint64_t> owedFrom; ///< with EpochBegun: for the caller to begin it
    };
    /** Only compares. */
    Result<Step> compare(const HubStanding &hub);
    /** Lets go the bodies acknowledged before `moment`. */
    Result<void> purge(WallTime moment);
    /** After a rolled back transaction: what is remembered may be ahead of the file. */
    Result<void> reload();

private:
    struct Epoch
    {
        std::int64_t n = 0;
        QByteArray id;
        std::uint64_t base = 0;
    };
    struct Head
    {
        std::uint64_t pos = 0; ///< the last place used, in any epoch
        QByteArray hash;       ///< the chain's end in the current epoch
    };
    Result<Head> head();
    Result<Step> compareSameEpoch(const HubStanding &hub, const Head &head);
    Result<Step> compareOtherEpoch(const HubStanding &hub);
    Result<std::optional<Row>> rowAtPosition(std::uint64_t pos);
    Result<bool> any(store::Query &&query);

    store::Database &m_db;
    QByteArray m_terminal;
    const Clock &m_clock;
    ReserveSerial m_reserve;
    QString m_bootId;
    Epoch m_epoch;
    std::uint64_t m_nothingReadyBefore = 0; ///< saves scanning what was settled long ago
};

} // namespace yz::outbox
