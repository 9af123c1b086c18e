// SPDX-License-Identifier: Apache-2.0
#include "provisioning/provisioner.h"

#include "changes.h"
#include "provisioning/durable.h"

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
        (void)m_audit.note(u"reverted"_s, {}, u"started three times without proving itself"_s);
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
    if (open->manifest.epochs.contains(Component::Identity))
        (void)m_identity.closeRequest();
    m_log.write(EventId::ReleaseCommitted, {{"release", std::int64_t{open->to}}});
    return m_audit.note(u"committed"_s, open->manifest.id, open->manifest.title);
}

Result<void> Provisioner::revert()
{
    const auto open = m_releases.pending();
    if (auto reverted = m_releases.revert(); !reverted || !open)
        return reverted;
    m_log.write(EventId::ReleaseReverted);
    return m_audit.note(u"reverted"_s, open->manifest.id, u"did not come up"_s);
}

QString Provisioner::configurationFile() const
{
    const QString path = file(u"terminal.json"_s);
    return QFileInfo::exists(path) ? path : QString();
}

Result<std::vector<TrustedKey>> Provisioner::trusted() const
{
    const QString provisioned = file(u"trust.json"_s);
    const auto bytes = readWhole(QFileInfo::exists(provisioned) ? provisioned : m_options.trustFile, kMostTrust);
    return bytes ? parseTrust(*bytes) : Result<std::vector<TrustedKey>>(bytes.error());
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
    expected.seen = ratchet.seen;
    return expected;
}

Result<Plan> Provisioner::judged(const QByteArray &bytes) const
{
    const auto believed = trusted();
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
    for (const BundleFile &file : bundle->files) {
        if (file.component == Component::Trust) {
            if (const auto trust = parseTrust(file.bytes); !trust)
                return trust.error();
        }
        if (m_options.judge) {
            if (auto means = m_options.judge(file.component, file.name, file.bytes); !means)
                return means.error();
        }
    }
    Plan plan{*std::move(bundle), {}};
    plan.changes = changesBetween(m_releases.currentFiles(), plan.bundle);
    return plan;
}

Result<Plan> Provisioner::examine(const QByteArray &bundle)
{
    auto plan = judged(bundle);
    if (!plan) {
        m_log.write(EventId::BundleRefused, {{"error", plan.error()}});
        (void)m_audit.note(u"refused"_s, {}, QString::fromStdString(plan.error().detail));
    }
    return plan;
}

Result<Plan> Provisioner::examineAll(const std::vector<QByteArray> &bundles)
{
    std::optional<Plan> best;
    std::optional<Error> first;
    for (const QByteArray &bytes : bundles) {
        auto plan = examine(bytes);
        if (plan && (!best || plan->bundle.manifest.created > best->bundle.manifest.created))
            best = *std::move(plan);
        else if (!plan && !first)
            first = plan.error();
    }
    if (best)
        return *std::move(best);
    return first ? *first : Error{Fault::NotFound, "provisioning: there is no bundle (*.yzb) on the stick"};
}

Result<void> Provisioner::apply(const Plan &plan)
{
    auto switched = m_releases.switchTo(plan.bundle);
    const Manifest &manifest = plan.bundle.manifest;
    (void)m_audit.note(switched ? u"switched"_s : u"not switched"_s, manifest.id,
                       switched ? manifest.title : QString::fromStdString(switched.error().detail));
    if (switched)
        m_log.write(EventId::ReleaseSwitched);
    return switched;
}

Result<void> Provisioner::rollBack()
{
    auto back = m_releases.rollBack();
    if (back)
        (void)m_audit.note(u"rolled back"_s, {}, u"by a technician"_s);
    return back;
}

Result<QByteArray> Provisioner::enrolmentRequest()
{
    const auto request = m_identity.request();
    if (!request)
        return request.error();
    if (auto noted = m_audit.note(u"requested"_s, {}, u"a certificate"_s); !noted)
        return noted.error();
    return requestJson(*request);
}

Result<QByteArray> Provisioner::receipt()
{
    const auto all = m_audit.lines();
    const QJsonObject body{{u"serial"_s, m_options.serial},
                           {u"terminal"_s, m_options.terminal},
                           {u"last"_s, all.empty() ? QString() : QString::fromUtf8(all.back().trimmed())},
                           {u"head"_s, QString::fromLatin1(m_audit.head().toHex())}};
    const QByteArray payload = QJsonDocument(body).toJson(QJsonDocument::Compact);
    if (auto keys = m_identity.ensureKeys(); !keys)
        return keys.error();
    const auto signature = m_identity.sign("yizhan receipt v1\n" + payload);
    if (!signature)
        return signature.error();
    return QJsonDocument(QJsonObject{{u"payload"_s, QString::fromLatin1(payload.toBase64())},
                                     {u"ecdsa"_s, QString::fromLatin1(signature->toBase64())}})
        .toJson();
}

} // namespace yz::provisioning
