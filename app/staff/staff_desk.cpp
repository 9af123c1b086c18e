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
constexpr Milliseconds kPrintPatience = 20s;

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
    m_cameraPatience.setSingleShot(true);
    m_cameraPatience.setInterval(8s);
    watchDevices();
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
    stood();
    askStore();
    happen(Knock{});
}

void StaffDesk::tick()
{
    const auto since = m_rooms.clock.now() - m_storeAskedAt;
    if (since >= (isOpen() ? Milliseconds(kStoreEvery) : Milliseconds(kStoreEveryOutside)))
        askStore();
    if (isOpen()) {
        stood();
        happen(Tick{});
    }
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
    if (m_rooms.scanner != nullptr)
        connect(m_rooms.scanner, &DocumentScanner::sighted, this, [this] {
            if (m_isLooking)
                finish(Check::Camera, Light::Good, u"有画面"_s);
        });
    connect(&m_cameraPatience, &QTimer::timeout, this, [this] {
        if (m_isLooking)
            finish(Check::Camera, Light::Bad, u"没有画面"_s);
    });
    if (m_rooms.speaker != nullptr)
        connect(m_rooms.speaker, &Speaker::ended, this, [this](SpeechId speech, bool spoken) {
            if (m_speech == speech) // whether it was heard, only somebody with ears can tell
                finish(Check::Voice, spoken ? Light::Unknown : Light::Bad,
                       spoken ? u"念了一句，听到就是好的"_s : u"没有念出来"_s);
        });
    if (m_rooms.courier != nullptr)
        connect(m_rooms.courier, &Courier::acked, this, [this] { m_standing.lastDelivered = m_rooms.clock.wall(); });
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

void StaffDesk::stood()
{
    m_standing.reader = m_rooms.reader.state();
    m_standing.printer = m_rooms.printer.status();
    if (m_rooms.pagePrinter != nullptr)
        m_standing.pages = m_rooms.pagePrinter->status();
    if (m_rooms.courier != nullptr)
        m_standing.hub = m_rooms.courier->state();
    m_standing.isClockTrusted = m_rooms.clock.wallIsTrusted();
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
    if (tried.rosterTrouble)
        m_rooms.log.write(EventId::StaffRosterRefused, {{"error", *tried.rosterTrouble}});
    if (tried.answer == PinChecked::Answer::Wrong)
        m_rooms.log.write(EventId::StaffRefused,
                          {{"failures", std::int64_t{tried.failures}},
                           {"wait_s", std::int64_t{std::chrono::ceil<std::chrono::seconds>(tried.lockedFor).count()}}});
    happen(PinChecked{tried.answer, tried.who});
}

void StaffDesk::carryOut(const NoteEntry &effect)
{
    m_rooms.log.write(EventId::StaffEntered,
                      {{"member", std::int64_t{effect.who.place}}, {"role", wordOf(effect.who.role)}});
    askStore();
}

void StaffDesk::carryOut(const Leave &effect)
{
    m_isLooking = false;
    m_cameraPatience.stop();
    if (m_rooms.scanner != nullptr)
        m_rooms.scanner->stop();
    if (m_cardTest)
        m_rooms.reader.cancel(*m_cardTest);
    m_rooms.log.write(EventId::StaffLeft,
                      {{"how", effect.how == Leave::How::Idle ? FixedWord("idle") : FixedWord("asked")}});
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

// --- The self-test -------------------------------------------------------------------------------------------------

void StaffDesk::carryOut(const RunCheck &effect)
{
    switch (effect.check) {
    case Check::Reader:
        return runReader();
    case Check::Slips:
        return runSlips();
    case Check::Pages: {
        const bool can = m_rooms.pagePrinter != nullptr && m_rooms.pagePrinter->status().canPrint();
        return finish(effect.check, can ? Light::Good : Light::Bad, can ? u"有应答，可以打印"_s : u"现在打印不了"_s);
    }
    case Check::Camera:
        return runCamera();
    case Check::Hub:
        return runHub();
    case Check::Store:
        return runStore();
    case Check::Clock: {
        const bool trusted = m_rooms.clock.wallIsTrusted();
        return finish(effect.check, trusted ? Light::Good : Light::Warn, trusted ? u"已对时"_s : u"没有对时"_s);
    }
    case Check::Voice:
        return runVoice();
    }
}

/** Later, from the event loop: a check that ends at once must not end within the step that began it. */
void StaffDesk::finish(Check check, Light light, const QString &word)
{
    if (check == Check::Camera) {
        m_isLooking = false;
        m_cameraPatience.stop();
        m_rooms.scanner->stop();
    }
    if (check == Check::Voice)
        m_speech.reset();
    QMetaObject::invokeMethod(
        this, [this, check, result = CheckResult{light, word}] { happen(Checked{check, result}); },
        Qt::QueuedConnection);
}

/** A reader that looks for a card in vain has answered. */
void StaffDesk::runReader()
{
    if (m_rooms.reader.state() == DeviceState::Ready)
        m_cardTest = m_rooms.reader.read(1500ms);
    else
        finish(Check::Reader, Light::Bad, u"没有接上或自检不通过"_s);
}

void StaffDesk::runSlips()
{
    PrintDocument strip;
    strip.blocks = {
        PrintDocument::Line{u"自检测试条"_s, PrintDocument::Size::Title, PrintDocument::Align::Centre, true},
        PrintDocument::Pair{u"终端"_s, QString::fromLatin1(m_site.terminal)}};
    m_strip = m_rooms.printer.print(strip, kPrintPatience);
}

void StaffDesk::runCamera()
{
    m_isLooking = true;
    m_cameraPatience.start();
    m_rooms.scanner->start();
}

void StaffDesk::runHub()
{
    if (m_rooms.inquirer == nullptr)
        return finish(Check::Hub, Light::Bad, u"没有配置"_s);
    m_rooms.inquirer->askDuty([this](const Result<Duty> &duty) {
        finish(Check::Hub, duty ? Light::Good : Light::Bad,
               duty ? u"有应答"_s : u"没有应答：%1"_s.arg(QString::fromStdString(duty.error().detail)));
    });
}

void StaffDesk::runStore()
{
    OrderStore &store = m_rooms.store;
    m_rooms.storeWorker.run(
        this, [&store] { return store.examine(); },
        [this](const Result<void> &whole) {
            finish(Check::Store, whole ? Light::Good : Light::Bad,
                   whole ? u"每一页都核对过，完好"_s
                         : u"有损坏：%1"_s.arg(QString::fromStdString(whole.error().detail)));
        });
}

void StaffDesk::runVoice()
{
    m_speech = m_rooms.speaker->say(u"自检，听到请放心。"_s, Language::Chinese);
}

} // namespace yz::staff
