// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cache/sealed.h"

#include <core/clock.h>
#include <core/event_log.h>
#include <core/result.h>
#include <core/secret.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace yz {

/** A half-filled form as found again. Personal data: the values. */
struct Draft
{
    struct Entry
    {
        QString field;
        QString value;
    };
    Uuid id;
    QString service;
    QString packVersion;
    std::vector<Entry> entries; ///< the last value per field, in the order first answered
};

/** How printing a ticket's slip stands, as journalled. */
enum class SlipState { Queued, Sent, Confirmed, Failed, Unknown };

/** Where an order stands between terminal and hub. */
enum class OrderState { Ready, Acked, Rejected };

struct OrderSummary
{
    Ticket ticket;
    OrderState state = OrderState::Ready;
    SlipState slip = SlipState::Queued;
};

/** Orders that the hub does not have, in a form that only the hub can read. */
struct SealedOrders
{
    QByteArray bytes;
    int orders = 0; ///< in it, the oldest
    int left = 0;   ///< that it had no room for
};

/** What the outbox holds; for the status line and the staff's queue view. */
struct OutboxCount
{
    std::uint64_t pending = 0;
    std::uint64_t acked = 0;
    std::uint64_t rejected = 0;
};

/** An order that the hub does not have, or refused; for the staff's queue. No personal data: not a word of its body. */
struct WaitingOrder
{
    Uuid order;
    QString number;
    QByteArray kind;
    WallTime since{}; ///< the tap
    bool isSinceTrusted = false;
    OrderState state = OrderState::Ready;
    QByteArray reason; ///< with Rejected: the hub's code
};

/**
 * The encrypted file of drafts, work orders and the outbox (`secure.db`): SQLCipher, WAL, synchronous=FULL.
 * A call that returned success is durable.
 * Owner: `app/main`, used through a Worker (core/worker.h): calls block on the disk. Thread: one at a time.
 * Errors: StoreDamaged, StoreFull, KeyMissing, NotFound, Conflict, BadInput; DeviceBusy when another process has it;
 * Unsupported when this build would write plaintext, or a later one made the file.
 * Personal data: all of it, encrypted at rest.
 */
class OrderStore
{
public:
    struct Options
    {
        QString directory;   ///< holds secure.db and the ballast file; made when missing, mode 0700
        QByteArray terminal; ///< this terminal's id: part of every ticket number
        /** Room held back on the same disk, given up when it is full so that the order in hand still fits. */
        std::int64_t ballastBytes = 16 * 1024 * 1024;
        int maxPages = 65'536; ///< of 4 KiB; beyond it the store is full, whatever the disk says
        /** An acknowledged order's body is kept this long, to be sent again should the hub lose it. */
        Milliseconds keepAcked = std::chrono::days(7);
        Milliseconds keepDrafts = std::chrono::days(30);
    };
    /** Opens or makes the file. A damaged one is renamed `.damaged-<time>`, never deleted, and a new epoch begins. */
    static Result<std::unique_ptr<OrderStore>> open(const Options &options, const SecretBytes &key, const Clock &clock,
                                                    EventLog &log);
    virtual ~OrderStore() = default;

    virtual Result<Uuid> beginDraft(const QString &service, const QString &packVersion) = 0;
    virtual Result<void> journal(const Uuid &draft, const QString &field, const QString &value) = 0;
    virtual Result<Draft> loadDraft(const Uuid &draft) = 0;
    virtual Result<void> discardDraft(const Uuid &draft) = 0;

    /** Work order, outbox row, ticket number and the end of its draft in one transaction. The same order again with the
     *  same body gives the same ticket; with another body, Conflict. */
    virtual Result<Ticket> put(const Sealed &sealed, const std::optional<Uuid> &draft) = 0;
    virtual Result<void> noteSlip(const Uuid &order, SlipState state) = 0;
    virtual Result<OrderSummary> find(const Uuid &order) = 0;
    /** The order whose slip bears this number, if it was made here. NotFound otherwise. */
    virtual Result<Uuid> orderOf(const QString &number)
    {
        (void)number;
        return {Fault::NotFound, "this store does not look orders up"};
    }
    virtual Result<OutboxCount> count() = 0;
    /** What the hub does not have: those that still wait, oldest first, then those that it refused. */
    virtual Result<std::vector<WaitingOrder>> waiting(int most)
    {
        (void)most;
        return {Fault::Unsupported, "this store does not list its orders"};
    }
    /** Seals what waits to the hub's export key (X25519, 32 bytes): hub/contract, "Orders on a stick". Nothing changes
     *  here: the orders wait until the hub itself says that it has them. NotFound when none waits. */
    virtual Result<SealedOrders> sealWaiting(const QByteArray &hubKey)
    {
        (void)hubKey;
        return {Fault::Unsupported, "this store seals no orders"};
    }
    /** When the hub last took one; nothing if it never did, as far as this file knows. */
    virtual Result<std::optional<WallTime>> lastDelivered() { return std::optional<WallTime>(); }
    /** Every page is read and held against its checksum: StoreDamaged when one is not what was written. */
    virtual Result<void> examine() { return {}; }
    /** Folds the write-ahead log into the file: when the outbox is idle, and at the end of a visit. */
    virtual Result<void> settle() = 0;
    /** StoreFull once the ballast had to be given up: no new visit until there is room again. Asked before a visit. */
    virtual Result<void> room() { return {}; }
};

} // namespace yz
