// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "visit/step.h"

#include <words/promise.h>
#include <words/receipt.h>

#include <vector>

namespace yz {

/** One step on its way: the state it changes and the effects it gathers. Lives for one call of step(). */
class Step
{
public:
    Step(const Surroundings &around, State &state, std::vector<Effect> &effects)
        : m_around(around), m_state(state), m_effects(effects)
    {
    }

    // The terminal's own condition, in any stage
    void on(const Tick &) { watchIdle(); }
    void on(const SpeechEnded &event);
    void on(const CatalogueReady &) { m_state.newWords = true; }
    void on(const StaffLeft &event);
    void on(const Touched &) { m_state.touchedAt = m_around.now; }
    void on(const HubChanged &event);
    void on(const DutyCame &event) { m_state.duty = event.duty ? *event.duty : Duty{}; }
    void on(const PrinterChanged &event);
    void on(const PagePrinterChanged &event);
    void on(const ReaderChanged &event);

    void on(const CardReading &event);
    void on(const CardAnswered &event);
    void on(const DraftBegun &event);
    void on(const OrderStored &event);
    void on(const SlipEnded &event);
    void on(const SheetEnded &event);
    void on(const ProgressCame &event);
    void on(const CallStands &event);
    void on(const PageSighted &event);
    void on(const PageTaken &event);
    void on(const PageKept &event);
    void on(const CodeRead &event);
    void on(const LawsFound &event);
    void on(const ArticleOpened &event);
    void on(const Intent &intent);

private:
    // The citizen
    void wants(const OpenService &wish);
    void wants(const Begin &wish);
    void wants(const GoHome &wish);
    void wants(const LeaveNow &wish);
    void wants(const QuickExit &wish);
    void wants(const AskHelp &) { m_state.cover = Cover::Help; }
    void wants(const CloseCover &) { m_state.cover = Cover::None; }
    void wants(const AskStaff &wish);
    void wants(const UseElderMode &wish);
    void wants(const RetryHere &wish);
    void wants(const ConfirmIdentity &wish);
    void wants(const NotMe &wish);
    void wants(const EditAnswer &wish);
    void wants(const GiveAnswer &wish);
    void wants(const ChangeAnswer &wish);
    void wants(const Submit &wish);
    void wants(const PrintAgain &wish);
    void wants(const Finish &wish);
    void wants(const GoBack &wish);
    void wants(const StayAnonymous &wish);
    void wants(const AddPages &wish);
    void wants(const TakePage &wish);
    void wants(const TurnPage &wish);
    void wants(const RetakePage &wish);
    void wants(const KeepPage &wish);
    void wants(const RateThis &wish);
    void wants(const PrintThis &wish);
    void wants(const WantCall &wish);
    void wants(const AgreeToCall &wish);
    void wants(const DeclineCall &wish);
    void wants(const HangUp &wish);
    void wants(const LessMedia &wish);
    void wants(const SayWords &wish);
    void wants(const ChooseRow &wish);
    void wants(const ChooseChip &wish);
    void wants(const DoAction &wish);
    void wants(const LookFor &wish);
    void wants(const ShowNeighbour &wish);
    void wants(const UseLanguage &wish) { m_state.language = wish.language; }
    void wants(const UseSpeech &wish);
    void wants(const ReadAloud &wish);

    // The way back, stage by stage
    void back(Browsing &stage);
    void back(AtGuide &stage) { backTo(std::move(stage.trail)); }
    void back(AwaitingCard &stage);
    void back(ConfirmingIdentity &stage);
    void back(Filling &stage);
    void back(Checking &stage);
    void back(Scanning &stage);
    void back(StoreFailed &stage) { m_state.stage = Checking{std::move(stage.application)}; }
    void back(Inquiring &) { toGuide(QStringLiteral("progress")); }
    void back(AtProgress &) { toGuide(QStringLiteral("progress")); }
    void back(Consenting &stage) { callIsOver(CallPlan(stage.plan), callflow::End::HungUp, false); }
    void back(AtHome &) {}
    void back(Storing &) {}  // a write under way is never interrupted
    void back(Done &) {}     // what is stored is stored: the way out is Finish
    void back(Calling &) {}  // the way out is to hang up
    void back(CallOver &) {} // likewise Finish
    void back(Leaving &) {}
    void back(WithStaff &) {} // nothing of theirs comes this way

    // Looking around
    /** Whatever a code stands for; where it stands for nothing here, a human. */
    void open(const QString &service);
    void goTo(Stop stop);
    void backTo(Trail trail);
    /** A stop as a catalogue names it: "item:ID", "list:TOPIC", "service:ID", "node:ID"; anything else is a human. */
    void follow(const QString &to);
    /** The trail so far, whether it is walked on or begins here. */
    Trail takeTrail();
    Stop *stop();
    void actAtHome(const QString &id);
    void actOnGuide(const QString &service, const QString &id);
    void actOnPage(const PageStop &page, const QString &id);
    void lookUp(LawStop &laws, bool isTyping);
    void openHit(const LawStop &laws, const QString &id);
    void openArticle(std::int64_t key, bool replaces);
    void cite(const QStringList &sources, const QString &id);
    void cite(const Lesson &lesson, const QString &id);
    void cite(const Lesson::Citation &citation);
    void printStop();
    const Catalogue &words() const { return m_around.catalogues.in(m_state.language); }
    /** The journey in the citizen's words; what is asked is the same in every language. */
    const FormPack &formOf(const QString &service) const { return words().forms.at(service); }
    /** The journey as it is recorded and printed. */
    const FormPack &recordOf(const QString &service) const { return m_around.catalogues.chinese.forms.at(service); }
    void begin(const QString &service);

    // Card and form
    void awaitCard(QString service);
    void startReading(AwaitingCard &waiting, CardView::Phase phase);
    void cardTrouble(AwaitingCard &waiting, Fault fault);
    void fillIn(Application application);
    std::vector<const Question *> questionsOf(const Application &application) const;
    /** The application a draft can belong to, in the stages where one is being filled in. */
    Application *fillable();
    void keep(Application &application, const QString &field, const QStringList &value);
    void goOn(Filling &filling);
    void formIsFull(Application application);
    void beforeTheForm(Application &application);
    void toFirstUnanswered(Application application);

    // The order and what follows from it
    OrderStamp stamp() const;
    void store(Application application, WorkOrder order);
    /** What stands around the answers on a service's sheet. */
    PrintTemplate frameFor(const QString &service) const;
    Done doneWith(const Storing &storing, const Ticket &ticket);
    void promiseCall(std::optional<FollowUp> &followUp, WorkOrder order);
    void followUpStored(const OrderStored &event);
    FollowUp *followUp();

    // Questions to the hub, and the call
    void ask(QString number, Applicant who, std::optional<SlipProof> slip, bool toRate = false);
    void toGuide(QString service);
    void rate(const Uuid &about, Applicant applicant);
    void callIsOver(CallPlan plan, callflow::End end, bool answered);

    // The end
    void sayGoodbye(bool paperMayLie);
    void leave(EndVisit::How how);
    void watchIdle();
    void tidyHome();

    const Surroundings &m_around;
    State &m_state;
    std::vector<Effect> &m_effects;
};

/** Back to what a terminal is for whoever comes next. */
void forgetTheCitizen(State &state);
/** Reads aloud what came on screen and silences what no longer stands there; `heard`: what was there to be heard. */
void settleVoice(const Surroundings &around, bool wasHome, const std::optional<QString> &heard, State &state,
                 std::vector<Effect> &effects);
/** The paper that can be asked for at a stop; null: there is none. */
SheetAt *sheetAt(Stop &stop);

std::vector<const Question *>::const_iterator find(const std::vector<const Question *> &asked, const QString &field);
/** The paper on request that belongs to what is on screen; null: there can be none. */
inline SheetStands *sheetOf(Stage &stage)
{
    if (auto *shown = std::get_if<AtProgress>(&stage))
        return &shown->sheet;
    if (auto *browsing = std::get_if<Browsing>(&stage)) {
        auto *sheet = sheetAt(browsing->trail.back());
        return sheet != nullptr ? &sheet->stands : nullptr;
    }
    auto *done = std::get_if<Done>(&stage);
    return done != nullptr ? &done->formStands : nullptr;
}

/** Whether the goodbye has to remind of a paper. */
inline bool paperMayLie(const Done &done)
{
    if (done.formStands != SheetStands::None && done.formStands != SheetStands::Failed)
        return true;
    return done.slipStands != ResultView::Slip::Failed && done.slipStands != ResultView::Slip::None;
}
/** What to do about a page that cannot be taken, as a sentence for the citizen. */
QString hintFor(PageFault fault);
/** The one value of an answer; empty where there is none. */
QString oneOf(const FormAnswers &answers, const char *field);
/** Whether somebody may say how satisfied they are: there is something to judge, and it was not judged yet. */
bool canBeRated(const ProgressAnswer &progress);

} // namespace yz
