// SPDX-License-Identifier: Apache-2.0
#include "provisioning/provisioner.h"

#include "changes.h"
#include "provisioning/durable.h"
#include "provisioning/receipt.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <sys/stat.h>

#include <algorithm>

namespace yz::provisioning {
namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype kMostTrust = 64 * 1024;

// What the audit calls what may become of a release.
const QString kSwitched = u"switched"_s;
const QString kCommitted = u"committed"_s;
const QString kReverted = u"reverted"_s;
const QString kRolledBack = u"rolled back"_s;
const QStringList kChanges{kSwitched, kCommitted, kReverted, kRolledBack};
const QString kReceipt = u"receipt carried away"_s;

/** A terminal that was told a wrong region would believe no stick any more; one of another region is not the signer's.
 */
Result<void> mayMoveTo(const QString &region, const Bundle &bundle)
{
    if (!bundle.manifest.epochs.contains(Component::Configuration) || region.isEmpty() ||
        (isWithin(region, bundle.manifest.region) && isWithin(region, bundle.signer.region)))
        return {};
    return {Fault::DataForged,
            "bundle: its terminal.json is for region " + region.toStdString() + ", for which the bundle is not signed"};
}

} // namespace

Provisioner::Provisioner(Options options, const Clock &clock, EventLog &log)
    : m_options(std::move(options)),
      m_clock(clock),
      m_log(log),
      m_releases(m_options.folder, m_options.point),
      m_identity(m_options.folder, m_options.serial),
      m_audit(m_options.folder + u"/audit.log"_s, clock)
{
}

Result<std::unique_ptr<Provisioner>> Provisioner::open(Options options, const Clock &clock, EventLog &log)
{
    const QByteArray folder = QFile::encodeName(options.folder);
    QDir().mkpath(options.folder);
    if (!QFileInfo(options.folder).isDir() || ::chmod(folder.constData(), 0700) != 0)
        return {Fault::StoreFull, "provisioning: the state's folder cannot be made"};
    return std::unique_ptr<Provisioner>(new Provisioner(std::move(options), clock, log));
}

void Provisioner::know(const QString &terminal, const QString &region)
{
    m_options.terminal = terminal;
    m_options.region = region;
}

Result<Releases::Recovered> Provisioner::recover()
{
    auto recovered = m_releases.recover();
    if (recovered && *recovered == Releases::Recovered::Reverted) {
        m_log.write(EventId::ReleaseReverted);
        note(kReverted, {}, u"started three times without proving itself"_s);
    }
    return recovered;
}

Result<void> Provisioner::confirmHealthy()
{
    const auto open = m_releases.pending();
    if (!open)
        return {};
    if (auto committed = m_releases.commit(); !committed)
        return committed;
    if (open->manifest.epochs.contains(Component::Identity) && open->manifest.answers == m_identity.openNonce())
        (void)m_identity.closeRequest();
    m_log.write(EventId::ReleaseCommitted, {{"release", std::int64_t{open->to}}});
    note(kCommitted, open->manifest.id, open->manifest.title);
    return {};
}

Result<void> Provisioner::revert(const Error &why)
{
    const auto open = m_releases.pending();
    if (auto reverted = m_releases.revert(); !reverted || !open)
        return reverted;
    m_log.write(EventId::ReleaseReverted);
    note(kReverted, open->manifest.id, u"did not come up: "_s + QString::fromStdString(why.detail));
    return {};
}

QString Provisioner::configurationFile() const
{
    const QString path = file(kConfigurationFile);
    return QFileInfo::exists(path) ? path : QString();
}

Result<QByteArray> Provisioner::trustBytes() const
{
    const QString provisioned = file(kTrustFile);
    return readWhole(QFileInfo::exists(provisioned) ? provisioned : m_options.trustFile, kMostTrust);
}

/** No clock that runs behind makes an old bundle young: time is at least what anybody trustworthy has vouched for. */
Expectation Provisioner::expectation(const Ratchet &ratchet) const
{
    Expectation expected;
    expected.names = {m_options.serial};
    if (!m_options.terminal.isEmpty())
        expected.names += m_options.terminal;
    expected.region = m_options.region;
    expected.nonce = m_identity.openNonce();
    expected.floor = std::max({m_clock.wall(), m_options.built, ratchet.floor});
    expected.epochs = ratchet.epochs;
    expected.created = ratchet.created;
    expected.seen = ratchet.seen;
    return expected;
}

Result<Plan> Provisioner::judged(const QByteArray &bytes) const
{
    const auto known = trustBytes();
    const auto believed = known ? parseTrust(*known) : Result<std::vector<TrustedKey>>(known.error());
    if (!believed)
        return believed.error();
    const auto ratchet = m_releases.ratchet();
    if (!ratchet)
        return ratchet.error();
    auto bundle = openBundle(bytes, *believed);
    if (!bundle)
        return bundle.error();
    if (auto fits = acceptable(*bundle, expectation(*ratchet)); !fits)
        return fits.error();
    auto before = m_releases.currentFiles(); // once: a pack may be among them
    const auto files = Releases::laidOver(before, *bundle);
    const auto list = files.find(kTrustFile);
    const auto trust = list != files.end() ? parseTrust(list->second) : believed;
    if (!trust)
        return trust.error();
    if (auto may = mayReplace(*believed, *trust, bundle->signer); !may)
        return may.error();
    std::set<Component> brought;
    for (const auto &[component, epoch] : bundle->manifest.epochs)
        brought.insert(component);
    const auto region = judgedFiles(files, brought);
    if (!region)
        return region.error();
    if (auto way = leavesAWay(*trust, *region); brought.contains(Component::Trust) && !way)
        return way.error();
    if (auto goes = mayMoveTo(*region, *bundle); !goes)
        return goes.error();
    before[kTrustFile] = *known; // the package's own, before a stick has brought one
    Plan plan{*std::move(bundle), {}};
    plan.changes = changesBetween(before, plan.bundle);
    return plan;
}

Result<QString> Provisioner::judgedFiles(const Releases::Files &files, const std::set<Component> &brought) const
{
    return m_options.judge ? m_options.judge(files, brought, m_identity) : Result<QString>(m_options.region);
}

Result<Plan> Provisioner::examine(const std::vector<QByteArray> &bundles)
{
    std::optional<Plan> best;
    std::optional<Error> why;
    int refused = 0;
    for (const QByteArray &bytes : bundles) {
        auto plan = judged(bytes);
        if (plan) {
            if (!best || plan->bundle.manifest.created > best->bundle.manifest.created)
                best = *std::move(plan);
            continue;
        }
        // One stick serves many terminals: what is for another one is no news as long as there is any.
        refused += plan.fault() == Fault::NotFound ? 0 : 1;
        if (!why || (why->fault == Fault::NotFound && plan.fault() != Fault::NotFound))
            why = plan.error();
    }
    if (refused > 0 || (why && !best))
        noteRefusal(*why, refused);
    if (best)
        return *std::move(best);
    return why ? *why : Error{Fault::NotFound, "provisioning: there is no bundle (*.yzb) on the stick"};
}

void Provisioner::noteRefusal(const Error &why, int refused)
{
    m_log.write(EventId::BundleRefused, {{"error", why}});
    QString detail = QString::fromStdString(why.detail);
    if (refused > 1)
        detail += u" (and %1 more)"_s.arg(refused - 1);
    note(u"bundle refused"_s, {}, detail);
}

void Provisioner::note(const QString &what, const QString &about, const QString &detail)
{
    if (const auto noted = m_audit.note(what, about, detail); !noted)
        m_log.write(EventId::AuditFailed, {{"error", noted.error()}});
}

Result<void> Provisioner::apply(const Plan &plan)
{
    auto switched = m_releases.switchTo(plan.bundle);
    const Manifest &manifest = plan.bundle.manifest;
    note(switched ? kSwitched : u"not switched"_s, manifest.id,
         switched ? manifest.title : QString::fromStdString(switched.error().detail));
    if (switched)
        m_log.write(EventId::ReleaseSwitched);
    return switched;
}

Result<void> Provisioner::rollBack()
{
    auto back = m_releases.rollBack([this](const auto &files) {
        const auto region = judgedFiles(files, {Component::Configuration});
        return region ? Result<void>() : Result<void>(region.error());
    });
    note(back ? kRolledBack : u"not rolled back"_s, {},
         back ? u"by a technician"_s : QString::fromStdString(back.error().detail));
    return back;
}

Result<QByteArray> Provisioner::enrolmentRequest()
{
    const auto request = m_identity.request();
    if (!request)
        return request.error();
    note(u"requested"_s, {}, u"a certificate"_s);
    return requestJson(*request);
}

std::optional<Outcome> Provisioner::lastOutcome() const
{
    const auto line = QJsonDocument::fromJson(m_audit.last({kCommitted, kReverted})).object();
    if (line.isEmpty())
        return {};
    return Outcome{line.value("what"_L1).toString() == kCommitted, line.value("detail"_L1).toString(),
                   WallTime(Milliseconds(line.value("ms"_L1).toInteger()))};
}

bool Provisioner::owesReceipt() const
{
    const QByteArray last = m_audit.last(kChanges + QStringList{kReceipt});
    return !last.isEmpty() && QJsonDocument::fromJson(last).object().value("what"_L1).toString() != kReceipt;
}

void Provisioner::noteReceipt()
{
    note(kReceipt, {}, {});
}

Result<QByteArray> Provisioner::receipt()
{
    return signedReceipt(
        {m_options.serial, m_options.terminal, QString::fromUtf8(m_audit.last(kChanges)), m_audit.head()}, m_identity);
}

} // namespace yz::provisioning
