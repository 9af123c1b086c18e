// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "provisioning/audit.h"
#include "provisioning/bundle.h"
#include "provisioning/device_identity.h"
#include "provisioning/releases.h"

#include <core/event_log.h>

#include <functional>
#include <memory>
#include <optional>

namespace yz::provisioning {

/** What a verified bundle would do here, in words for the technician. */
struct Plan
{
    Bundle bundle;
    QStringList changes; ///< one sentence each
};

/** Whether a component's file means something to this program; asked before anything is staged. */
using FileJudge = std::function<Result<void>(Component component, const QString &name, const QByteArray &bytes)>;

/**
 * Everything that a stick may do to a terminal: told who it is, given its configuration, its staff, its certificates,
 * its catalogue; and what it says in return.
 * Owner: `app/main`. Thread: one at a time; blocks on the disk. Errors: DataForged and DataMalformed (refused, nothing
 * changed), NotFound (nothing for this terminal on the stick), DeviceBusy (the last change is not settled), StoreFull,
 * StoreDamaged, KeyMissing. Personal data: names of staff, in their file.
 */
class Provisioner
{
public:
    struct Options
    {
        QString folder;    ///< of the state; made when missing, 0700
        QString trustFile; ///< who is believed until a bundle says otherwise
        QString serial;
        QString terminal; ///< its id; empty before it has one
        QString region;   ///< empty before it is known
        WallTime built{}; ///< no clock is earlier than this
        FileJudge judge;
        Point point; ///< for tests
    };
    static Result<std::unique_ptr<Provisioner>> open(Options options, const Clock &clock, EventLog &log);

    /** What the configuration in force calls this terminal. */
    void know(const QString &terminal, const QString &region);
    /** At every start, before the configuration is read. */
    Result<Releases::Recovered> recover();
    /** Home stands and the store is open: what was switched to stays. */
    Result<void> confirmHealthy();
    /** It did not come up: back, at once. */
    Result<void> revert();
    bool mustProve() const { return m_releases.pending().has_value(); }

    /** The configuration in force; empty before the first. */
    QString configurationFile() const;
    QString file(const QString &name) const { return m_releases.currentFolder() + QLatin1Char('/') + name; }

    /** One bundle as it lay on a stick. Refusals are audited. */
    Result<Plan> examine(const QByteArray &bundle);
    /** Of several files: the newest bundle that is acceptable; else why the first was refused. */
    Result<Plan> examineAll(const std::vector<QByteArray> &bundles);
    /** Stages, verifies, switches. The program is to be started anew afterwards. */
    Result<void> apply(const Plan &plan);
    Result<void> rollBack();

    Result<QByteArray> enrolmentRequest();
    /** What the technician takes along: what was done last, signed by the device. */
    Result<QByteArray> receipt();

    const Releases &releases() const { return m_releases; }
    const Audit &audit() const { return m_audit; }

private:
    Provisioner(Options options, const Clock &clock, EventLog &log);
    Result<std::vector<TrustedKey>> trusted() const;
    Expectation expectation(const Ratchet &ratchet) const;
    Result<Plan> judged(const QByteArray &bytes) const;

    Options m_options;
    const Clock &m_clock;
    EventLog &m_log;
    Releases m_releases;
    DeviceIdentity m_identity;
    Audit m_audit;
};

} // namespace yz::provisioning
