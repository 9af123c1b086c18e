// SPDX-License-Identifier: Apache-2.0
#include "staff/staff_desk.h"

#include "staff/diagnostics.h"

#include <core/passphrase.h>

#include <QDir>
#include <QFile>
#include <QSaveFile>

#include <utility>

namespace yz::staff {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

constexpr int kMostWaiting = 100;
constexpr std::size_t kMostEvents = 2000;
constexpr auto kStoreEvery = 10s;        ///< while somebody looks
constexpr auto kStoreEveryOutside = 60s; ///< for the alarms

QString paperFile(const QString &folder)
{
    return folder + u"/slips-since-paper"_s;
}

int readCount(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? std::max(0, file.read(16).trimmed().toInt()) : 0;
}

FixedWord wordOf(Role role)
{
    return role == Role::Technician ? FixedWord("technician") : FixedWord("attendant");
}

} // namespace

StaffDesk::StaffDesk(Rooms rooms, Site site, QObject *parent)
    : QObject(parent),
      m_rooms(rooms),
      m_site((QDir().mkpath(site.folder), std::move(site))),
      m_lock(m_site.folder + u"/pin-lock.json"_s, m_site.boot, rooms.clock),
      m_lockedUntil(rooms.clock.now() + m_lock.remaining())
{
    m_state.hasStick = rooms.stick != nullptr;
    m_standing.hasPagePrinter = rooms.pagePrinter != nullptr;
    m_standing.hasCamera = rooms.scanner != nullptr;
    m_standing.hasCalls = m_site.hasCalls;
    m_standing.hasVoice = rooms.speaker != nullptr;
    m_standing.hasHub = rooms.courier != nullptr;
    m_standing.slipsSincePaper = readCount(paperFile(m_site.folder));
    readKeptTrials();
    m_cameraPatience.setSingleShot(true);
    m_cameraPatience.setInterval(8s);
    watchDevices();
    watchUse();
    watchStick();
    askStore();
}

StaffDesk::~StaffDesk() = default;

Surroundings StaffDesk::around() const
{
    const auto now = m_rooms.clock.now();
    const auto locked = std::chrono::ceil<Milliseconds>(m_lockedUntil - now);
    return {m_site.place, m_site.terminal, now, m_rooms.clock.wall(), std::max(Milliseconds(0), locked)};
}

void StaffDesk::happen(const Event &event)
{
    auto stepped = step(around(), std::move(m_state), event);
    m_state = std::move(stepped.state);
    for (const Effect &effect : stepped.effects)
        std::visit([this](const auto &what) { carryOut(what); }, effect);
    if (isOpen())
        Q_EMIT viewChanged(view());
}

void StaffDesk::knock()
{
    const bool wasOpen = isOpen();
    stood();
    askStore();
    happen(Knock{});
    if (!wasOpen && isOpen())
        Q_EMIT opened();
}

void StaffDesk::tick()
{
    const auto since = m_rooms.clock.now() - m_storeAskedAt;
    if (since >= (isOpen() ? Milliseconds(kStoreEvery) : Milliseconds(kStoreEveryOutside)))
        askStore();
    if (isOpen()) {
        stood();
        happen(Tick{});
    } else {
        look();
    }
}

void StaffDesk::practiceStood(const Result<bool> &practising)
{
    const bool before = m_state.isPractising;
    const bool now = practising && *practising;
    if (now != before)
        audit(now ? u"practice began"_s : u"practice ended"_s, {});
    happen(PracticeStood{practising});
}

void StaffDesk::audit(const QString &what, const QString &detail) const
{
    if (m_rooms.audit)
        m_rooms.audit(what, detail);
}

void StaffDesk::noteCatalogue(const PackVersion &version)
{
    m_standing.catalogue = static_cast<std::uint64_t>(version.sequence);
    if (version.sequence > 0)
        m_standing.catalogueCreated = version.created;
}

// --- What is seen of the terminal ----------------------------------------------------------------------------------

void StaffDesk::watchDevices()
{
    connect(&m_rooms.reader, &IdCardReader::finished, this, [this](CardRequestId request, const IdCardAnswer &answer) {
        if (answer && *answer)
            m_standing.lastCard = m_rooms.clock.wall();
        if (m_cardTest != request)
            return;
        m_cardTest.reset();
        if (answer && (answer->failedWith(Fault::DeviceBusy) || answer->failedWith(Fault::Cancelled)))
            return finish(Check::Reader, Light::Unknown, u"没有试成，请再测一次"_s);
        const bool replied = answer && (*answer || answer->fault() == Fault::TimedOut);
        finish(Check::Reader, replied ? Light::Good : Light::Bad, replied ? u"有应答"_s : u"没有应答"_s);
    });
    connect(&m_rooms.printer, &ReceiptPrinter::finished, this,
            [this](PrintRequestId request, const PrintReport &report) {
                if (report.outcome == PrintOutcome::Confirmed)
                    countSlip();
                if (m_strip == request) {
                    m_strip.reset();
                    const bool good = report.outcome == PrintOutcome::Confirmed;
                    const bool unknown = report.outcome == PrintOutcome::Unknown;
                    finish(Check::Slips,
                           good      ? Light::Good
                           : unknown ? Light::Warn
                                     : Light::Bad,
                           good      ? u"测试条已打出并切断"_s
                           : unknown ? u"不知道打没打出来，请看一眼"_s
                                     : u"测试条没有打出来"_s);
                }
                if (m_sheet && m_sheet->first == request)
                    happen(SheetEnded{std::exchange(m_sheet, std::nullopt)->second, report});
            });
}

void StaffDesk::watchStick()
{
    if (m_rooms.stick != nullptr) {
        connect(m_rooms.stick, &StickWork::stood, this, [this](StickStands stands) { happen(StickStood{stands}); });
        connect(m_rooms.stick, &StickWork::examined, this, [this](const Result<PlanWords> &p) { happen(PlanCame{p}); });
        connect(m_rooms.stick, &StickWork::applied, this, [this](const Result<void> &done) { happen(Applied{done}); });
        connect(m_rooms.stick, &StickWork::written, this,
                [this](Parcel parcel, const Result<Wrote> &done) { happen(Written{parcel, done}); });
        connect(m_rooms.stick, &StickWork::settingsRead, this,
                [this](const Result<Settings> &settings) { happen(SettingsCame{settings}); });
        m_state.stick = m_rooms.stick->stands();
        m_state.carriesOrders = m_rooms.stick->carriesOrders();
    }
}

void StaffDesk::look()
{
    m_standing.reader = m_rooms.reader.state();
    m_standing.printer = m_rooms.printer.status();
    if (m_rooms.pagePrinter != nullptr)
        m_standing.pages = m_rooms.pagePrinter->status();
    if (m_rooms.courier != nullptr)
        m_standing.hub = m_rooms.courier->state();
    m_standing.isClockTrusted = m_rooms.clock.wallIsTrusted();
    m_notice = noticeOf(m_standing, m_rooms.clock.wall());
}

void StaffDesk::stood()
{
    look();
    happen(Stood{m_standing});
}

void StaffDesk::askStore()
{
    m_storeAskedAt = m_rooms.clock.now();
    OrderStore &store = m_rooms.store;
    m_rooms.storeWorker.run(
        this,
        [&store] {
            return StoreAnswer{store.count(), store.waiting(kMostWaiting), store.lastDelivered(), store.room()};
        },
        [this](const StoreAnswer &answer) { learn(answer); });
}

void StaffDesk::learn(const StoreAnswer &answer)
{
    m_standing.outbox = answer.count ? std::optional(*answer.count) : std::nullopt;
    m_standing.oldestWaiting.reset();
    if (answer.waiting && !answer.waiting->empty() && answer.waiting->front().state == OrderState::Ready)
        m_standing.oldestWaiting = answer.waiting->front().since; // those that wait come before those that were refused
    if (answer.delivered && *answer.delivered)
        m_standing.lastDelivered = *answer.delivered;
    m_standing.storeTrouble = answer.room ? std::nullopt : std::optional(answer.room.fault());
    if (answer.waiting)
        warnOfDelays(*answer.waiting);
    if (isOpen())
        stood();
}

void StaffDesk::warnOfDelays(const std::vector<WaitingOrder> &orders)
{
    std::map<Uuid, int> warned;
    for (const WaitingOrder &order : orders) {
        if (order.state != OrderState::Ready) // refused: it waits for nothing, and another alarm told of it
            continue;
        const int percent = delayOf(order.since, m_rooms.clock.wall()).percent;
        const int step = percent >= 80 ? 80 : percent >= 50 ? 50 : 0;
        const auto before = m_warned.find(order.order);
        if (step > (before == m_warned.end() ? 0 : before->second))
            m_rooms.log.write(EventId::OrderOverdueSoon, {{"order", order.order}, {"percent", std::int64_t{step}}});
        warned[order.order] = step;
    }
    m_warned = std::move(warned);
}

void StaffDesk::countSlip()
{
    m_standing.lastSlip = m_rooms.clock.wall();
    notePaper(m_standing.slipsSincePaper + 1);
}

void StaffDesk::notePaper(int slips)
{
    m_standing.slipsSincePaper = slips;
    m_hands.post([path = paperFile(m_site.folder), slips] {
        QSaveFile file(path);
        if (file.open(QIODevice::WriteOnly) && file.write(QByteArray::number(slips)) > 0)
            file.commit(); // an estimate: nothing depends on it
    });
}

// --- The door ------------------------------------------------------------------------------------------------------

void StaffDesk::carryOut(const TryPin &effect)
{
    m_hands.run(
        this,
        [this, number = effect.number, pin = effect.pin.toLatin1()]() mutable {
            Tried tried;
            const auto roster = readRoster(m_site.roster);
            if (!roster)
                tried.rosterTrouble = roster.error();
            const bool noted = m_lock.remaining() == Milliseconds(0) && m_lock.countTry();
            const Member *member = roster ? roster->find(number) : nullptr;
            tried.answer = noted ? PinChecked::Answer::Wrong : PinChecked::Answer::NotNoted;
            // A number that nobody has costs as much time as a wrong PIN.
            const std::string hash = member != nullptr ? member->pin : roster ? roster->members.front().pin : "";
            const bool right =
                noted && passphraseMatches(hash, std::string_view(pin.constData(), std::size_t(pin.size())));
            wipe({reinterpret_cast<std::byte *>(pin.data()), std::size_t(pin.size())});
            if (right && member != nullptr && m_lock.forget()) {
                tried.answer = PinChecked::Answer::Right;
                tried.who = {static_cast<int>(member - roster->members.data()), member->name, member->role};
            }
            tried.failures = m_lock.failures();
            tried.lockedFor = m_lock.remaining();
            return tried;
        },
        [this](const Tried &tried) { learn(tried); });
}

void StaffDesk::learn(const Tried &tried)
{
    m_lockedUntil = m_rooms.clock.now() + tried.lockedFor;
    if (tried.rosterTrouble) {
        m_rooms.log.write(EventId::StaffRosterRefused, {{"error", *tried.rosterTrouble}});
        audit(u"roster refused"_s, QString::fromStdString(tried.rosterTrouble->detail));
    }
    if (tried.answer == PinChecked::Answer::Wrong) {
        const std::int64_t wait = std::chrono::ceil<std::chrono::seconds>(tried.lockedFor).count();
        m_rooms.log.write(EventId::StaffRefused, {{"failures", std::int64_t{tried.failures}}, {"wait_s", wait}});
        audit(u"staff refused"_s, u"%1 failures, wait %2 s"_s.arg(tried.failures).arg(wait));
    }
    happen(PinChecked{tried.answer, tried.who});
}

void StaffDesk::carryOut(const NoteEntry &effect)
{
    m_rooms.log.write(EventId::StaffEntered,
                      {{"member", std::int64_t{effect.who.place}}, {"role", wordOf(effect.who.role)}});
    audit(u"staff entered"_s, u"member %1, %2"_s.arg(effect.who.place)
                                  .arg(effect.who.role == Role::Technician ? u"technician"_s : u"attendant"_s));
    askStore();
}

void StaffDesk::carryOut(const Leave &effect)
{
    m_isLooking = false;
    m_cameraPatience.stop();
    if (m_rooms.scanner != nullptr)
        m_rooms.scanner->stop();
    // What is cut short was not tried: it must not be remembered as a failure.
    m_speech.reset();
    if (const auto reading = std::exchange(m_cardTest, std::nullopt))
        m_rooms.reader.cancel(*reading);
    if (effect.wasInside) {
        const bool isIdle = effect.how == Leave::How::Idle;
        m_rooms.log.write(EventId::StaffLeft, {{"how", isIdle ? FixedWord("idle") : FixedWord("asked")}});
        audit(u"staff left"_s, isIdle ? u"idle"_s : u"asked"_s);
    }
    Q_EMIT left();
}

// --- What is asked for on the pages --------------------------------------------------------------------------------

void StaffDesk::carryOut(const AskQueue &)
{
    OrderStore &store = m_rooms.store;
    m_rooms.storeWorker.run(
        this,
        [&store]() -> Result<Backlog> {
            auto oldest = store.waiting(kMostWaiting);
            if (!oldest)
                return oldest.error();
            const auto count = store.count();
            if (!count)
                return count.error();
            return Backlog{*std::move(oldest), *count};
        },
        [this](const Result<Backlog> &backlog) { happen(QueueCame{backlog}); });
}

void StaffDesk::carryOut(const AskLog &)
{
    m_hands.run(
        this,
        [&log = m_rooms.log] {
            std::vector<KeptEvent> events;
            for (const QByteArray &line : log.lines(kMostEvents))
                if (auto event = readEventLine(line))
                    events.push_back(*std::move(event));
            return events;
        },
        [this](const std::vector<KeptEvent> &events) { happen(LogCame{events}); });
}

void StaffDesk::carryOut(const PrintSheet &effect)
{
    m_sheet = {m_rooms.printer.print(effect.sheet, kPrintPatience), effect.number};
}

void StaffDesk::carryOut(const NotePaperNew &)
{
    notePaper(0);
    stood();
}

void StaffDesk::carryOut(const ExamineStick &)
{
    if (m_rooms.stick != nullptr)
        m_rooms.stick->examine();
}

void StaffDesk::carryOut(const ApplyPlan &)
{
    if (m_rooms.stick != nullptr)
        m_rooms.stick->apply();
}

void StaffDesk::carryOut(const WriteParcel &effect)
{
    if (m_rooms.stick == nullptr)
        return;
    QByteArray diagnostics;
    if (effect.parcel == Parcel::Diagnostics)
        diagnostics = diagnosticsOf(
            {m_site.terminal, m_site.version, m_rooms.clock.wall(), m_standing, m_rooms.log.lines(kMostEvents)});
    m_rooms.stick->write(effect.parcel, diagnostics);
}

void StaffDesk::carryOut(const AskSettings &)
{
    if (m_rooms.stick != nullptr)
        m_rooms.stick->readSettings();
}

void StaffDesk::carryOut(const RollBack &)
{
    if (m_rooms.stick != nullptr)
        m_rooms.stick->rollBack();
}

void StaffDesk::carryOut(const SetPractice &effect)
{
    Q_EMIT practiceWanted(effect.on);
}

void StaffDesk::carryOut(const NoteSelfTest &effect)
{
    m_rooms.log.write(EventId::SelfTestEnded, {{"good", std::int64_t{effect.good}},
                                               {"warned", std::int64_t{effect.warned}},
                                               {"bad", std::int64_t{effect.bad}}});
}

} // namespace yz::staff
