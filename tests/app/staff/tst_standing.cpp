// SPDX-License-Identifier: Apache-2.0
// What is known of a terminal, what of it is told, and for how long what was seen counts.
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <staff/diagnostics.h>
#include <staff/standing.h>
#include <staff/trials.h>

#include <algorithm>

using namespace yz;
using namespace yz::staff;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const WallTime kNow(1'795'397'400'000ms);

/** All that can be known without a test is well. */
Standing wellEquipped()
{
    Standing standing;
    standing.hasHub = standing.hasCamera = standing.hasCalls = standing.hasVoice = true;
    standing.reader = DeviceState::Ready;
    standing.printer.reachable = true;
    standing.printer.paper = PaperState::Enough;
    standing.hub = HubState::Reachable;
    standing.outbox = OutboxCount{};
    standing.catalogue = 7;
    standing.isClockTrusted = true;
    return standing;
}

Lamp lampOf(Part part, const Standing &standing, WallTime now = kNow)
{
    const auto lamps = lampsOf(standing, now);
    return *std::find_if(lamps.begin(), lamps.end(), [&](const Lamp &lamp) { return lamp.part == part; });
}

Light abilityOf(const QString &name, const Standing &standing, WallTime now = kNow)
{
    const auto abilities = abilitiesOf(standing, now);
    const auto found =
        std::find_if(abilities.begin(), abilities.end(), [&](const Ability &one) { return one.name == name; });
    return found == abilities.end() ? Light::None : found->light;
}

} // namespace

class StandingTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingKnown_isNeverGreen();
    void whatWasSeenOfADevice_countsForADay_data();
    void whatWasSeenOfADevice_countsForADay();
    void aSelfTestThatFailed_isSeenInTheOverviewUntilItWorks();
    void whatWasSeen_comesBackFromTheDisk();
    void aDamagedMemoryOfTests_claimsNothing_data();
    void aDamagedMemoryOfTests_claimsNothing();
    void theAttendant_isToldAtHomeOnlyWhatIsWorthIt();
    void aStandingOfTrouble_saysWhatCitizensLose();
    void anOrderThatWaits_turnsYellowAtHalfAndRedAtFourFifths();
    void diagnostics_carryEventsAndNothingElse();
};

void StandingTest::nothingKnown_isNeverGreen()
{
    Standing nothing;
    nothing.hasHub = nothing.hasCamera = nothing.hasCalls = nothing.hasVoice = nothing.hasPagePrinter = true;
    for (const Ability &ability : abilitiesOf(nothing, WallTime{}))
        QVERIFY2(ability.light != Light::Good, qPrintable(ability.name));
    for (const Lamp &lamp : lampsOf(nothing, WallTime{}))
        QVERIFY2(lamp.light != Light::Good, qPrintable(lamp.name));
    QVERIFY(worstOf(lampsOf(nothing, WallTime{})) != Light::Good);
}

void StandingTest::whatWasSeenOfADevice_countsForADay_data()
{
    QTest::addColumn<Check>("check");
    QTest::addColumn<QString>("ability");
    QTest::newRow("camera") << Check::Camera << u"拍材料"_s;
    QTest::newRow("calls") << Check::Calls << u"视频见律师"_s;
    QTest::newRow("voice") << Check::Voice << QString();
}

void StandingTest::whatWasSeenOfADevice_countsForADay()
{
    QFETCH(Check, check);
    QFETCH(QString, ability);
    const Part part = partOf(check);
    Standing standing = wellEquipped();
    QCOMPARE(lampOf(part, standing).light, Light::Unknown);
    QVERIFY(lampOf(part, standing).word.contains(u"还没有试过"_s));
    for (const Light seen : {Light::Good, Light::Bad}) {
        standing.trials = {{check, {seen, kNow}}};
        QCOMPARE(lampOf(part, standing).light, seen);
        QVERIFY(lampOf(part, standing).last.contains(u"最近一次"_s));
        QCOMPARE(lampOf(part, standing).losses.isEmpty(), seen == Light::Good);
        QCOMPARE(lampOf(part, standing, kNow + kTrialHolds - 1min).light, seen);
        QCOMPARE(lampOf(part, standing, kNow + kTrialHolds).light, Light::Unknown);
        QCOMPARE(lampOf(part, standing, kNow - 1h).light, Light::Unknown); // seen by a clock that was wrong
        if (!ability.isEmpty()) {
            QCOMPARE(abilityOf(ability, standing), seen);
            QCOMPARE(abilityOf(ability, standing, kNow + kTrialHolds), Light::Unknown);
        }
    }
    standing.trials = {
        {Check::Camera, {Light::Good, kNow}}, {Check::Calls, {Light::Good, kNow}}, {Check::Voice, {Light::Good, kNow}}};
    QCOMPARE(worstOf(lampsOf(standing, kNow)), Light::Good);
    standing.trials[check].light = Light::Bad;
    QCOMPARE(worstOf(lampsOf(standing, kNow)), Light::Bad);
}

void StandingTest::aSelfTestThatFailed_isSeenInTheOverviewUntilItWorks()
{
    Standing standing = wellEquipped();
    standing.lastCard = standing.lastSlip = kNow - 1h;
    QCOMPARE(lampOf(Part::Reader, standing).light, Light::Good);
    standing.trials = {
        {Check::Reader, {Light::Bad, kNow}}, {Check::Slips, {Light::Bad, kNow}}, {Check::Store, {Light::Bad, kNow}}};
    QCOMPARE(lampOf(Part::Reader, standing).light, Light::Warn); // it says itself that it is there
    QCOMPARE(lampOf(Part::Slips, standing).light, Light::Warn);
    QCOMPARE(lampOf(Part::Outbox, standing).light, Light::Bad);
    QCOMPARE(abilityOf(u"纸质回执"_s, standing), Light::Warn);
    standing.lastCard = standing.lastSlip = kNow + 1s; // it did for a citizen
    QCOMPARE(lampOf(Part::Reader, standing, kNow + 2s).light, Light::Good);
    QCOMPARE(lampOf(Part::Slips, standing, kNow + 2s).light, Light::Good);
}

void StandingTest::whatWasSeen_comesBackFromTheDisk()
{
    Trials trials;
    for (const Check check : {Check::Reader, Check::Slips, Check::Pages, Check::Camera, Check::Calls, Check::Hub,
                              Check::Store, Check::Clock, Check::Voice})
        trials[check] = {check == Check::Slips ? Light::Bad : check == Check::Clock ? Light::Warn : Light::Good, kNow};
    const QByteArray json = writtenTrials(trials);
    QCOMPARE(readTrials(json), trials);
    QVERIFY(json.size() < 4096);
}

void StandingTest::aDamagedMemoryOfTests_claimsNothing_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("rubbish") << QByteArray("\xff\xfe{");
    QTest::newRow("half") << writtenTrials({{Check::Camera, {Light::Good, kNow}}}).chopped(9);
    QTest::newRow("an array") << QByteArray("[1]");
    QTest::newRow("another schema") << QByteArray(R"({"schema":2,"tried":{"camera":{"light":"good","at_ms":1}}})");
    QTest::newRow("a light of its own") << QByteArray(R"({"schema":1,"tried":{"camera":{"light":"blue","at_ms":1}}})");
    QTest::newRow("no time") << QByteArray(R"({"schema":1,"tried":{"camera":{"light":"good"}}})");
    QTest::newRow("a time before time") << QByteArray(R"({"schema":1,"tried":{"camera":{"light":"good","at_ms":-5}}})");
    QTest::newRow("a time that is none") << QByteArray(
        R"({"schema":1,"tried":{"camera":{"light":"good","at_ms":1e300}}})");
    QTest::newRow("a device of the future")
        << QByteArray(R"({"schema":1,"tried":{"teleport":{"light":"good","at_ms":1}}})");
    QTest::newRow("too large") << QByteArray(R"({"schema":1,"tried":{"camera":{"light":"good","at_ms":1}}})") +
                                      QByteArray(5000, ' ');
}

void StandingTest::aDamagedMemoryOfTests_claimsNothing()
{
    QFETCH(QByteArray, json);
    QVERIFY(readTrials(json).empty());
}

void StandingTest::theAttendant_isToldAtHomeOnlyWhatIsWorthIt()
{
    Standing standing = wellEquipped();
    QCOMPARE(noticeOf(standing, kNow), Notice::None);
    standing.hub = HubState::Unreachable; // the citizens' own line says so
    standing.printer.reachable = false;
    QCOMPARE(noticeOf(standing, kNow), Notice::None);
    standing.trials = {{Check::Camera, {Light::Bad, kNow}}};
    QCOMPARE(noticeOf(standing, kNow), Notice::Device);
    standing.outbox->rejected = 1;
    QCOMPARE(noticeOf(standing, kNow), Notice::OrdersRefused);
    standing.outbox->pending = 1;
    standing.oldestWaiting = kNow - 149min;
    QCOMPARE(noticeOf(standing, kNow), Notice::OrdersRefused);
    standing.oldestWaiting = kNow - 150min;
    QCOMPARE(noticeOf(standing, kNow), Notice::OrdersLate);
}

void StandingTest::aStandingOfTrouble_saysWhatCitizensLose()
{
    Standing standing;
    standing.hasHub = standing.hasPagePrinter = true;
    standing.hub = HubState::Unreachable;
    standing.reader = DeviceState::Absent;
    standing.storeTrouble = Fault::StoreFull;
    standing.outbox = OutboxCount{3, 0, 1};
    for (const Lamp &lamp : lampsOf(standing, WallTime{}))
        if (lamp.light == Light::Bad)
            QVERIFY2(!lamp.losses.isEmpty(), qPrintable(lamp.name));
    const auto abilities = abilitiesOf(standing, WallTime{});
    QCOMPARE(abilities.front().light, Light::Bad); // nothing can be stored: nothing is taken
}

void StandingTest::anOrderThatWaits_turnsYellowAtHalfAndRedAtFourFifths()
{
    const WallTime now(1'795'397'400'000ms);
    QCOMPARE(delayOf(now - 149min, now).light, Light::Good);
    QCOMPARE(delayOf(now - 150min, now).light, Light::Warn);
    QCOMPARE(delayOf(now - 239min, now).light, Light::Warn);
    QCOMPARE(delayOf(now - 240min, now).light, Light::Bad);
    QCOMPARE(delayOf(now + 10min, now).minutes, 0); // a clock that was set back
}

void StandingTest::diagnostics_carryEventsAndNothingElse()
{
    DiagnosticsFacts facts;
    facts.terminal = "YZ-0001";
    facts.version = u"1.2.3"_s;
    facts.events = {R"({"ms":1795397400000,"event":"order.committed","severity":"info","seq":7})",
                    "赵小兰 11010519491231002X", R"({"name":"赵小兰"})"};
    const QByteArray bundle = diagnosticsOf(facts);
    QVERIFY(bundle.contains("order.committed"));
    QVERIFY(!bundle.contains("赵小兰"));
    QVERIFY(!bundle.contains("11010519491231002X"));
    QCOMPARE(QJsonDocument::fromJson(bundle).object().value("foreign_lines"_L1).toInt(), 2);
}

QTEST_GUILESS_MAIN(StandingTest)
#include "tst_standing.moc"
