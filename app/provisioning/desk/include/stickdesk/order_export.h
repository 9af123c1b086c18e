// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cache/order_store.h>
#include <core/worker.h>

#include <QObject>

#include <configuration/configuration.h>

#include <functional>

namespace yz {

/** What a stick is given when orders cannot go over the network. */
struct OrderFile
{
    QByteArray bytes;
    int orders = 0;
    int left = 0; ///< for another stick, after the hub has these
};

/**
 * Makes it: sealed to the hub's export key, signed as this terminal.
 * Owner: Terminal. Thread: GUI; the work is done on the store's. Errors: as OrderStore::sealWaiting, KeyMissing.
 */
class OrderExport : public QObject
{
    Q_OBJECT
public:
    using Done = std::function<void(Result<OrderFile>)>;

    /** Both must outlive it. `hubKey`: X25519, 32 bytes. */
    OrderExport(OrderStore &store, Worker &worker, const Configuration::Hub &hub, QByteArray hubKey);
    /** `done` comes once, unless this has gone. */
    void make(Done done);

private:
    OrderStore &m_store;
    Worker &m_worker;
    QString m_certificate;
    QString m_privateKey;
    QByteArray m_hubKey;
};

} // namespace yz
