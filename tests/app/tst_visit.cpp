// SPDX-License-Identifier: Apache-2.0
#include "sample_visit.h"

#include <QTest>

#include <memory>

using namespace yz;
using namespace std::chrono_literals;

namespace {

template <class Wanted>
int countOf(const std::vector<Effect> &effects)
{
    return static_cast<int>(std::count_if(effects.begin(), effects.end(),
                                          [](const Effect &effect) { return std::holds_alternative<Wanted>(effect); }));
}

/** A visit under way: steps through it and gathers what was to be done. */
class Walk
{
public:
    explicit Walk(Stage stage = AtHome{})
    {
        m_state.stage = std::move(stage);
        m_state.touchedAt = m_clock->now();
    }

    Walk &on(const Event &event)
    {
        auto stepped = step(sample::around(*m_clock), std::move(m_state), event);
        m_state = std::move(stepped.state);
        effects.insert(effects.end(), stepped.effects.begin(), stepped.effects.end());
        return *this;
    }
    Walk &wants(const Intent &intent) { return on(intent); }
    Walk &answer(const char *field, const QStringList &value)
    {
        return wants(GiveAnswer{QString::fromLatin1(field), value});
    }
    Walk &waits(Milliseconds period)
    {
        m_clock->advance(period);
        return on(Tick{});
    }

    template <class Wanted>
    const Wanted *stage() const
    {
        return std::get_if<Wanted>(&m_state.stage);
    }
    const State &state() const { return m_state; }
    ScreenView view() const { return viewOf(sample::around(*m_clock), m_state); }

    std::vector<Effect> effects;

private:
    std::unique_ptr<ManualClock> m_clock = std::make_unique<ManualClock>();
    State m_state;
};

Walk atTheCheckPage()
{
    Walk walk;
    walk.wants(OpenService{QStringLiteral("legal-aid")}).wants(Begin{});
    walk.on(CardReading{}).on(CardAnswered{sample::person()}).wants(ConfirmIdentity{});
    walk.on(DraftBegun{walk.state().visit, sample::orderId(9)});
    walk.answer("matter", {QStringLiteral("wages")}).answer("aid-form", {QStringLiteral("represent")});
    walk.answer("stage", {QStringLiteral("none")}).answer("urgent", {QStringLiteral("no")});
    walk.answer("exempt", {QStringLiteral("relief")}).answer("facts", {QStringLiteral("没给工资")});
    walk.answer("opponent", {}).answer("phone", {QStringLiteral("13812345678")});
    walk.answer("call-time", {QStringLiteral("any")});
    return walk;
}

} // namespace

class VisitTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theStraightLine_leadsFromHomeToASlip()
    {
        auto walk = atTheCheckPage();
        QVERIFY(walk.stage<Checking>());
        QCOMPARE(countOf<JournalAnswer>(walk.effects), 9);
        walk.wants(Submit{});
        QVERIFY(walk.stage<Storing>());
        QCOMPARE(countOf<StoreOrder>(walk.effects), 1);
        QCOMPARE(countOf<PrintSlip>(walk.effects), 0);
        walk.on(OrderStored{sample::orderId(), sample::ticket()});
        QVERIFY(walk.stage<Done>());
        QCOMPARE(countOf<PrintSlip>(walk.effects), 1);
        QCOMPARE(countOf<WakeCourier>(walk.effects), 1);
        walk.on(SlipEnded{sample::orderId(), {PrintOutcome::Confirmed, {}}});
        QCOMPARE(std::get<ResultView>(walk.view().page).slip, ResultView::Slip::Confirmed);
        walk.wants(Finish{}).waits(8s);
        QVERIFY(walk.stage<AtHome>());
        QCOMPARE(countOf<EndVisit>(walk.effects), 1);
    }

    void noFalseSuccess_theNumberExistsOnlyAfterTheDiskSaidSo()
    {
        auto walk = atTheCheckPage();
        walk.wants(Submit{});
        QVERIFY(std::holds_alternative<WorkingView>(walk.view().page));
        walk.on(OrderStored{sample::orderId(), Error{Fault::StoreFull, "disk full"}});
        QVERIFY(walk.stage<StoreFailed>());
        QCOMPARE(std::get<TroubleView>(walk.view().page).fault, Fault::StoreFull);
        QCOMPARE(countOf<PrintSlip>(walk.effects), 0);
    }

    void aFailedWrite_isTriedAgainUnderTheSameOrder()
    {
        auto walk = atTheCheckPage();
        walk.wants(Submit{}).on(OrderStored{sample::orderId(), Error{Fault::StoreFull, "disk full"}});
        walk.wants(RetryHere{});
        QVERIFY(walk.stage<Storing>());
        QCOMPARE(walk.stage<Storing>()->order.stamp.order, sample::orderId());
        QCOMPARE(countOf<StoreOrder>(walk.effects), 2);
    }

    void walkingAway_neverInterruptsAWrite()
    {
        auto walk = atTheCheckPage();
        walk.wants(Submit{}).waits(1h).wants(GoHome{}).wants(GoBack{});
        QVERIFY(walk.stage<Storing>());
        QCOMPARE(walk.state().cover, Cover::None);
        walk.wants(QuickExit{}).wants(CloseCover{});
        QVERIFY(walk.stage<Storing>());
        QCOMPARE(walk.state().cover, Cover::Hidden);
        walk.on(OrderStored{sample::orderId(), sample::ticket()});
        QVERIFY(walk.stage<AtHome>());
        QCOMPARE(countOf<WakeCourier>(walk.effects), 1);
        QCOMPARE(countOf<PrintSlip>(walk.effects), 0); // paper would say what the screen no longer does
    }

    void submittingTwice_storesOnce()
    {
        auto walk = atTheCheckPage();
        walk.wants(Submit{}).wants(Submit{});
        QCOMPARE(countOf<StoreOrder>(walk.effects), 1);
    }

    void nobodyThere_isWarnedFirstAndThenWiped()
    {
        auto walk = atTheCheckPage();
        walk.waits(119s);
        QCOMPARE(walk.state().cover, Cover::None);
        walk.waits(1s);
        QCOMPARE(walk.state().cover, Cover::Idle);
        QVERIFY(walk.view().idleSecondsLeft >= 20);
        walk.waits(29s);
        QVERIFY(walk.stage<Checking>());
        walk.waits(1s);
        QVERIFY(walk.stage<AtHome>());
        QCOMPARE(countOf<EndVisit>(walk.effects), 1);
        QCOMPARE(countOf<DiscardDraft>(walk.effects), 0); // sealed, not thrown away
    }

    void oneTouch_answersTheWarningAsOftenAsNeeded()
    {
        auto walk = atTheCheckPage();
        for (int i = 0; i < 10; ++i) {
            walk.waits(121s);
            QCOMPARE(walk.state().cover, Cover::Idle);
            walk.on(Touched{});
            QCOMPARE(walk.state().cover, Cover::None);
        }
        QVERIFY(walk.stage<Checking>());
    }

    void elderMode_waitsTwiceAsLong()
    {
        auto walk = atTheCheckPage();
        walk.wants(UseElderMode{true}).waits(239s);
        QCOMPARE(walk.state().cover, Cover::None);
        walk.waits(1s);
        QCOMPARE(walk.state().cover, Cover::Idle);
    }

    void elderMode_endsWithTheVisit()
    {
        auto walk = atTheCheckPage();
        walk.wants(UseElderMode{true}).wants(GoHome{}).wants(LeaveNow{});
        QVERIFY(walk.stage<AtHome>());
        QVERIFY(!walk.state().elder);
    }

    void homeInMidForm_asksBeforeItLeaves()
    {
        auto walk = atTheCheckPage();
        walk.wants(GoHome{});
        QCOMPARE(walk.state().cover, Cover::Leave);
        walk.wants(CloseCover{});
        QVERIFY(walk.stage<Checking>());
        walk.wants(GoHome{}).wants(LeaveNow{});
        QVERIFY(walk.stage<AtHome>());
    }

    void leavingTheCardPage_stopsTheReader()
    {
        Walk walk;
        walk.wants(OpenService{QStringLiteral("legal-aid")}).wants(Begin{}).wants(GoBack{});
        QCOMPARE(countOf<StartReading>(walk.effects), 1);
        QCOMPARE(countOf<StopReading>(walk.effects), 1);
        walk.on(CardAnswered{sample::person()});
        QVERIFY(walk.stage<AtGuide>()); // a card that comes late is nobody's
    }

    void aCardLiftedTooEarly_isAskedForAgain()
    {
        Walk walk(AwaitingCard{QStringLiteral("legal-aid")});
        walk.on(CardAnswered{Error{Fault::CardMoved, "41"}});
        QCOMPARE(std::get<CardView>(walk.view().page).phase, CardView::Phase::Trouble);
        QCOMPARE(countOf<StartReading>(walk.effects), 1);
    }

    void anAbsentReader_isNotAskedAgainUntilItComesBack()
    {
        Walk walk(AwaitingCard{QStringLiteral("legal-aid")});
        walk.on(CardAnswered{Error{Fault::DeviceAbsent, "unplugged"}});
        QCOMPARE(countOf<StartReading>(walk.effects), 0);
        walk.on(ReaderChanged{true});
        QCOMPARE(countOf<StartReading>(walk.effects), 1);
    }

    void theDraftOfAnEarlierVisit_isNotTakenIntoThisOne()
    {
        auto walk = atTheCheckPage();
        walk.on(DraftBegun{walk.state().visit + 1, sample::orderId(7)});
        QCOMPARE(countOf<DiscardDraft>(walk.effects), 1);
        QCOMPARE(*walk.stage<Checking>()->application.draft, sample::orderId(9));
    }

    void answersGivenBeforeTheDraftExists_areJournalledOnceItDoes()
    {
        Walk walk;
        walk.wants(OpenService{QStringLiteral("legal-aid")}).wants(Begin{}).on(CardAnswered{sample::person()});
        walk.wants(ConfirmIdentity{}).answer("matter", {QStringLiteral("wages")});
        QCOMPARE(countOf<JournalAnswer>(walk.effects), 0);
        walk.on(DraftBegun{walk.state().visit, sample::orderId(9)});
        QCOMPARE(countOf<JournalAnswer>(walk.effects), 1);
    }

    void changingAnExemption_asksTheQuestionsItOpens()
    {
        auto walk = atTheCheckPage();
        walk.wants(ChangeAnswer{QStringLiteral("exempt")}).answer("exempt", {QStringLiteral("none")});
        QVERIFY(walk.stage<Filling>());
        QCOMPARE(walk.stage<Filling>()->field, QStringLiteral("household-size"));
        walk.answer("household-size", {QStringLiteral("3")}).answer("monthly-income", {QStringLiteral("900")});
        walk.answer("hardship-pledge", {QStringLiteral("agreed")});
        QVERIFY(walk.stage<Checking>());
    }

    void aBadAnswer_staysOnItsPageAndSaysWhy()
    {
        auto walk = atTheCheckPage();
        walk.wants(ChangeAnswer{QStringLiteral("phone")}).answer("phone", {QStringLiteral("12")});
        QVERIFY(walk.stage<Filling>()->isRefused);
        QVERIFY(!std::get<FormView>(walk.view().page).problem.isEmpty());
        QCOMPARE(walk.stage<Filling>()->field, QStringLiteral("phone"));
    }

    void aSlipThatFailed_canBePrintedAgainAndSaysThatItIsACopy()
    {
        Walk walk{Stage(sample::done())};
        walk.on(SlipEnded{sample::orderId(), {PrintOutcome::Failed, {Fault::PaperOut, ""}}});
        QCOMPARE(std::get<ResultView>(walk.view().page).slip, ResultView::Slip::Failed);
        walk.wants(PrintAgain{}).wants(PrintAgain{});
        QCOMPARE(countOf<PrintSlip>(walk.effects), 1);
        const auto *print = std::get_if<PrintSlip>(&walk.effects.back());
        QVERIFY(print != nullptr);
        QCOMPARE(print->slip.blocks.size(), std::size_t(1));
    }

    void aPrinterFaultWithNobodyPresent_isStillJournalled()
    {
        Walk walk;
        walk.on(SlipEnded{sample::orderId(), {PrintOutcome::Unknown, {Fault::OutcomeUnknown, ""}}});
        QCOMPARE(countOf<NoteSlip>(walk.effects), 1);
        QVERIFY(walk.stage<AtHome>());
    }

    void theForm_isOfferedOnlyWhereThereIsPaperForIt()
    {
        auto walk = atTheCheckPage();
        walk.wants(Submit{}).on(OrderStored{sample::orderId(), sample::ticket()});
        QVERIFY(std::get<ResultView>(walk.view().page).form.isEmpty());
        walk.wants(PrintThis{});
        QCOMPARE(countOf<PrintSheet>(walk.effects), 0);
    }

    void theForm_isPrintedOnceAndSaidToBe()
    {
        PagePrinterStatus ready;
        ready.reachable = true;
        auto walk = atTheCheckPage();
        walk.on(PagePrinterChanged{ready}).wants(Submit{}).on(OrderStored{sample::orderId(), sample::ticket()});
        QCOMPARE(std::get<ResultView>(walk.view().page).form, QStringLiteral("法律援助申请表"));
        walk.wants(PrintThis{}).wants(PrintThis{});
        QCOMPARE(countOf<PrintSheet>(walk.effects), 1);
        walk.on(SheetEnded{walk.state().visit, {PrintOutcome::Failed, {Fault::PaperJam, ""}}});
        QCOMPARE(std::get<ResultView>(walk.view().page).formStands, SheetStands::Failed);
        walk.wants(PrintThis{}).on(SheetEnded{walk.state().visit, {PrintOutcome::Confirmed, {}}});
        QCOMPARE(std::get<ResultView>(walk.view().page).formStands, SheetStands::Printed);
    }

    void noDeadEnd_everyStageHasAWayToAHuman()
    {
        for (Stage stage : std::initializer_list<Stage>{AtHome{}, AtGuide{QStringLiteral("legal-aid")}, AwaitingCard{},
                                                        Checking{sample::application()}, Stage(sample::done())}) {
            Walk walk(stage);
            walk.wants(AskHelp{});
            QCOMPARE(walk.state().cover, Cover::Help);
        }
    }

    void whatIsShown_isMasked()
    {
        auto walk = atTheCheckPage();
        const auto check = std::get<CheckView>(walk.view().page);
        for (const auto &row : check.rows) {
            QVERIFY(!row.value.contains(QStringLiteral("19491231002X")));
            QVERIFY(!row.value.contains(QStringLiteral("王秀英")));
        }
    }
};

QTEST_GUILESS_MAIN(VisitTest)
#include "tst_visit.moc"
