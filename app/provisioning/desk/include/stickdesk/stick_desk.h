// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "order_export.h"

#include <core/worker.h>

#include <QPointer>

#include <provisioning/provisioner.h>
#include <staff/stick_work.h>
#include <stick/stick.h>

#include <functional>
#include <optional>

namespace yz {

/**
 * Joins the stick, which knows bytes, the provisioner, which knows what they mean, and the maintenance mode, which
 * knows people. Owner: main(). Thread: GUI; what takes long is on a worker of its own.
 */
class StickDesk final : public staff::StickWork
{
    Q_OBJECT
public:
    /** All must outlive it. `name`: what files on the stick are called by. */
    StickDesk(Stick &stick, provisioning::Provisioner &provisioner, QString name, const Clock &clock, EventLog &log);

    /** Sticks are looked for in the maintenance mode only. */
    void setOpen(bool open);

    /** From now on orders can be given to a stick, for as long as `orders` is there. */
    void offerOrders(OrderExport *orders) { m_orders = orders; }
    /** Signed, of what was done last: on the stick that is there, or else on the next that comes. */
    void leaveReceipt();
    /** In the chain of all that was done here. */
    void note(const QString &what, const QString &detail);

    staff::StickStands stands() const override;
    QString news() const override;
    bool carriesOrders() const override { return !m_orders.isNull(); }
    void examine() override;
    void apply() override;
    void write(staff::Parcel parcel, const QByteArray &diagnostics) override;
    void readSettings() override;
    void rollBack() override;

Q_SIGNALS:
    /** What was switched to comes into force with the next start of the program. */
    void restartWanted();

private:
    void read(StickRequestId request, const Result<StickFiles> &files);
    void planned(const Result<provisioning::Plan> &plan);
    void put(staff::Parcel parcel, const QString &name, const Result<QByteArray> &bytes, staff::Wrote what = {});
    void putOrders();
    void noteStanding(StickStanding standing);
    void wrote(StickRequestId request, const Result<void> &done);
    void failed(const Error &error);
    QString whatWasWritten() const;
    bool isBusy() const;
    void payReceipt();
    void receiptEnded();
    QString stamped(const char *what, const char *kind = "json") const;

    Stick &m_stick;
    provisioning::Provisioner &m_provisioner;
    QString m_name;
    const Clock &m_clock;
    EventLog &m_log;
    std::optional<StickRequestId> m_reading;
    std::optional<StickRequestId> m_writing;
    std::optional<StickRequestId> m_receipt;
    bool m_restarts = false; ///< once the receipt lies on the stick, or cannot
    bool m_owesReceipt = false;
    bool m_isMakingReceipt = false;
    std::function<void()> m_next; ///< what was asked for while the receipt was written
    staff::Parcel m_parcel = staff::Parcel::Diagnostics;
    staff::Wrote m_wrote; ///< what `m_writing` will have written
    QPointer<OrderExport> m_orders;
    std::optional<provisioning::Plan> m_plan;
    Worker m_worker{"yz-provision"};
};

} // namespace yz
