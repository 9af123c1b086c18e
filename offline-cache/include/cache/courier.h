// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cache/order_store.h"

#include <core/worker.h>

#include <QObject>
#include <QUrl>

#include <memory>

namespace yz {

/** What the terminal knows of the hub just now; `Unknown` until the first answer: never shown as connected. */
enum class HubState { Unknown, Reachable, Unreachable, Paused };

/**
 * Carries the outbox to the hub: at least once, in sequence, with backoff; the hub's idempotency makes it exactly once.
 * Marks nothing as delivered before a receipt whose signature holds (hub/contract).
 * Owner: `app/main`. Thread: the one it was made in (needs its event loop); the store is only used on `worker`.
 */
class Courier : public QObject
{
    Q_OBJECT
public:
    struct Options
    {
        QUrl hub;                     ///< https only
        QString certificateAuthority; ///< PEM files
        QString certificate;
        QString privateKey;
        QByteArray receiptKey; ///< the hub's Ed25519 public key, 32 bytes
        QByteArray terminal;
        /** The first pass after an outage waits up to this long, so that not every terminal comes at once. */
        Milliseconds firstPassSpread{60'000};
    };

    static Result<std::unique_ptr<Courier>> create(const Options &options, OrderStore &store, Worker &worker,
                                                   const Clock &clock, EventLog &log);
    using QObject::QObject;

    /** Something new is in the outbox: try now. */
    virtual void wake() = 0;
    virtual HubState state() const = 0;

Q_SIGNALS:
    void stateChanged(yz::HubState state);
    void acked(yz::Uuid order);
    void rejected(yz::Uuid order);
};

} // namespace yz
