// SPDX-License-Identifier: Apache-2.0
#include "stickdesk/stick_desk.h"

#include <QDateTime>

#include <provisioning/settings_rows.h>

#include <utility>

namespace yz {
namespace {

using namespace Qt::StringLiterals;
using provisioning::Plan;
using provisioning::Provisioner;
using provisioning::Releases;

QString dayOf(WallTime time)
{
    constexpr int kChinaSeconds = 8 * 3600;
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), Qt::OffsetFromUTC, kChinaSeconds)
        .toString(u"yyyy年M月d日"_s);
}

staff::PlanWords wordsOf(const Plan &plan)
{
    const auto &manifest = plan.bundle.manifest;
    return {manifest.title, u"%1（%2）"_s.arg(plan.bundle.signer.issuer, QString::fromLatin1(plan.bundle.signer.kid)),
            u"到 "_s + dayOf(manifest.notAfter), plan.changes};
}

QString releaseWords(const Provisioner &provisioner)
{
    const Releases &releases = provisioner.releases();
    QString words = releases.current() ? u"现在是第 %1 版"_s.arg(*releases.current()) : u"还没有用数据包配置过"_s;
    if (releases.pending())
        words += u"，还没有证明自己"_s;
    if (const auto outcome = provisioner.lastOutcome(); outcome && !outcome->stayed)
        words += u"。%1有一次更新没有起来，已自动换回：%2"_s.arg(dayOf(outcome->at), outcome->detail);
    return words;
}

/** Whether what was done here still stands as it was written. */
QString auditWords(const provisioning::Audit &audit)
{
    const auto lines = audit.verify();
    if (lines)
        return u"%1 条，前后相接"_s.arg(*lines);
    const QString detail = QString::fromStdString(lines.error().detail);
    return lines.failedWith(Fault::DataForged) ? u"对不上，有人改动过：%1"_s.arg(detail)
                                               : u"读不出来：%1"_s.arg(detail);
}

staff::Settings settingsOf(const Provisioner &provisioner)
{
    const Releases &releases = provisioner.releases();
    const auto back = releases.configurationBefore();
    const auto now = provisioning::settingsIn(releases.configurationOf(releases.current().value_or(0)));
    const auto before = provisioning::settingsIn(back.value_or(QByteArray()));
    staff::Settings settings;
    settings.canRollBack = back.has_value();
    settings.release = releaseWords(provisioner);
    for (const auto &row : now) {
        QString old = settings.canRollBack ? u"（没有）"_s : row.value;
        for (const auto &one : before)
            if (one.name == row.name)
                old = one.value;
        settings.rows.push_back({row.name, row.value, old});
    }
    const QString audit = auditWords(provisioner.audit());
    settings.rows.push_back({u"操作记录"_s, audit, audit});
    return settings;
}

} // namespace

StickDesk::StickDesk(Stick &stick, provisioning::Provisioner &provisioner, QString name, const Clock &clock,
                     EventLog &log)
    : m_stick(stick), m_provisioner(provisioner), m_name(std::move(name)), m_clock(clock), m_log(log)
{
    connect(&stick, &Stick::standingChanged, this, &StickDesk::noteStanding);
    connect(&stick, &Stick::readFinished, this, &StickDesk::read);
    connect(&stick, &Stick::writeFinished, this, &StickDesk::wrote);
}

/** What was done meanwhile may be owed a receipt, also what was done without a stick: a release that went back. */
void StickDesk::setOpen(bool open)
{
    m_stick.setWatching(open);
    if (!open)
        return;
    m_worker.run(
        this, [this] { return m_provisioner.owesReceipt(); },
        [this](bool owes) {
            m_owesReceipt = owes;
            payReceipt();
        });
}

void StickDesk::payReceipt()
{
    if (m_owesReceipt && stands() == staff::StickStands::Present && !isBusy())
        leaveReceipt();
}

void StickDesk::noteStanding(StickStanding standing)
{
    switch (standing) {
    case StickStanding::Present:
        m_log.write(EventId::StickArrived);
        payReceipt();
        break;
    case StickStanding::Several:
        note(u"stick refused"_s, u"more than one is plugged in"_s);
        break;
    case StickStanding::Composite:
        note(u"stick refused"_s, u"it is a keyboard as well"_s);
        break;
    case StickStanding::Unreadable:
        note(u"stick refused"_s, u"not a FAT file system"_s);
        break;
    case StickStanding::Unknown:
    case StickStanding::None:
        break;
    }
    Q_EMIT stood(stands());
}

void StickDesk::note(const QString &what, const QString &detail)
{
    m_worker.post([this, what, detail] { m_provisioner.note(what, {}, detail); });
}

void StickDesk::failed(const Error &error)
{
    m_log.write(EventId::StickFailed, {{"error", error}});
    note(u"stick failed"_s, QString::fromStdString(error.detail));
}

void StickDesk::wrote(StickRequestId request, const Result<void> &done)
{
    if (m_receipt == request) {
        m_owesReceipt = !done; // without a stick there is none: the next one gets it
        if (done) {
            m_log.write(EventId::StickWritten);
            m_worker.post([this] { m_provisioner.noteReceipt(); });
        }
        return receiptEnded();
    }
    if (done)
        m_log.write(EventId::StickWritten);
    else
        failed(done.error());
    if (m_writing != request)
        return;
    m_writing.reset();
    if (done)
        note(u"carried away"_s, whatWasWritten());
    Q_EMIT written(m_parcel, done ? Result<staff::Wrote>(m_wrote) : Result<staff::Wrote>(done.error()));
}

QString StickDesk::whatWasWritten() const
{
    switch (m_parcel) {
    case staff::Parcel::Diagnostics:
        return u"diagnostics"_s;
    case staff::Parcel::Request:
        return u"a request for a certificate"_s;
    case staff::Parcel::Orders:
        break;
    }
    return u"%1 orders"_s.arg(m_wrote.orders);
}

staff::StickStands StickDesk::stands() const
{
    switch (m_stick.standing()) {
    case StickStanding::Present:
        return staff::StickStands::Present;
    case StickStanding::Several:
        return staff::StickStands::Several;
    case StickStanding::Unreadable:
        return staff::StickStands::Unreadable;
    case StickStanding::Composite:
        return staff::StickStands::Keyboard;
    case StickStanding::Unknown:
    case StickStanding::None:
        break;
    }
    return staff::StickStands::None;
}

QString StickDesk::news() const
{
    const auto outcome = m_provisioner.lastOutcome();
    return outcome && !outcome->stayed ? outcome->detail : QString();
}

bool StickDesk::isBusy() const
{
    return m_reading || m_writing || m_isMakingReceipt;
}

void StickDesk::receiptEnded()
{
    m_receipt.reset();
    m_isMakingReceipt = false;
    if (std::exchange(m_restarts, false))
        Q_EMIT restartWanted();
    if (const auto next = std::exchange(m_next, {}))
        next();
}

void StickDesk::examine()
{
    m_plan.reset();
    if (m_isMakingReceipt) { // a stick does one thing at a time
        m_next = [this] { examine(); };
        return;
    }
    m_reading = m_stick.read();
}

void StickDesk::read(StickRequestId request, const Result<StickFiles> &files)
{
    if (m_reading != request)
        return;
    m_reading.reset();
    if (!files) {
        failed(files.error());
        Q_EMIT examined(files.error());
        return;
    }
    std::vector<QByteArray> bundles;
    for (const StickFile &file : *files)
        if (file.name.endsWith(".yzb"_L1))
            bundles.push_back(file.bytes);
    m_worker.run(
        this, [this, bundles = std::move(bundles)] { return m_provisioner.examine(bundles); },
        [this](const Result<Plan> &plan) { planned(plan); });
}

void StickDesk::planned(const Result<Plan> &plan)
{
    if (plan)
        m_plan = *plan;
    Q_EMIT examined(plan ? Result<staff::PlanWords>(wordsOf(*plan)) : Result<staff::PlanWords>(plan.error()));
}

void StickDesk::apply()
{
    const auto plan = std::exchange(m_plan, std::nullopt);
    if (!plan) {
        Q_EMIT applied(Error{Fault::NotFound, "provisioning: nothing was examined"});
        return;
    }
    m_worker.run(
        this, [this, plan = *plan] { return m_provisioner.apply(plan); },
        [this](const Result<void> &switched) {
            Q_EMIT applied(switched);
            m_restarts = bool(switched);
            if (switched)
                leaveReceipt();
        });
}

/** Where it cannot be written, what was done is done all the same. */
void StickDesk::leaveReceipt()
{
    if (m_isMakingReceipt)
        return;
    m_isMakingReceipt = true;
    m_worker.run(
        this, [this] { return m_provisioner.receipt(); },
        [this](const Result<QByteArray> &receipt) {
            if (receipt)
                m_receipt = m_stick.write(stamped("receipt"), *receipt);
            else
                receiptEnded();
        });
}

QString StickDesk::stamped(const char *what, const char *kind) const
{
    return u"%1-%2-%3.%4"_s.arg(QLatin1String(what), m_name)
        .arg(m_clock.wall().time_since_epoch().count())
        .arg(QLatin1String(kind));
}

void StickDesk::write(staff::Parcel parcel, const QByteArray &diagnostics)
{
    switch (parcel) {
    case staff::Parcel::Diagnostics:
        put(parcel, stamped("diagnostics"), diagnostics);
        break;
    case staff::Parcel::Request:
        m_worker.run(
            this, [this] { return m_provisioner.enrolmentRequest(); },
            [this, parcel](const Result<QByteArray> &request) { put(parcel, stamped("request"), request); });
        break;
    case staff::Parcel::Orders:
        putOrders();
        break;
    }
}

void StickDesk::putOrders()
{
    if (m_orders.isNull()) {
        Q_EMIT written(staff::Parcel::Orders,
                       Error{Fault::Unsupported, "export: this terminal has no key of its hub to seal orders with"});
        return;
    }
    m_orders->make([desk = QPointer(this)](const Result<OrderFile> &file) {
        if (desk.isNull())
            return;
        const staff::Wrote what = file ? staff::Wrote{file->orders, file->left} : staff::Wrote{};
        desk->put(staff::Parcel::Orders, desk->stamped("orders", "yzo"),
                  file ? Result<QByteArray>(file->bytes) : Result<QByteArray>(file.error()), what);
    });
}

void StickDesk::put(staff::Parcel parcel, const QString &name, const Result<QByteArray> &bytes, staff::Wrote what)
{
    if (!bytes) {
        Q_EMIT written(parcel, bytes.error());
        return;
    }
    if (m_isMakingReceipt) {
        m_next = [this, parcel, name, bytes, what] { put(parcel, name, bytes, what); };
        return;
    }
    m_parcel = parcel;
    m_wrote = what;
    m_writing = m_stick.write(name, *bytes);
}

void StickDesk::readSettings()
{
    m_worker.run(
        this, [this] { return settingsOf(m_provisioner); },
        [this](const staff::Settings &settings) { Q_EMIT settingsRead(settings); });
}

void StickDesk::rollBack()
{
    m_worker.run(
        this, [this] { return m_provisioner.rollBack(); },
        [this](const Result<void> &back) {
            Q_EMIT applied(back);
            if (back)
                Q_EMIT restartWanted();
        });
}

} // namespace yz
