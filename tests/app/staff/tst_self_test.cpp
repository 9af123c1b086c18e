// SPDX-License-Identifier: Apache-2.0
// Devices tried by the staff, and what is known of them afterwards.
#include "staff_fixture.h"

using namespace yz;
using namespace yz::staff;
using namespace yz::test;

class SelfTestTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theSelfTest_triesTheRealDevices();
    void whatTheSelfTestSaw_outlivesTheProgramForADay();
    void aVoiceThatWasHeard_isKeptAsSeen();
    void leavingInTheMiddleOfATest_isNoFailure();
    void aDamagedMemoryOfTests_claimsNothingAndHarmsNothing();
    void aPageBeforeTheCamera_isAsGoodAsATest();
    void aCall_tellsOfCalls_data();
    void aCall_tellsOfCalls();
};

void SelfTestTest::theSelfTest_triesTheRealDevices()
{
    StaffFixture f;
    QVERIFY(f.enters());
    f.printer.reportNext({PrintOutcome::Failed, {Fault::PaperOut, ""}});
    f.desk->take(ChooseRow{u"selftest"_s});
    QTRY_VERIFY(f.reader.isWaiting());
    f.reader.fail(Fault::TimedOut); // looked for a card and found none: it works
    QTRY_COMPARE(f.board().actions.size(), 1U);
    const auto rows = f.board().groups.front().rows;
    QCOMPARE(rows[0].light, Light::Good);
    QCOMPARE(rows[1].light, Light::Bad);
    QCOMPARE(rows[2].light, Light::Good); // every page of the store was looked at
    QCOMPARE(f.printer.printed().size(), 1U);
}

void SelfTestTest::whatTheSelfTestSaw_outlivesTheProgramForADay()
{
    StaffFixture f;
    QVERIFY(f.entersWithMore());
    QCOMPARE(f.part(u"高拍仪"_s).light, Light::Unknown);
    QCOMPARE(f.part(u"语音"_s).light, Light::Unknown);
    QVERIFY(f.testsItself(false));
    const auto rows = f.board().groups.front().rows;
    QCOMPARE(rows.back().light, Light::Bad);
    QCOMPARE(rows.back().facts, QStringList(u"群众受影响：不能朗读"_s));
    QCOMPARE(f.board().light, Light::Bad);
    for (const char *boot : {"boot-1", "boot-2"}) {
        f.desk->take(GoBack{});
        QCOMPARE(f.part(u"高拍仪"_s).light, Light::Good);
        QCOMPARE(f.part(u"语音"_s).light, Light::Bad);
        QVERIFY(f.part(u"语音"_s).facts.contains(u"群众受影响：不能朗读"_s));
        QVERIFY(f.part(u"语音"_s).facts.last().startsWith(u"最近一次"_s));
        f.make(boot); // waits for what was being written
        QVERIFY(f.enters());
        f.desk->take(ChooseRow{u"paper"_s});
    }
    f.desk->take(GoBack{});
    f.clock.advance(std::chrono::hours(25));
    f.desk->touch();
    f.desk->tick();
    QCOMPARE(f.part(u"高拍仪"_s).light, Light::Unknown);
    QCOMPARE(f.part(u"语音"_s).light, Light::Unknown);
}

void SelfTestTest::aVoiceThatWasHeard_isKeptAsSeen()
{
    StaffFixture f;
    QVERIFY(f.entersWithMore());
    QVERIFY(f.testsItself(true));
    QCOMPARE(f.board().groups.front().rows.back().light, Light::Unknown); // it cannot hear itself
    f.desk->take(DoAction{u"heard"_s});
    f.make();
    QVERIFY(f.enters());
    QCOMPARE(f.part(u"语音"_s).light, Light::Good);
}

void SelfTestTest::leavingInTheMiddleOfATest_isNoFailure()
{
    StaffFixture f;
    QVERIFY(f.entersWithMore());
    f.desk->take(ChooseRow{u"selftest"_s});
    QTRY_VERIFY(f.reader.isWaiting());
    f.desk->take(QuickExit{});
    QVERIFY(!f.reader.isWaiting());
    QVERIFY(f.enters());
    f.desk->take(ChooseRow{u"selftest"_s});
    QTRY_VERIFY(f.reader.isWaiting());
    f.reader.fail(Fault::TimedOut);
    QTRY_VERIFY(f.speaker.isSpeaking());
    f.desk->take(QuickExit{});
    f.speaker.stop(); // a citizen's page is read aloud instead
    QVERIFY(f.enters());
    QCOMPARE(f.part(u"身份证阅读器"_s).light, Light::Good);
    QCOMPARE(f.part(u"语音"_s).light, Light::Unknown);
}

void SelfTestTest::aDamagedMemoryOfTests_claimsNothingAndHarmsNothing()
{
    StaffFixture f;
    QFile file(f.folder.filePath(u"staff/trials.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(100'000, '{'));
    file.close();
    QVERIFY(f.entersWithMore());
    QCOMPARE(f.part(u"高拍仪"_s).light, Light::Unknown);
    QVERIFY(f.testsItself(true));
    f.make();
    QVERIFY(f.enters());
    QCOMPARE(f.part(u"高拍仪"_s).light, Light::Good);
}

void SelfTestTest::aPageBeforeTheCamera_isAsGoodAsATest()
{
    StaffFixture f;
    f.hasMore = true;
    f.make();
    f.scanner.start(); // a citizen's
    QTest::qWait(0);
    f.scanner.stop();
    QVERIFY(f.enters());
    QCOMPARE(f.part(u"高拍仪"_s).light, Light::Good);
}

void SelfTestTest::aCall_tellsOfCalls_data()
{
    using namespace callflow;
    QTest::addColumn<Phase>("phase");
    QTest::addColumn<Media>("media");
    QTest::addColumn<End>("end");
    QTest::addColumn<Light>("light");
    QTest::newRow("seen and heard") << Phase::InCall << Media::Video << End::HungUp << Light::Good;
    QTest::newRow("heard") << Phase::InCall << Media::Audio << End::HungUp << Light::Good;
    QTest::newRow("words only") << Phase::InCall << Media::Text << End::HungUp << Light::Warn;
    QTest::newRow("nobody could be reached") << Phase::Ended << Media::Video << End::Unreachable << Light::Warn;
    QTest::newRow("broken off") << Phase::Ended << Media::Video << End::Broken << Light::Warn;
    QTest::newRow("nobody was free") << Phase::Ended << Media::Video << End::Nobody << Light::Unknown;
}

void SelfTestTest::aCall_tellsOfCalls()
{
    QFETCH(callflow::Phase, phase);
    QFETCH(callflow::Media, media);
    QFETCH(callflow::End, end);
    PuppetCalls calls;
    StaffFixture f;
    f.calls = &calls.desk;
    f.make();
    calls.tell(callflow::Phase::Requesting, media, end);
    calls.tell(phase, media, end);
    QVERIFY(f.enters());
    QTEST(f.part(u"视频通话"_s).light, "light");
    f.desk.reset(); // before the one it listens to
}

QTEST_GUILESS_MAIN(SelfTestTest)
#include "tst_self_test.moc"
