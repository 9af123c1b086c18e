// SPDX-License-Identifier: Apache-2.0
#include "visit/runner.h"

#include <core/said.h>
#include <words/identity.h>

namespace yz {
namespace {

using namespace std::chrono_literals;

constexpr Milliseconds kCardPatience = 60s;
constexpr Milliseconds kPrintPatience = 8s;
constexpr Milliseconds kPagesPatience = 90s; ///< a laser printer warms up first

FixedWord wordFor(EndVisit::How how)
{
    switch (how) {
    case EndVisit::How::Finished:
        return "finished";
    case EndVisit::How::WentHome:
        return "went-home";
    case EndVisit::How::WalkedAway:
        return "walked-away";
    case EndVisit::How::QuickExit:
        return "quick-exit";
    case EndVisit::How::Staff:
        return "staff";
    }
    return "finished";
}

} // namespace

Runner::Runner(Rooms rooms, Site site, QObject *parent) : QObject(parent), m_rooms(rooms), m_site(std::move(site))
{
    m_state.touchedAt = m_rooms.clock.now();
    m_state.readerReady = m_rooms.reader.state() == DeviceState::Ready;
    m_state.printerDown = !m_rooms.printer.status().canPrint();

    connect(&m_rooms.reader, &IdCardReader::reading, this, [this](CardRequestId request) {
        if (m_reading == request && !m_cancelled)
            happen(CardReading{});
    });
    connect(&m_rooms.reader, &IdCardReader::finished, this, &Runner::onCardFinished);
    connect(&m_rooms.reader, &IdCardReader::stateChanged, this,
            [this](DeviceState state) { happen(ReaderChanged{state == DeviceState::Ready}); });
    connect(&m_rooms.printer, &ReceiptPrinter::finished, this, &Runner::onSlipFinished);
    connect(&m_rooms.printer, &ReceiptPrinter::statusChanged, this,
            [this](const PrinterStatus &status) { happen(PrinterChanged{status}); });
    if (m_rooms.pagePrinter != nullptr) {
        m_state.canPrintPages = m_rooms.pagePrinter->status().canPrint();
        connect(m_rooms.pagePrinter, &PagePrinter::finished, this, &Runner::onPagesFinished);
        connect(m_rooms.pagePrinter, &PagePrinter::statusChanged, this,
                [this](const PagePrinterStatus &status) { happen(PagePrinterChanged{status}); });
    }
    if (m_rooms.courier != nullptr) {
        connect(m_rooms.courier, &Courier::stateChanged, this,
                [this](HubState state) { happen(HubChanged{state == HubState::Reachable}); });
    }
    watchScanner();
    watchLaws();
    watchSpeaker();
    if (m_rooms.callDesk != nullptr) {
        m_state.canCall = m_rooms.inquirer != nullptr;
        connect(m_rooms.callDesk, &callflow::CallDesk::changed, this,
                [this](const callflow::Standing &standing) { happen(CallStands{m_state.visit, standing}); });
    }
}

Surroundings Runner::around() const
{
    return {m_site.catalogues,          m_site.place,         m_site.terminal,
            m_rooms.clock.now(),        m_rooms.clock.wall(), m_rooms.clock.wallIsTrusted(),
            Uuid::fresh(m_rooms.clock), m_site.practice,      m_site.hasStaffDoor};
}

void Runner::happen(const Event &event)
{
    auto stepped = step(around(), std::move(m_state), event);
    m_state = std::move(stepped.state);
    for (const auto &effect : stepped.effects)
        std::visit([this](const auto &one) { carryOut(one); }, effect);
    if (m_state.language != m_language) { // before the page is made: its sentences are in it
        m_language = m_state.language;
        Q_EMIT languageChanged(m_language);
    }
    Q_EMIT viewChanged(view());
}

void Runner::carryOut(const BeginVisit &)
{
    m_rooms.log.write(EventId::VisitStarted);
    Q_EMIT visitBegan();
}

void Runner::carryOut(const EndVisit &effect)
{
    m_rooms.log.write(EventId::VisitEnded, {{"how", wordFor(effect.how)}});
    settleStore();
    // What still waits for paper is not to come out before somebody else.
    for (const auto &[request, sheet] : m_pageSheets)
        m_rooms.pagePrinter->cancel(request);
    if (m_rooms.inquirer != nullptr)
        m_rooms.inquirer->forget();
    forgetLaws();
    Q_EMIT visitEnded();
}

void Runner::carryOut(const StartReading &)
{
    m_wantsReading = true;
    if (m_reading)
        return;
    m_cancelled = false;
    m_wantsReading = false;
    m_reading = m_rooms.reader.read(kCardPatience);
}

void Runner::carryOut(const StopReading &)
{
    m_wantsReading = false;
    if (m_reading && !m_cancelled) {
        m_cancelled = true;
        m_rooms.reader.cancel(*m_reading);
    }
}

void Runner::onCardFinished(CardRequestId request, const IdCardAnswer &answer)
{
    if (m_reading != request)
        return;
    m_reading.reset();
    const bool wasCancelled = m_cancelled;
    if (m_wantsReading) {
        carryOut(StartReading{});
        return;
    }
    if (wasCancelled)
        return; // whatever came in the meantime was laid down for nobody
    if (!*answer) {
        if (!answer->failedWith(Fault::TimedOut))
            m_rooms.log.write(EventId::CardReadFailed, {{"error", answer->error()}});
        happen(CardAnswered{answer->error()});
        return;
    }
    m_rooms.log.write(EventId::CardRead);
    IdentityNeed need;
    if (const auto *waiting = std::get_if<AwaitingCard>(&m_state.stage))
        need = m_site.catalogues.chinese.forms.at(waiting->service).need;
    happen(CardAnswered{minimise(**answer, need)});
}

void Runner::carryOut(const BeginDraft &effect)
{
    m_rooms.storeWorker.run(
        this, [store = &m_rooms.store, effect] { return store->beginDraft(effect.service, effect.packVersion); },
        [this, visit = m_state.visit](Result<Uuid> draft) { happen(DraftBegun{visit, std::move(draft)}); });
}

void Runner::keepTrying(const Result<void> &result)
{
    // The form itself still stands; if the order cannot be stored either, the citizen is told then.
    if (!result)
        m_rooms.log.write(EventId::OrderNotStored, {{"error", result.error()}});
}

void Runner::carryOut(const JournalAnswer &effect)
{
    m_rooms.storeWorker.run(
        this,
        [store = &m_rooms.store, effect] {
            return store->journal(effect.draft, effect.field, effect.value.join(QLatin1Char('\n')));
        },
        [this](const Result<void> &result) { keepTrying(result); });
}

void Runner::carryOut(const DiscardDraft &effect)
{
    m_rooms.storeWorker.run(
        this, [store = &m_rooms.store, draft = effect.draft] { return store->discardDraft(draft); },
        [this](const Result<void> &result) { keepTrying(result); });
}

void Runner::carryOut(const StoreOrder &effect)
{
    m_rooms.storeWorker.run(
        this, [store = &m_rooms.store, effect] { return store->put(effect.sealed, effect.draft); },
        [this, order = effect.sealed.order](Result<Ticket> ticket) {
            if (ticket) {
                m_rooms.log.write(EventId::OrderCommitted,
                                  {{"order", order}, {"seq", static_cast<std::int64_t>(ticket->sequence)}});
            } else {
                m_rooms.log.write(EventId::OrderNotStored, {{"order", order}, {"error", ticket.error()}});
            }
            happen(OrderStored{order, std::move(ticket)});
        });
}

/** Whatever comes out while people practise says so, first of all. */
PrintDocument Runner::marked(PrintDocument paper) const
{
    if (m_site.practice.isEmpty())
        return paper;
    QStringList marks{m_site.practice, Said::tr(m_site.practice.toUtf8().constData())}; // the paper stays, in Chinese
    marks.removeDuplicates();
    for (qsizetype i = 0; i < marks.size(); ++i)
        paper.blocks.insert(paper.blocks.begin() + i, PrintDocument::Line{marks[i], PrintDocument::Size::Title,
                                                                          PrintDocument::Align::Centre, true});
    return paper;
}

void Runner::carryOut(const PrintSlip &effect)
{
    note(effect.order, SlipState::Sent);
    m_printing.emplace(m_rooms.printer.print(marked(effect.slip), kPrintPatience), effect.order);
}

void Runner::carryOut(const PrintSheet &effect)
{
    if (effect.onPages && m_rooms.pagePrinter != nullptr)
        m_pageSheets.emplace(m_rooms.pagePrinter->print({marked(effect.sheet), m_site.place}, kPagesPatience),
                             Asked{m_state.visit, effect.number});
    else
        m_sheets.emplace(m_rooms.printer.print(marked(effect.sheet), kPrintPatience),
                         Asked{m_state.visit, effect.number});
}

void Runner::onPagesFinished(PrintRequestId request, const PrintReport &report)
{
    const auto sheet = m_pageSheets.find(request);
    if (sheet == m_pageSheets.end())
        return;
    const auto asked = sheet->second;
    m_pageSheets.erase(sheet);
    happen(SheetEnded{asked.visit, report, asked.number});
}

void Runner::onSlipFinished(PrintRequestId request, const PrintReport &report)
{
    if (const auto sheet = m_sheets.find(request); sheet != m_sheets.end()) {
        const auto asked = sheet->second;
        m_sheets.erase(sheet);
        happen(SheetEnded{asked.visit, report, asked.number});
        return;
    }
    const auto printing = m_printing.find(request);
    if (printing == m_printing.end())
        return;
    const Uuid order = printing->second;
    m_printing.erase(printing);
    happen(SlipEnded{order, report});
}

void Runner::carryOut(const NoteSlip &effect)
{
    switch (effect.report.outcome) {
    case PrintOutcome::Confirmed:
        m_rooms.log.write(EventId::SlipPrinted, {{"order", effect.order}});
        note(effect.order, SlipState::Confirmed);
        break;
    case PrintOutcome::Failed:
        m_rooms.log.write(EventId::SlipFailed, {{"order", effect.order}, {"error", effect.report.error}});
        note(effect.order, SlipState::Failed);
        break;
    case PrintOutcome::Unknown:
        m_rooms.log.write(EventId::SlipUnknown, {{"order", effect.order}});
        note(effect.order, SlipState::Unknown);
        break;
    }
    if (std::holds_alternative<AtHome>(m_state.stage)) // the visit ended before its paper did
        settleStore();
}

/** The log of the database still holds the pages as they were written; folding it in removes them. */
void Runner::settleStore()
{
    m_rooms.storeWorker.post([store = &m_rooms.store] { (void)store->settle(); });
}

void Runner::note(const Uuid &order, SlipState state)
{
    m_rooms.storeWorker.run(
        this, [store = &m_rooms.store, order, state] { return store->noteSlip(order, state); },
        [this](const Result<void> &result) { keepTrying(result); });
}

void Runner::carryOut(const WakeCourier &)
{
    if (m_rooms.courier != nullptr)
        m_rooms.courier->wake();
}

} // namespace yz
