// SPDX-License-Identifier: Apache-2.0
#include "step_work.h"

#include <algorithm>

namespace yz {
namespace {

using namespace std::chrono_literals;

constexpr Milliseconds kGoodbye = 8s;

} // namespace

void Step::on(const HubChanged &event)
{
    m_state.offline = !event.reachable;
    if (m_state.offline)
        m_state.duty = {}; // nobody is known to be there
}

void Step::on(const PrinterChanged &event)
{
    m_state.printerDown = !event.status.canPrint();
    m_state.paperLow = event.status.paper == PaperState::Low;
}

void Step::on(const PagePrinterChanged &event)
{
    m_state.canPrintPages = event.status.canPrint();
}

void Step::on(const ReaderChanged &event)
{
    m_state.readerReady = event.ready;
    auto *waiting = std::get_if<AwaitingCard>(&m_state.stage);
    // Plugged in again while somebody stands there with the card in hand.
    if (waiting != nullptr && event.ready && waiting->phase == CardView::Phase::Trouble)
        startReading(*waiting, CardView::Phase::Waiting);
}

void Step::on(const CardReading &)
{
    if (auto *waiting = std::get_if<AwaitingCard>(&m_state.stage)) {
        waiting->phase = CardView::Phase::Reading;
        m_state.touchedAt = m_around.now; // laying the card down is being there
    }
}

void Step::on(const CardAnswered &event)
{
    auto *waiting = std::get_if<AwaitingCard>(&m_state.stage);
    if (waiting == nullptr)
        return;
    if (event.identity && !waiting->number.isEmpty())
        ask(QString(waiting->number), *event.identity, waiting->slip, waiting->toRate);
    else if (event.identity)
        m_state.stage = ConfirmingIdentity{{waiting->service, *event.identity, {}, {}}};
    else
        cardTrouble(*waiting, event.identity.fault());
}

void Step::on(const DraftBegun &event)
{
    if (!event.draft)
        return; // told when the order cannot be stored either; the form itself still stands
    auto *application = fillable();
    if (event.visit != m_state.visit || application == nullptr || application->draft) {
        m_effects.push_back(DiscardDraft{*event.draft});
        return;
    }
    application->draft = *event.draft;
    for (const auto &[field, value] : application->answers)
        m_effects.push_back(JournalAnswer{*application->draft, field, value});
}

void Step::on(const SlipEnded &event)
{
    m_effects.push_back(NoteSlip{event.order, event.report});
    auto *done = std::get_if<Done>(&m_state.stage);
    if (done == nullptr || done->ticket.order != event.order)
        return;
    using Slip = ResultView::Slip;
    switch (event.report.outcome) {
    case PrintOutcome::Confirmed:
        done->slipStands = Slip::Confirmed;
        break;
    case PrintOutcome::Failed:
        done->slipStands = Slip::Failed;
        break;
    case PrintOutcome::Unknown:
        done->slipStands = Slip::Unknown;
        break;
    }
    done->slipFault = event.report.error.fault;
}

namespace {

SheetStands standsAfter(PrintOutcome outcome)
{
    switch (outcome) {
    case PrintOutcome::Confirmed:
        return SheetStands::Printed;
    case PrintOutcome::Failed:
        return SheetStands::Failed;
    case PrintOutcome::Unknown:
        break;
    }
    return SheetStands::Unknown;
}

} // namespace

void Step::on(const SheetEnded &event)
{
    if (event.visit != m_state.visit)
        return;
    if (auto *browsing = std::get_if<Browsing>(&m_state.stage)) {
        // It may have come out while another page was already being read.
        for (auto &stop : browsing->trail) {
            auto *sheet = sheetAt(stop);
            if (sheet != nullptr && sheet->number == event.sheet && sheet->stands == SheetStands::Printing)
                sheet->stands = standsAfter(event.report.outcome);
        }
        return;
    }
    auto *sheet = sheetOf(m_state.stage);
    if (sheet != nullptr && *sheet == SheetStands::Printing)
        *sheet = standsAfter(event.report.outcome);
}

void Step::on(const StaffLeft &)
{
    if (std::holds_alternative<WithStaff>(m_state.stage))
        leave(EndVisit::How::Staff);
}

/** Only from Home: nobody's matter is interrupted, and nothing of a citizen can lie on the screen. */
void Step::wants(const AskStaff &)
{
    m_state.cover = Cover::None;
    if (!m_around.hasStaffDoor || !std::holds_alternative<AtHome>(m_state.stage))
        return;
    m_state.stage = WithStaff{};
    m_effects.push_back(AdmitStaff{});
}

void Step::on(const Intent &intent)
{
    if (std::holds_alternative<WithStaff>(m_state.stage))
        return; // the maintenance mode has its own
    m_state.touchedAt = m_around.now;
    std::visit([this](const auto &wish) { wants(wish); }, intent);
}

void Step::on(const OrderStored &event)
{
    auto *storing = std::get_if<Storing>(&m_state.stage);
    if (storing == nullptr || storing->order.stamp.order != event.order) {
        followUpStored(event);
        return;
    }
    if (storing->isLeft) { // what was begun is kept; nobody is here to be told
        if (event.ticket)
            m_effects.push_back(WakeCourier{});
        leave(EndVisit::How::QuickExit);
        return;
    }
    m_state.touchedAt = m_around.now;
    if (!event.ticket) {
        m_state.stage = StoreFailed{std::move(storing->application), std::move(storing->order), event.ticket.fault()};
        return;
    }
    auto done = doneWith(*storing, *event.ticket);
    if (done.slipStands == ResultView::Slip::Printing)
        m_effects.push_back(PrintSlip{event.order, done.slip});
    m_effects.push_back(WakeCourier{});
    m_state.stage = std::move(done);
}

void Step::store(Application application, WorkOrder order)
{
    m_effects.push_back(StoreOrder{seal(order), application.draft});
    m_state.stage = Storing{std::move(application), std::move(order)};
}

void Step::leave(EndVisit::How how)
{
    m_state.cover = how == EndVisit::How::QuickExit ? Cover::Hidden : Cover::None;
    if (std::holds_alternative<AtHome>(m_state.stage))
        return;
    // A draft without a single answer is nothing to come back to.
    if (const auto *application = fillable(); application && application->draft && application->answers.empty())
        m_effects.push_back(DiscardDraft{*application->draft});
    m_state.stage = AtHome{};
    m_effects.push_back(EndVisit{how});
}

void Step::watchIdle()
{
    if (const auto *leaving = std::get_if<Leaving>(&m_state.stage)) {
        if (m_around.now - leaving->since >= kGoodbye)
            leave(EndVisit::How::Finished);
        return;
    }
    if (std::holds_alternative<AtHome>(m_state.stage)) {
        tidyHome();
        return;
    }
    const auto patience = patienceOf(m_state);
    if (!patience || m_state.speaking) // whoever listens need not touch
        return;
    const auto quiet = m_around.now - m_state.touchedAt;
    if (quiet < *patience)
        return;
    if (quiet < *patience + warningOf(m_state)) {
        m_state.cover = Cover::Idle;
        return;
    }
    const auto *done = std::get_if<Done>(&m_state.stage);
    if (done != nullptr || std::holds_alternative<CallOver>(m_state.stage))
        sayGoodbye(done != nullptr && paperMayLie(*done));
    else
        leave(EndVisit::How::WalkedAway);
}

/** A language, a voice, a cover that somebody chose at Home and walked away from are not the next one's. */
void Step::tidyHome()
{
    constexpr Milliseconds kQuiet = 60s;
    if (m_around.now - m_state.touchedAt < kQuiet)
        return;
    m_state.cover = Cover::None;
    forgetTheCitizen(m_state);
}

namespace {

const Application *applicationIn(const Stage &stage)
{
    if (const auto *one = std::get_if<ConfirmingIdentity>(&stage))
        return &one->application;
    if (const auto *one = std::get_if<Filling>(&stage))
        return &one->application;
    if (const auto *one = std::get_if<Checking>(&stage))
        return &one->application;
    if (const auto *one = std::get_if<Scanning>(&stage))
        return &one->application;
    if (const auto *one = std::get_if<Storing>(&stage))
        return &one->application;
    if (const auto *one = std::get_if<StoreFailed>(&stage))
        return &one->application;
    return nullptr;
}

/** While a slip's number is asked for, the slip itself will do. */
bool looksForSlips(const Surroundings &around, const State &state)
{
    const auto *filling = std::get_if<Filling>(&state.stage);
    return state.canScan && filling != nullptr &&
           around.catalogues.chinese.forms.at(filling->application.service).cardAfterForm;
}

/** The order that pages are being kept for. */
std::optional<Uuid> pagesHeldFor(const Stage &stage)
{
    const auto *application = applicationIn(stage);
    return application != nullptr ? application->order : std::nullopt;
}

/** Where a step began: not the stage itself, which would be one more copy of what the citizen entered. */
struct Border
{
    Border(const Surroundings &around, const State &state) : Border(state.stage)
    {
        readsCodes = looksForSlips(around, state);
    }
    explicit Border(const Stage &stage)
        : index(stage.index()),
          isHome(std::holds_alternative<AtHome>(stage)),
          isAwaiting(std::holds_alternative<AwaitingCard>(stage)),
          isCalling(std::holds_alternative<Calling>(stage)),
          isScanning(std::holds_alternative<Scanning>(stage)),
          pagesFor(pagesHeldFor(stage))
    {
    }
    std::size_t index;
    bool isHome;
    bool isAwaiting;
    bool isCalling;
    bool isScanning;
    bool readsCodes = false;
    std::optional<Uuid> pagesFor;
};

/** What holds whichever way a stage was left or entered. */
void settleBorders(const Surroundings &around, Border before, State &state, std::vector<Effect> &effects)
{
    const bool wasHome = before.isHome;
    const bool isHome = std::holds_alternative<AtHome>(state.stage);
    if (before.isAwaiting && !std::holds_alternative<AwaitingCard>(state.stage))
        effects.insert(effects.begin(), StopReading{});
    // Whichever way a call is left: nothing looks or listens any more.
    if (before.isCalling && !std::holds_alternative<Calling>(state.stage))
        effects.insert(effects.begin(), DropCall{});
    const bool isScanning = std::holds_alternative<Scanning>(state.stage);
    if (before.isScanning && !isScanning)
        effects.insert(effects.begin(), StopScanner{});
    if (!before.isScanning && isScanning)
        effects.push_back(StartScanner{});
    const bool readsCodes = looksForSlips(around, state);
    if (before.readsCodes && !readsCodes)
        effects.insert(effects.begin(), StopCodes{});
    if (!before.readsCodes && readsCodes)
        effects.push_back(StartCodes{});
    // Pages of an order that was not made go with the citizen; those of one that was are the order's.
    if (before.pagesFor && !pagesHeldFor(state.stage) && !std::holds_alternative<Done>(state.stage))
        effects.push_back(DiscardPages{*before.pagesFor});
    if (wasHome && !isHome)
        effects.insert(effects.begin(), BeginVisit{});
    if (!wasHome && isHome) {
        forgetTheCitizen(state);
        ++state.visit;
    }
    if (isHome && state.newWords) {
        state.newWords = false;
        effects.push_back(SwitchCatalogue{});
    }
    if (const auto *storing = std::get_if<Storing>(&state.stage); storing != nullptr && storing->isLeft)
        state.cover = Cover::Hidden; // whatever else was asked for meanwhile
    if (before.index != state.stage.index() && state.cover == Cover::Leave)
        state.cover = Cover::None;
}

} // namespace

Stepped step(const Surroundings &around, State state, const Event &event)
{
    Stepped stepped{std::move(state), {}};
    const Border before(around, stepped.state);
    // A touch answers the idle warning, wherever it lands.
    const bool isTouch = std::holds_alternative<Touched>(event) || std::holds_alternative<Intent>(event);
    if (isTouch && stepped.state.cover == Cover::Idle)
        stepped.state.cover = Cover::None;
    const bool isHeard = stepped.state.speech || stepped.state.speaking;
    const auto heard = isHeard ? std::optional(spokenWords(viewOf(around, stepped.state))) : std::nullopt;
    Step work(around, stepped.state, stepped.effects);
    std::visit([&](const auto &happening) { work.on(happening); }, event);
    settleBorders(around, before, stepped.state, stepped.effects);
    settleVoice(around, before.isHome, heard, stepped.state, stepped.effects);
    return stepped;
}

} // namespace yz
