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

/** What became of the last release that had to prove itself. */
struct Outcome
{
    bool stayed = false; ///< else it was left for the one before
    QString detail;      ///< its title, or why it was left: a technician's line
    WallTime at{};
};

/** Whether a release would come up and could be served with these files, all of them together; asked before anything is
 *  staged. `brought`: what of it is new. The region that the terminal would be in; empty: none. DataMalformed or
 *  DataForged, naming the file. */
using ReleaseJudge = std::function<Result<QString>(const Releases::Files &files, const std::set<Component> &brought,
                                                   const DeviceIdentity &device)>;

/**
 * Everything that a stick may do to a terminal: told who it is, given its configuration, its staff, its certificates,
 * its catalogue; and what it says in return.
 * Owner: `app/main`. Thread: one at a time, but for what says "any"; blocks on the disk. Errors: DataForged and
 * DataMalformed (refused, nothing changed), NotFound (nothing for this terminal on the stick), DeviceBusy (the last
 * change is not settled), StoreFull, StoreDamaged, KeyMissing. Personal data: names of staff, in their file.
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
        ReleaseJudge judge;
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
    Result<void> revert(const Error &why);
    bool mustProve() const { return m_releases.pending().has_value(); }

    /** The configuration in force; empty before the first. */
    QString configurationFile() const;
    QString file(const QString &name) const { return m_releases.currentFolder() + QLatin1Char('/') + name; }

    /** Of the bundles on a stick: the newest that is acceptable; else why not, of those for this terminal first.
     * Refusals are audited. NotFound: nothing is for this terminal. */
    Result<Plan> examine(const std::vector<QByteArray> &bundles);
    /** Stages, verifies, switches. The program is to be started anew afterwards. */
    Result<void> apply(const Plan &plan);
    Result<void> rollBack();
    /** Thread: any. */
    std::optional<Outcome> lastOutcome() const;
    /** Whether something was done here since a receipt was last carried away. Thread: any. */
    bool owesReceipt() const;
    void noteReceipt();

    Result<QByteArray> enrolmentRequest();
    /** What the technician takes along: what was done last, signed by the device. */
    Result<QByteArray> receipt();

    /** In the chain of all that was done here. Thread: any. */
    void note(const QString &what, const QString &about, const QString &detail);

    const Releases &releases() const { return m_releases; }
    const Audit &audit() const { return m_audit; }

private:
    Provisioner(Options options, const Clock &clock, EventLog &log);
    Result<QByteArray> trustBytes() const;
    Expectation expectation(const Ratchet &ratchet) const;
    Result<Plan> judged(const QByteArray &bytes) const;
    Result<QString> judgedFiles(const Releases::Files &files, const std::set<Component> &brought) const;
    void noteRefusal(const Error &why, int refused);

    Options m_options;
    const Clock &m_clock;
    EventLog &m_log;
    Releases m_releases;
    DeviceIdentity m_identity;
    Audit m_audit;
};

} // namespace yz::provisioning
