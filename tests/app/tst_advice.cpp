// SPDX-License-Identifier: Apache-2.0
// Advice, asking how it stands, rating, and the promise behind a bad end.
#include "sample_visit.h"

#include <words/progress_sheet.h>
#include <words/promise.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace yz;
using namespace std::chrono_literals;

namespace {

template <class Wanted>
std::vector<Wanted> all(const std::vector<Effect> &effects)
{
    std::vector<Wanted> found;
    for (const auto &effect : effects) {
        if (const auto *one = std::get_if<Wanted>(&effect))
            found.push_back(*one);
    }
    return found;
}

QJsonObject bodyOf(const StoreOrder &effect)
{
    return QJsonDocument::fromJson(effect.sealed.body).object();
}

QString answerIn(const QJsonObject &body, const char *field)
{
    for (const auto &item : body[QStringLiteral("answers")].toArray()) {
        if (item.toObject()[QStringLiteral("field")].toString() == QLatin1String(field))
            return item.toObject()[QStringLiteral("value")].toString();
    }
    return {};
}

class Walk
{
public:
    Walk() { m_state.touchedAt = clock->now(); }
    Walk &on(const Event &event)
    {
        auto around = sample::around(*clock);
        around.freshOrder = sample::orderId(++m_orders);
        auto stepped = step(around, std::move(m_state), event);
        m_state = std::move(stepped.state);
        effects.insert(effects.end(), stepped.effects.begin(), stepped.effects.end());
        return *this;
    }
    Walk &wants(const Intent &intent) { return on(intent); }
    Walk &answer(const char *field, const char *value)
    {
        return wants(GiveAnswer{QString::fromLatin1(field),
                                value == nullptr ? QStringList() : QStringList(QString::fromUtf8(value))});
    }
    /** The store has it. */
    Walk &stored()
    {
        const auto orders = all<StoreOrder>(effects);
        Ticket ticket = sample::ticket();
        ticket.order = orders.back().sealed.order;
        return on(OrderStored{ticket.order, ticket});
    }
    template <class Wanted>
    const Wanted *stage() const
    {
        return std::get_if<Wanted>(&m_state.stage);
    }
    State &state() { return m_state; }
    template <class View>
    View view() const
    {
        return std::get<View>(viewOf(sample::around(*clock), m_state).page);
    }

    std::unique_ptr<ManualClock> clock = std::make_unique<ManualClock>();
    std::vector<Effect> effects;

private:
    State m_state;
    std::uint8_t m_orders = 10;
};

Walk asking(bool anonymous, const char *channel = "message")
{
    Walk walk;
    walk.state().canCall = true;
    walk.wants(OpenService{QStringLiteral("advice")}).on(DutyCame{Duty{1, 1, 0, {}}}).wants(Begin{});
    if (anonymous)
        walk.wants(StayAnonymous{});
    else
        walk.on(CardAnswered{sample::person()}).wants(ConfirmIdentity{});
    walk.answer("domain", "labour").answer("topic", "wages").answer("question", "steps");
    walk.answer("text", "老板欠我三个月工资").answer("channel", channel);
    if (QByteArray(channel) == "callback")
        walk.answer("phone", "13812345678").answer("window", "morning");
    else
        walk.answer("phone-spare", nullptr);
    walk.wants(Submit{});
    return walk;
}

Walk calling()
{
    auto walk = asking(false, "video");
    walk.stored().wants(WantCall{}).wants(AgreeToCall{true});
    return walk;
}

} // namespace

class AdviceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thePromise_isATimeOfDay_countedFromTheTap()
    {
        auto walk = asking(false);
        walk.clock->advance(40min); // the disk takes its time: the promise does not move
        walk.stored();
        QVERIFY(walk.stage<Done>());
        const auto result = walk.view<ResultView>();
        QVERIFY2(result.promise.contains(QStringLiteral("14:30")), qPrintable(result.promise)); // 09:30 + 300 minutes
        const auto &slip = all<PrintSlip>(walk.effects).back().slip;
        const bool onPaper = std::any_of(slip.blocks.begin(), slip.blocks.end(), [](const auto &block) {
            const auto *pair = std::get_if<PrintDocument::Pair>(&block);
            return pair != nullptr && pair->value.contains(QStringLiteral("月")) &&
                   pair->value.contains(QStringLiteral("14:30"));
        });
        QVERIFY(onPaper);
    }

    void whoStaysAnonymous_isNobody_andTheRefusalIsRecorded()
    {
        const auto walk = asking(true);
        const auto body = bodyOf(all<StoreOrder>(walk.effects).back());
        QVERIFY(body[QStringLiteral("applicant")].isNull());
        QCOMPARE(body[QStringLiteral("anonymous")].toObject()[QStringLiteral("refused_at")].toString(),
                 QStringLiteral("2026-11-23T09:30:00+08:00"));
        QCOMPARE(answerIn(body, "channel"), QStringLiteral("message"));
    }

    void legalAid_cannotBeAskedForByNobody()
    {
        Walk walk;
        walk.wants(OpenService{QStringLiteral("legal-aid")}).wants(Begin{}).wants(StayAnonymous{});
        QVERIFY(walk.stage<AwaitingCard>());
        QVERIFY(!walk.view<CardView>().mayStayAnonymous);
    }

    void video_isOfferedOnlyWhileSomebodyIsOnDuty()
    {
        Walk walk;
        walk.state().canCall = true;
        walk.state().stage = Filling{
            {QStringLiteral("advice"), sample::person(), {{QStringLiteral("domain"), {QStringLiteral("debt")}}}, {}},
            QStringLiteral("channel"),
            {},
            false};
        QCOMPARE(walk.view<FormView>().options.size(), 2U);
        walk.on(DutyCame{Duty{1, 0, 3, 240}});
        QCOMPARE(walk.view<FormView>().options.size(), 3U);
        walk.on(HubChanged{false});
        QCOMPARE(walk.view<FormView>().options.size(), 2U);
    }

    void pages_goWithTheOrderTheyWereKeptFor()
    {
        Walk walk;
        walk.state().canScan = true;
        walk.state().stage = Checking{sample::advice()};
        walk.state().touchedAt = walk.clock->now();
        QVERIFY(walk.view<CheckView>().canAddPages);
        walk.wants(AddPages{});
        QCOMPARE(all<StartScanner>(walk.effects).size(), 1U);
        walk.wants(TakePage{}).on(PageTaken{0, PageFault::Glare});
        QVERIFY(walk.view<ScanView>().trouble.contains(QStringLiteral("反光")));
        QImage picture(30, 40, QImage::Format_RGB32);
        walk.wants(TakePage{}).on(PageTaken{0, ScannedPage{picture}});
        QCOMPARE(walk.view<ScanView>().picture.size(), QSize(30, 40));
        walk.wants(TurnPage{});
        QCOMPARE(walk.view<ScanView>().picture.size(), QSize(40, 30));
        walk.wants(KeepPage{});
        const auto order = all<StorePage>(walk.effects).back().order;
        walk.wants(GoBack{}); // in a moment it counts
        QVERIFY(walk.stage<Scanning>());
        const Attachment page{QByteArray(32, 'd'), "image/jpeg", 9, 1};
        walk.on(PageKept{order, page}).on(PageKept{order, page}).wants(GoBack{});
        QCOMPARE(all<StopScanner>(walk.effects).size(), 1U);
        walk.wants(Submit{});
        const auto stored = all<StoreOrder>(walk.effects).back();
        QCOMPARE(stored.sealed.order, order);
        QCOMPARE(bodyOf(stored)[QStringLiteral("attachments")].toArray().size(), 1);
        walk.stored();
        QCOMPARE(all<DiscardPages>(walk.effects).size(), 0U);
    }

    void aSlipBeforeTheCamera_savesTheTyping_andOpensWhatNobodyPutANameTo()
    {
        const auto shown = [] {
            Walk walk;
            walk.state().canScan = true;
            walk.wants(OpenService{QStringLiteral("progress")}).wants(Begin{});
            walk.on(CodeRead{"https://example.org"});
            QTest::qVerify(walk.stage<Filling>() != nullptr, "stage", "another code", __FILE__, __LINE__);
            walk.on(CodeRead{slipCode(sample::ticket())});
            return walk;
        };
        auto named = shown();
        QCOMPARE(all<StartCodes>(named.effects).size(), 1U);
        QCOMPARE(all<StopCodes>(named.effects).size(), 1U);
        named.on(CardAnswered{sample::person()});
        QCOMPARE(all<AskProgress>(named.effects).back().idNumber, sample::person().number);
        QCOMPARE(all<AskProgress>(named.effects).back().slip->order, sample::ticket().order);
        auto nameless = shown();
        QVERIFY(nameless.view<CardView>().bySlip);
        nameless.wants(StayAnonymous{});
        QVERIFY(all<AskProgress>(nameless.effects).back().idNumber.isEmpty());
        QCOMPARE(all<AskProgress>(nameless.effects).back().slip->digest, sample::ticket().bodyDigest);
        nameless.on(ProgressCame{0, sample::answered()}).wants(RateThis{});
        QVERIFY(nameless.stage<Filling>());
    }

    void codes_areReadAsTheyAreWritten_andNothingElse_data()
    {
        QTest::addColumn<QByteArray>("code");
        const auto good = slipCode(sample::ticket());
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("another kind") << QByteArray(good).replace("YZ1", "YZ2");
        QTest::newRow("no order") << QByteArray("YZ1:x:") + good.mid(41);
        QTest::newRow("half a digest") << good.chopped(20);
        QTest::newRow("signs that are no base64") << good.chopped(3) + "!!!";
        QTest::newRow("one more part") << good + ":1";
        QTest::newRow("without end") << good + QByteArray(5000, 'A');
    }
    void codes_areReadAsTheyAreWritten_andNothingElse()
    {
        QFETCH(QByteArray, code);
        QVERIFY(!slipProofIn(code));
        const auto proof = slipProofIn(slipCode(sample::ticket()));
        QVERIFY(proof);
        QCOMPARE(proof->digest, sample::ticket().bodyDigest);
    }

    void pagesOfAnOrderThatIsNotMade_goWithTheCitizen()
    {
        Walk walk;
        walk.state().stage = Scanning{sample::advice()};
        walk.wants(QuickExit{});
        QCOMPARE(all<StopScanner>(walk.effects).size(), 1U);
        QCOMPARE(all<DiscardPages>(walk.effects).size(), 1U);
    }

    void nothingIsSwitchedOn_beforeTheConsent()
    {
        auto walk = asking(false, "video");
        walk.stored();
        QVERIFY(walk.view<ResultView>().callNow);
        walk.wants(WantCall{});
        QVERIFY(walk.stage<Consenting>());
        QCOMPARE(all<StartCall>(walk.effects).size(), 0U);
        walk.wants(DeclineCall{});
        QCOMPARE(walk.view<CallOverView>().end, CallOverView::End::Declined);
        QCOMPARE(all<StartCall>(walk.effects).size(), 0U);
    }

    void aBrokenCall_isAnsweredByACallbackOrder_toldOnlyWhenDurable()
    {
        auto walk = calling();
        QCOMPARE(all<StartCall>(walk.effects).size(), 1U);
        walk.on(CallStands{0, sample::standing(callflow::Phase::InCall)});
        walk.on(CallStands{0, sample::standing(callflow::Phase::Ended, callflow::End::AgentLeft)});
        QVERIFY(walk.stage<CallOver>());
        QCOMPARE(all<DropCall>(walk.effects).size(), 1U);
        const auto body = bodyOf(all<StoreOrder>(walk.effects).back());
        QCOMPARE(body[QStringLiteral("service")].toString(), QStringLiteral("callback"));
        QCOMPARE(answerIn(body, "reason"), QStringLiteral("call-broken"));
        QVERIFY(!body[QStringLiteral("about")].toString().isEmpty());
        QCOMPARE(walk.view<CallOverView>().callback.state, CallbackView::State::Storing);
        walk.stored();
        QCOMPARE(walk.view<CallOverView>().callback.state, CallbackView::State::Promised);
    }

    void aCallbackThatCannotBeStored_isNotPromised()
    {
        auto walk = calling();
        walk.wants(HangUp{}); // nobody had answered yet
        const auto owed = all<StoreOrder>(walk.effects).back();
        QCOMPARE(answerIn(bodyOf(owed), "reason"), QStringLiteral("nobody-on-duty"));
        walk.on(OrderStored{owed.sealed.order, Error{Fault::StoreFull, ""}});
        QCOMPARE(walk.view<CallOverView>().callback.state, CallbackView::State::Failed);
        walk.wants(RetryHere{}).stored();
        QCOMPARE(walk.view<CallOverView>().callback.state, CallbackView::State::Promised);
    }

    void whoStopsWaitingWhileItIsConnecting_isCalledBackToo()
    {
        auto walk = calling();
        walk.on(CallStands{0, sample::standing(callflow::Phase::Connecting)});
        QVERIFY(walk.view<CallWaitView>().connecting);
        walk.wants(HangUp{}); // 不等了，请回电
        QCOMPARE(bodyOf(all<StoreOrder>(walk.effects).back())[QStringLiteral("service")].toString(),
                 QStringLiteral("callback"));
    }

    void leavingACallInAnyWay_switchesItOff()
    {
        for (const auto &way : {Intent(QuickExit{}), Intent(HangUp{})}) {
            auto walk = calling();
            walk.wants(way);
            QCOMPARE(all<DropCall>(walk.effects).size(), 1U);
        }
        auto walk = calling();
        walk.wants(GoHome{});
        QVERIFY(walk.stage<Calling>()); // asked first
        walk.wants(LeaveNow{});
        QVERIFY(walk.stage<AtHome>());
        QCOMPARE(all<DropCall>(walk.effects).size(), 1U);
    }

    void aCall_isNeverIdle()
    {
        auto walk = calling();
        walk.clock->advance(3600s);
        walk.on(Tick{});
        QVERIFY(walk.stage<Calling>());
        QCOMPARE(walk.state().cover, Cover::None);
    }

    void anAnswer_isShownToTheOneWhoseCardItIs()
    {
        Walk walk;
        walk.wants(OpenService{QStringLiteral("progress")}).wants(Begin{});
        walk.answer("number", "YZ0001-261123-0001-X");
        QVERIFY(!walk.view<FormView>().problem.isEmpty()); // the check character finds it
        walk.answer("number", "yz0001261123 0001 3");
        if (walk.stage<Filling>()) { // which of them holds is the codec's business
            for (char c : QByteArray("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")) {
                walk.answer("number", (QByteArray("YZ0001-261123-0001-") + c).constData());
                if (!walk.stage<Filling>())
                    break;
            }
        }
        QVERIFY(walk.stage<AwaitingCard>());
        walk.on(CardAnswered{sample::person()});
        QVERIFY(walk.stage<Inquiring>());
        QCOMPARE(all<AskProgress>(walk.effects).size(), 1U);
        QCOMPARE(all<AskProgress>(walk.effects).front().idNumber, sample::person().number);
        walk.on(ProgressCame{walk.state().visit, sample::answered()});
        QCOMPARE(walk.view<ProgressView>().answer, QStringLiteral("可以先申请劳动仲裁。"));
        QVERIFY(walk.view<ProgressView>().canRate);
    }

    void offline_isUnknown_notAnOldState()
    {
        Walk walk;
        walk.state().stage = Inquiring{QStringLiteral("N"), sample::person()};
        walk.on(ProgressCame{0, Error{Fault::HubUnreachable, ""}});
        QCOMPARE(walk.view<ProgressView>().unknown, std::optional(Fault::HubUnreachable));
        QVERIFY(walk.view<ProgressView>().state.isEmpty());
        walk.wants(RetryHere{});
        QVERIFY(walk.stage<Inquiring>());
    }

    void aBadRating_isAnsweredByACallbackOrder_atOnce_data()
    {
        QTest::addColumn<QByteArray>("solved");
        QTest::addColumn<QByteArray>("level");
        QTest::addColumn<QString>("reason");
        QTest::newRow("all is well") << QByteArray("yes") << QByteArray("5") << QString();
        QTest::newRow("not solved, yet content") << QByteArray("no") << QByteArray("4") << QStringLiteral("unsolved");
        QTest::newRow("solved, yet unhappy") << QByteArray("yes") << QByteArray("2") << QStringLiteral("unsatisfied");
    }
    void aBadRating_isAnsweredByACallbackOrder_atOnce()
    {
        QFETCH(QByteArray, solved);
        QFETCH(QByteArray, level);
        QFETCH(QString, reason);
        Walk walk;
        walk.state().stage = sample::atProgress(sample::answered());
        walk.wants(RateThis{});
        QVERIFY(walk.stage<Filling>());
        QVERIFY(walk.view<FormView>().value.isEmpty()); // no default
        walk.answer("solved", solved.constData()).answer("level", level.constData());
        if (level == "2")
            walk.answer("text", nullptr);
        if (!reason.isEmpty())
            walk.answer("phone", "13812345678");
        walk.wants(Submit{});
        const auto rating = bodyOf(all<StoreOrder>(walk.effects).back());
        QCOMPARE(rating[QStringLiteral("service")].toString(), QStringLiteral("rating"));
        QCOMPARE(answerIn(rating, "level"), QString::fromLatin1(level));
        QVERIFY(!rating[QStringLiteral("about")].toString().isEmpty());
        walk.stored();
        QCOMPARE(all<PrintSlip>(walk.effects).size(), 0U);
        QCOMPARE(all<StoreOrder>(walk.effects).size(), reason.isEmpty() ? 1U : 2U);
        if (reason.isEmpty())
            return;
        const auto callback = bodyOf(all<StoreOrder>(walk.effects).back());
        QCOMPARE(answerIn(callback, "reason"), reason);
        QCOMPARE(callback[QStringLiteral("about")], rating[QStringLiteral("about")]);
        walk.stored();
        QCOMPARE(walk.view<ResultView>().callback.state, CallbackView::State::Promised);
    }

    void times_areSaidAsPeopleSayThem()
    {
        ManualClock clock;
        const auto now = clock.wall(); // Monday 09:30
        QCOMPARE(spokenTime(now + 300min, now), QStringLiteral("今天 14:30"));
        QCOMPARE(spokenTime(now + 15h, now), QStringLiteral("明天 00:30"));
        QCOMPARE(spokenTime(now + 48h, now), QStringLiteral("11月25日 09:30"));
        QCOMPARE(spokenStamp(QStringLiteral("2026-11-23T03:05:00Z"), now), QStringLiteral("今天 11:05"));
        QVERIFY(spokenStamp(QStringLiteral("soon"), now).isEmpty());
    }
};

QTEST_GUILESS_MAIN(AdviceTest)
#include "tst_advice.moc"
