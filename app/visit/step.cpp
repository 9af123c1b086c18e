// SPDX-License-Identifier: Apache-2.0
#include "visit/step.h"

#include <words/receipt.h>

#include <algorithm>

namespace yz {
namespace {

using namespace std::chrono_literals;

constexpr Milliseconds kGoodbye = 8s;

/** One step on its way: the state it changes and the effects it gathers. */
class Step
{
public:
    Step(const Surroundings &around, State &state, std::vector<Effect> &effects)
        : m_around(around), m_state(state), m_effects(effects)
    {
    }

    // The terminal's own condition, in any stage
    void on(const Tick &) { watchIdle(); }
    void on(const Touched &) { m_state.touchedAt = m_around.now; }
    void on(const HubChanged &event) { m_state.offline = !event.reachable; }
    void on(const PrinterChanged &event)
    {
        m_state.printerDown = !event.status.canPrint();
        m_state.paperLow = event.status.paper == PaperState::Low;
    }
    void on(const ReaderChanged &event)
    {
        m_state.readerReady = event.ready;
        auto *waiting = std::get_if<AwaitingCard>(&m_state.stage);
        // Plugged in again while somebody stands there with the card in hand.
        if (waiting != nullptr && event.ready && waiting->phase == CardView::Phase::Trouble)
            startReading(*waiting, CardView::Phase::Waiting);
    }

    // The card
    void on(const CardReading &)
    {
        if (auto *waiting = std::get_if<AwaitingCard>(&m_state.stage)) {
            waiting->phase = CardView::Phase::Reading;
            m_state.touchedAt = m_around.now; // laying the card down is being there
        }
    }
    void on(const CardAnswered &event)
    {
        auto *waiting = std::get_if<AwaitingCard>(&m_state.stage);
        if (waiting == nullptr)
            return;
        if (event.identity)
            m_state.stage = ConfirmingIdentity{{waiting->service, *event.identity, {}, {}}};
        else
            cardTrouble(*waiting, event.identity.fault());
    }

    // The store
    void on(const DraftBegun &event)
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
    void on(const OrderStored &event)
    {
        auto *storing = std::get_if<Storing>(&m_state.stage);
        if (storing == nullptr || storing->order.stamp.order != event.order)
            return;
        m_state.touchedAt = m_around.now;
        if (!event.ticket) {
            m_state.stage =
                StoreFailed{std::move(storing->application), std::move(storing->order), event.ticket.fault()};
            return;
        }
        const auto &pack = m_around.packs.at(storing->order.service);
        Done done{storing->order.service, *event.ticket,
                  receiptFor(storing->order, *event.ticket, pack, m_around.place)};
        m_effects.push_back(PrintSlip{event.order, done.slip});
        m_effects.push_back(WakeCourier{});
        m_state.stage = std::move(done);
    }

    // The printer. Journalled also when nobody is there any more to be told.
    void on(const SlipEnded &event)
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

    // The citizen
    void on(const Intent &intent)
    {
        m_state.touchedAt = m_around.now;
        std::visit([this](const auto &wish) { wants(wish); }, intent);
    }

private:
    void wants(const OpenService &wish)
    {
        if (!std::holds_alternative<AtHome>(m_state.stage))
            return;
        if (m_around.packs.contains(wish.service))
            m_state.stage = AtGuide{wish.service};
        else
            m_state.stage = AtNotYet{wish.service};
    }
    void wants(const Begin &)
    {
        if (const auto *guide = std::get_if<AtGuide>(&m_state.stage))
            awaitCard(guide->service);
    }
    void wants(const GoHome &)
    {
        if (std::holds_alternative<Storing>(m_state.stage))
            return;
        if (const auto *application = fillable();
            application != nullptr && !application->answers.empty() && m_state.cover != Cover::Leave) {
            m_state.cover = Cover::Leave;
            return;
        }
        leave(EndVisit::How::WentHome);
    }
    void wants(const LeaveNow &)
    {
        if (m_state.cover == Cover::Leave)
            leave(EndVisit::How::WentHome);
    }
    void wants(const QuickExit &)
    {
        if (!std::holds_alternative<Storing>(m_state.stage))
            leave(EndVisit::How::QuickExit);
    }
    void wants(const AskHelp &) { m_state.cover = Cover::Help; }
    void wants(const CloseCover &) { m_state.cover = Cover::None; }
    void wants(const UseElderMode &wish) { m_state.elder = wish.on; }
    void wants(const RetryHere &)
    {
        if (auto *waiting = std::get_if<AwaitingCard>(&m_state.stage)) {
            if (waiting->phase == CardView::Phase::Trouble)
                startReading(*waiting, CardView::Phase::Waiting);
        } else if (auto *failed = std::get_if<StoreFailed>(&m_state.stage)) {
            // The same order id: if the first attempt did reach the disk after all, this gives its ticket.
            store(std::move(failed->application), std::move(failed->order));
        }
    }
    void wants(const ConfirmIdentity &)
    {
        auto *confirming = std::get_if<ConfirmingIdentity>(&m_state.stage);
        if (confirming == nullptr)
            return;
        Application application = std::move(confirming->application);
        const auto &pack = m_around.packs.at(application.service);
        if (!application.draft)
            m_effects.push_back(BeginDraft{application.service, pack.version});
        const auto first = questionsFor(pack, application.answers).front()->field;
        m_state.stage = Filling{std::move(application), first, {}, false};
    }
    void wants(const NotMe &)
    {
        const auto *confirming = std::get_if<ConfirmingIdentity>(&m_state.stage);
        if (confirming == nullptr)
            return;
        if (confirming->application.draft)
            m_effects.push_back(DiscardDraft{*confirming->application.draft});
        awaitCard(QString(confirming->application.service));
    }
    void wants(const EditAnswer &wish)
    {
        auto *filling = std::get_if<Filling>(&m_state.stage);
        if (filling == nullptr || filling->field != wish.field)
            return;
        filling->problem.clear();
        keep(filling->application, wish.field, wish.value);
    }
    void wants(const GiveAnswer &wish)
    {
        auto *filling = std::get_if<Filling>(&m_state.stage);
        if (filling == nullptr || filling->field != wish.field)
            return;
        const auto asked = questionsOf(filling->application);
        const auto here = find(asked, wish.field);
        if (here == asked.end())
            return;
        keep(filling->application, wish.field, wish.value);
        filling->problem = problemWith(**here, wish.value);
        if (filling->problem.isEmpty())
            goOn(*filling);
    }
    void wants(const ChangeAnswer &wish)
    {
        auto *checking = std::get_if<Checking>(&m_state.stage);
        if (checking == nullptr)
            return;
        const auto asked = questionsOf(checking->application);
        if (find(asked, wish.field) != asked.end())
            m_state.stage = Filling{std::move(checking->application), wish.field, {}, true};
    }
    void wants(const Submit &)
    {
        auto *checking = std::get_if<Checking>(&m_state.stage);
        if (checking == nullptr)
            return;
        auto &application = checking->application;
        const OrderStamp stamp{m_around.freshOrder, m_around.terminal, m_around.wall, m_around.clockTrusted};
        auto order = draft(m_around.packs.at(application.service), application.applicant, application.answers, stamp);
        if (order)
            store(std::move(application), *std::move(order));
        else
            toFirstUnanswered(std::move(application));
    }
    void wants(const PrintAgain &)
    {
        auto *done = std::get_if<Done>(&m_state.stage);
        using Slip = ResultView::Slip;
        if (done == nullptr || done->slipStands == Slip::Printing || done->slipStands == Slip::Confirmed)
            return;
        done->slipStands = Slip::Printing;
        ++done->reprints;
        m_effects.push_back(PrintSlip{done->ticket.order, asReprint(done->slip, done->reprints)});
    }
    void wants(const Finish &)
    {
        if (const auto *done = std::get_if<Done>(&m_state.stage))
            sayGoodbye(*done);
        else if (std::holds_alternative<Leaving>(m_state.stage))
            leave(EndVisit::How::Finished);
    }
    void wants(const GoBack &)
    {
        if (m_state.cover != Cover::None) {
            m_state.cover = Cover::None;
            return;
        }
        std::visit([this](auto &stage) { back(stage); }, m_state.stage);
    }

    // The way back, stage by stage
    void back(AtNotYet &) { leave(EndVisit::How::WentHome); }
    void back(AtGuide &) { leave(EndVisit::How::WentHome); }
    void back(AwaitingCard &stage) { m_state.stage = AtGuide{QString(stage.service)}; }
    void back(ConfirmingIdentity &stage)
    {
        if (stage.application.draft)
            m_effects.push_back(DiscardDraft{*stage.application.draft});
        m_state.stage = AtGuide{QString(stage.application.service)};
    }
    void back(Filling &stage)
    {
        if (stage.fromCheck) {
            m_state.stage = Checking{std::move(stage.application)};
            return;
        }
        const auto asked = questionsOf(stage.application);
        const auto here = find(asked, stage.field);
        if (here == asked.begin() || here == asked.end()) {
            m_state.stage = ConfirmingIdentity{std::move(stage.application)};
        } else {
            stage.field = (*std::prev(here))->field;
            stage.problem.clear();
        }
    }
    void back(Checking &stage)
    {
        const auto last = questionsOf(stage.application).back()->field;
        m_state.stage = Filling{std::move(stage.application), last, {}, false};
    }
    void back(StoreFailed &stage) { m_state.stage = Checking{std::move(stage.application)}; }
    void back(AtHome &) {}
    void back(Storing &) {} // a write under way is never interrupted
    void back(Done &) {}    // what is stored is stored: the way out is Finish
    void back(Leaving &) {}

    void awaitCard(QString service)
    {
        m_state.stage = AwaitingCard{std::move(service)};
        m_effects.push_back(StartReading{});
    }
    void startReading(AwaitingCard &waiting, CardView::Phase phase)
    {
        waiting.phase = phase;
        m_effects.push_back(StartReading{});
    }
    void cardTrouble(AwaitingCard &waiting, Fault fault)
    {
        switch (fault) {
        case Fault::TimedOut: // nobody laid a card yet: the idle clock decides how long we wait
            startReading(waiting, CardView::Phase::Waiting);
            break;
        case Fault::DeviceAbsent:
        case Fault::DeviceBroken:
            waiting.trouble = fault; // wait for the device or a tap: asking again would only fail at once
            waiting.phase = CardView::Phase::Trouble;
            break;
        default:
            waiting.trouble = fault;
            startReading(waiting, CardView::Phase::Trouble);
        }
    }

    std::vector<const Question *> questionsOf(const Application &application) const
    {
        return questionsFor(m_around.packs.at(application.service), application.answers);
    }
    static std::vector<const Question *>::const_iterator find(const std::vector<const Question *> &asked,
                                                              const QString &field)
    {
        return std::find_if(asked.begin(), asked.end(), [&](const auto *question) { return question->field == field; });
    }
    /** The application a draft can belong to, in the stages where one is being filled in. */
    Application *fillable()
    {
        if (auto *stage = std::get_if<Filling>(&m_state.stage))
            return &stage->application;
        if (auto *stage = std::get_if<Checking>(&m_state.stage))
            return &stage->application;
        if (auto *stage = std::get_if<ConfirmingIdentity>(&m_state.stage))
            return &stage->application;
        return nullptr;
    }
    void keep(Application &application, const QString &field, const QStringList &value)
    {
        application.answers[field] = value;
        if (application.draft)
            m_effects.push_back(JournalAnswer{*application.draft, field, value});
    }
    void goOn(Filling &filling)
    {
        const auto asked = questionsOf(filling.application);
        const auto here = find(asked, filling.field);
        // A changed answer may have opened questions further on that were never put: those come before the check.
        const auto unanswered = std::find_if(std::next(here), asked.end(), [&](const auto *question) {
            return !filling.fromCheck || !filling.application.answers.contains(question->field);
        });
        if (unanswered == asked.end()) {
            m_state.stage = Checking{std::move(filling.application)};
            return;
        }
        filling.field = (*unanswered)->field;
    }
    void toFirstUnanswered(Application application)
    {
        for (const auto *question : questionsOf(application)) {
            const auto answer = application.answers.find(question->field);
            auto problem = problemWith(*question, answer == application.answers.end() ? QStringList() : answer->second);
            if (!problem.isEmpty()) {
                m_state.stage = Filling{std::move(application), question->field, std::move(problem), true};
                return;
            }
        }
        // Every answer fits, so it is the identity that does not: the card has to be read again.
        awaitCard(QString(application.service));
    }
    void store(Application application, WorkOrder order)
    {
        m_effects.push_back(StoreOrder{seal(order), application.draft});
        m_state.stage = Storing{std::move(application), std::move(order)};
    }
    void sayGoodbye(const Done &done)
    {
        const bool paperMayLie = done.slipStands != ResultView::Slip::Failed;
        m_state.stage = Leaving{m_around.now, paperMayLie};
        m_state.cover = Cover::None;
    }
    void leave(EndVisit::How how)
    {
        if (std::holds_alternative<AtHome>(m_state.stage)) {
            m_state.cover = Cover::None;
            return;
        }
        // A draft without a single answer is nothing to come back to.
        if (const auto *application = fillable(); application && application->draft && application->answers.empty())
            m_effects.push_back(DiscardDraft{*application->draft});
        m_state.stage = AtHome{};
        m_effects.push_back(EndVisit{how});
    }

    void watchIdle()
    {
        if (const auto *leaving = std::get_if<Leaving>(&m_state.stage)) {
            if (m_around.now - leaving->since >= kGoodbye)
                leave(EndVisit::How::Finished);
            return;
        }
        const auto patience = patienceOf(m_state);
        if (!patience)
            return;
        const auto quiet = m_around.now - m_state.touchedAt;
        if (quiet < *patience)
            return;
        if (quiet < *patience + warningOf(m_state)) {
            m_state.cover = Cover::Idle;
            return;
        }
        if (const auto *done = std::get_if<Done>(&m_state.stage))
            sayGoodbye(*done);
        else
            leave(EndVisit::How::WalkedAway);
    }

    const Surroundings &m_around;
    State &m_state;
    std::vector<Effect> &m_effects;
};

/** Where a step began: not the stage itself, which would be one more copy of what the citizen entered. */
struct Border
{
    explicit Border(const Stage &stage)
        : index(stage.index()),
          isHome(std::holds_alternative<AtHome>(stage)),
          isAwaiting(std::holds_alternative<AwaitingCard>(stage))
    {
    }
    std::size_t index;
    bool isHome;
    bool isAwaiting;
};

/** What holds whichever way a stage was left or entered. */
void settleBorders(Border before, State &state, std::vector<Effect> &effects)
{
    const bool wasHome = before.isHome;
    const bool isHome = std::holds_alternative<AtHome>(state.stage);
    if (before.isAwaiting && !std::holds_alternative<AwaitingCard>(state.stage))
        effects.insert(effects.begin(), StopReading{});
    if (wasHome && !isHome)
        effects.insert(effects.begin(), BeginVisit{});
    if (!wasHome && isHome) {
        state.cover = Cover::None;
        state.elder = false;
        ++state.visit;
    }
    if (before.index != state.stage.index() && state.cover == Cover::Leave)
        state.cover = Cover::None;
}

} // namespace

Stepped step(const Surroundings &around, State state, const Event &event)
{
    Stepped stepped{std::move(state), {}};
    const Border before(stepped.state.stage);
    // A touch answers the idle warning, wherever it lands.
    const bool isTouch = std::holds_alternative<Touched>(event) || std::holds_alternative<Intent>(event);
    if (isTouch && stepped.state.cover == Cover::Idle)
        stepped.state.cover = Cover::None;
    Step work(around, stepped.state, stepped.effects);
    std::visit([&](const auto &happening) { work.on(happening); }, event);
    settleBorders(before, stepped.state, stepped.effects);
    return stepped;
}

} // namespace yz
