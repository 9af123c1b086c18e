// SPDX-License-Identifier: Apache-2.0
#include "reception.h"

#include <core/said.h>

#include <QDir>

namespace yz {
namespace {

using namespace std::chrono_literals;

constexpr auto kMark = QT_TRANSLATE_NOOP("Said", "演练：不是真的，工单不会送出");
constexpr Milliseconds kForgotten = 30min; ///< without anyone at the glass
constexpr Milliseconds kLongest = 2h;      ///< and then nobody is disturbed who is in the middle of something

QString wordsFor(staff::Notice notice)
{
    switch (notice) {
    case staff::Notice::None:
        break;
    case staff::Notice::OrdersLate:
        return Said::tr("值守人员：有申请快到时限，请看维护模式。");
    case staff::Notice::OrdersRefused:
        return Said::tr("值守人员：有申请被平台退回，请看维护模式。");
    case staff::Notice::Device:
        return Said::tr("值守人员：有设备要检查，请看维护模式。");
    }
    return {};
}

} // namespace

/** A visit with a store of its own, under a key that nobody keeps. */
struct Reception::Rehearsal
{
    ~Rehearsal()
    {
        runner.reset();
        worker.reset();
        store.reset();
        QDir(folder).removeRecursively();
    }

    QString folder;
    std::unique_ptr<OrderStore> store;
    std::unique_ptr<Worker> worker;
    std::unique_ptr<Runner> runner;
    const Clock *clock = nullptr;
    Instant begunAt{};
    Instant touchedAt{};
    bool isVisited = false;
};

Reception::Reception(Shell &shell, Runner &visit, EventLog &log) : m_shell(shell), m_visit(visit), m_log(log)
{
    connect(&shell, &Shell::wants, this, &Reception::take);
    connect(&shell, &Shell::touched, this, &Reception::touch);
    serve(visit);
}

Reception::~Reception() = default;

Runner &Reception::runner() const
{
    return m_rehearsal ? *m_rehearsal->runner : m_visit;
}

void Reception::serve(Runner &runner)
{
    connect(&runner, &Runner::viewChanged, this, [this, &runner](const ScreenView &view) {
        if (&runner == &this->runner() && !(m_desk != nullptr && m_desk->isOpen()))
            show(view);
    });
    connect(&runner, &Runner::languageChanged, this, &Reception::languageChanged);
    connect(&runner, &Runner::looksForPages, this, &Reception::looksForPages);
    connect(&runner, &Runner::visitEnded, &m_shell, &Shell::resetAccess);
    connect(&runner, &Runner::staffWanted, this, [this] {
        if (m_desk != nullptr)
            m_desk->knock();
    });
}

void Reception::show(ScreenView view)
{
    if (m_desk != nullptr && std::holds_alternative<HomeView>(view.page))
        view.attendant = wordsFor(m_desk->notice());
    m_shell.show(view);
}

void Reception::admit(staff::StaffDesk &desk, std::function<Practice()> practice)
{
    m_desk = &desk;
    m_practice = std::move(practice);
    connect(&desk, &staff::StaffDesk::viewChanged, &m_shell, [this](const ScreenView &view) { m_shell.show(view); });
    connect(&desk, &staff::StaffDesk::left, this, &Reception::staffLeft);
    connect(&desk, &staff::StaffDesk::practiceWanted, this, &Reception::setPractice);
}

void Reception::take(const Intent &intent)
{
    if (m_desk != nullptr && m_desk->isOpen())
        m_desk->take(intent);
    else
        runner().take(intent);
}

void Reception::touch()
{
    if (m_rehearsal)
        m_rehearsal->touchedAt = m_rehearsal->clock->now();
    if (m_desk != nullptr && m_desk->isOpen())
        m_desk->touch();
    else
        runner().touch();
}

void Reception::tick()
{
    m_visit.tick();
    if (m_rehearsal)
        m_rehearsal->runner->tick();
    if (m_desk != nullptr)
        m_desk->tick();
    watchPractice();
}

/** Else the next citizen files an order that is destroyed. */
void Reception::watchPractice()
{
    if (!m_rehearsal || m_rehearsal->isVisited || m_desk->isOpen())
        return;
    const Instant now = m_rehearsal->clock->now();
    if (now - m_rehearsal->touchedAt < kForgotten && now - m_rehearsal->begunAt < kLongest)
        return;
    endPractice(Ending::Forgotten);
    m_desk->practiceStood(false);
    staffLeft();
}

void Reception::offer(const Catalogues &catalogues)
{
    m_visit.offer(catalogues);
    if (m_rehearsal)
        m_rehearsal->runner->offer(catalogues);
}

void Reception::staffLeft()
{
    m_shell.resetAccess();
    runner().staffLeft();
    show(runner().view());
}

void Reception::setPractice(bool on)
{
    Result<bool> practising(on);
    if (!on) {
        endPractice(Ending::Asked);
    } else if (!m_rehearsal) {
        if (const auto begun = beginPractice(); !begun) {
            m_log.write(EventId::PracticeNotBegun, {{"error", begun.error()}});
            practising = begun.error();
        }
    }
    m_desk->practiceStood(practising);
}

Result<void> Reception::beginPractice()
{
    Practice practice = m_practice();
    QDir(practice.folder).removeRecursively(); // of a practice that a power cut ended
    auto rehearsal = std::make_unique<Rehearsal>();
    rehearsal->folder = practice.folder;
    OrderStore::Options options{practice.folder, practice.site.terminal};
    options.ballastBytes = 0;
    auto store = OrderStore::open(options, SecretBytes::random(32), practice.rooms.clock, m_log);
    if (!store)
        return store.error();
    rehearsal->store = *std::move(store);
    rehearsal->worker = std::make_unique<Worker>("yz-practice");
    // Nothing of it reaches the hub: no courier, no questions, no calls.
    Runner::Rooms rooms{practice.rooms.reader, practice.rooms.printer, *rehearsal->store, *rehearsal->worker, nullptr,
                        practice.rooms.clock,  practice.rooms.log};
    rooms.pagePrinter = practice.rooms.pagePrinter;
    rooms.scanner = practice.rooms.scanner;
    rooms.codes = practice.rooms.codes;
    rooms.laws = practice.rooms.laws;
    rooms.speaker = practice.rooms.speaker;
    practice.site.practice = QString::fromUtf8(kMark);
    practice.site.hasStaffDoor = true;
    rehearsal->runner = std::make_unique<Runner>(rooms, std::move(practice.site));
    rehearsal->clock = &practice.rooms.clock;
    rehearsal->begunAt = rehearsal->touchedAt = practice.rooms.clock.now();
    m_rehearsal = std::move(rehearsal);
    serve(*m_rehearsal->runner);
    Rehearsal &at = *m_rehearsal;
    connect(at.runner.get(), &Runner::visitBegan, this, [&at] { at.isVisited = true; });
    connect(at.runner.get(), &Runner::visitEnded, this, [&at] { at.isVisited = false; });
    Q_EMIT languageChanged(m_rehearsal->runner->view().language);
    m_log.write(EventId::PracticeBegun);
    return {};
}

void Reception::endPractice(Ending how)
{
    if (!m_rehearsal)
        return;
    m_rehearsal.reset();
    Q_EMIT languageChanged(m_visit.view().language); // whatever was spoken while practising
    m_log.write(EventId::PracticeEnded, {{"how", how == Ending::Asked ? FixedWord("asked") : FixedWord("forgotten")}});
}

} // namespace yz
