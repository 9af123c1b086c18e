// SPDX-License-Identifier: Apache-2.0
// The door of the maintenance mode, what stands behind it, and what is written down of it.
#include "staff_fixture.h"

using namespace yz;
using namespace yz::staff;
using namespace yz::test;
using namespace std::chrono_literals;

class StaffDeskTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theRightPin_opensTheDoor();
    void fiveWrongPins_lockTheDoorAlsoAfterARestart();
    void aPinBehindTheLock_isNotEvenCounted();
    void withoutAList_nobodyEntersAndTheLogSaysWhy();
    void theQueue_showsWhatTheHubDoesNotHave();
    void anOrderThatWaitsTooLong_raisesAnAlarmOnce();
    void whatTheHubRefused_isNeitherWaitingNorOverdue();
    void theDoorsOpening_isToldEachTimeAlsoWhilePractising();
    void aWrongPin_isAuditedWithoutNumberNorPin();
    void whoCameAndWent_isAudited();
    void aPracticeThatEndsByItself_isNotShownAnyMore();
    void theDiagnosticsBundle_carriesNoneOfThePlantedCanaries();
    void theCountOfSlips_outlivesTheProgramAndBeginsAnewWithANewRoll();
};

void StaffDeskTest::theRightPin_opensTheDoor()
{
    StaffFixture f;
    QVERIFY(f.enters());
    QVERIFY(f.desk->view().staff.contains(u"周工（运维人员）"_s));
    const QSignalSpy left(f.desk.get(), &StaffDesk::left);
    f.desk->take(DoAction{u"leave"_s});
    QCOMPARE(left.size(), 1);
    QVERIFY(!f.desk->isOpen());
    QVERIFY(!f.desk->view().staff.contains(u"周工"_s));
}

void StaffDeskTest::fiveWrongPins_lockTheDoorAlsoAfterARestart()
{
    StaffFixture f;
    f.desk->knock();
    for (int i = 0; i < 5; ++i) {
        f.types(i % 2 == 0 ? "1002" : "7777", "271829");
        QTRY_VERIFY_WITH_TIMEOUT(f.waitsNoMore(), 20'000);
        QCOMPARE(f.problem(), i < 4 ? u"工号或密码不对，请再试一次。"_s : QString());
    }
    QCOMPARE(f.board().title, u"入口已锁住"_s);
    f.clock.setWall(f.clock.wall() + std::chrono::days(2));
    f.make();
    f.desk->knock();
    QCOMPARE(f.board().title, u"入口已锁住"_s);
    f.make("boot-2");
    f.desk->knock();
    QCOMPARE(f.board().title, u"入口已锁住"_s);
    f.clock.advance(31s);
    f.desk->touch();
    f.desk->tick();
    QVERIFY(std::holds_alternative<FormView>(f.desk->view().page));
    f.types("1002", "271828");
    QTRY_COMPARE_WITH_TIMEOUT(f.board().title, u"本机总览"_s, 20'000);
}

void StaffDeskTest::aPinBehindTheLock_isNotEvenCounted()
{
    StaffFixture f;
    f.desk->knock();
    for (int i = 0; i < 5; ++i) {
        f.types("1002", "271829");
        QTRY_VERIFY_WITH_TIMEOUT(f.waitsNoMore(), 20'000);
    }
    f.types("1002", "271828"); // the right one, but too early
    QCOMPARE(f.board().title, u"入口已锁住"_s);
    QCOMPARE(PinLock(f.folder.filePath(u"staff/pin-lock.json"_s), "boot-1", f.clock).failures(), 5);
}

void StaffDeskTest::withoutAList_nobodyEntersAndTheLogSaysWhy()
{
    StaffFixture f;
    QVERIFY(QFile::remove(f.folder.filePath(u"staff.json"_s)));
    QVERIFY(!f.enters());
    const auto lines = f.log.lines(50);
    QVERIFY(std::any_of(lines.begin(), lines.end(),
                        [](const QByteArray &line) { return line.contains("staff.roster-refused"); }));
}

void StaffDeskTest::theQueue_showsWhatTheHubDoesNotHave()
{
    StaffFixture f;
    f.putOrder("{}");
    f.clock.advance(160min);
    f.putOrder("{}");
    QVERIFY(f.enters("1001"));
    f.desk->take(ChooseRow{u"queue"_s});
    QTRY_COMPARE(f.board().groups.size(), 1U);
    const auto rows = f.board().groups.front().rows;
    QCOMPARE(rows.size(), 2U);
    QCOMPARE(rows[0].light, Light::Warn);
    QVERIFY(rows[0].word.contains(u"160 分钟"_s));
    QCOMPARE(rows[1].light, Light::Good);
}

void StaffDeskTest::anOrderThatWaitsTooLong_raisesAnAlarmOnce()
{
    StaffFixture f;
    f.putOrder("{}");
    const auto alarms = [&] { return f.logged("order.overdue-soon"); };
    const auto later = [&](Milliseconds period) {
        f.clock.advance(period);
        f.desk->tick();
        return f.storeAnswered();
    };
    QVERIFY(later(149min));
    QCOMPARE(alarms(), 0);
    QVERIFY(later(2min));
    QCOMPARE(alarms(), 1);
    QVERIFY(later(2min));
    QCOMPARE(alarms(), 1);
    QVERIFY(later(90min));
    QCOMPARE(alarms(), 2);
}

void StaffDeskTest::whatTheHubRefused_isNeitherWaitingNorOverdue()
{
    StaffFixture f;
    PuppetStore puppet;
    WaitingOrder refused{Uuid::fresh(f.clock), u"YZ0001-261123-0001-3"_s, "legal-aid", f.clock.wall() - 400min};
    refused.state = OrderState::Rejected;
    WaitingOrder waiting{Uuid::fresh(f.clock), u"YZ0001-261123-0002-1"_s, "legal-aid", f.clock.wall() - 10min};
    puppet.orders = {waiting, refused};
    f.otherStore = &puppet;
    f.make();
    QVERIFY(f.enters());
    QVERIFY(f.storeAnswered());
    QVERIFY(f.part(u"存储和待传工单"_s).word.contains(u"最早的已等 10 分钟"_s));
    QCOMPARE(f.logged("order.overdue-soon"), 0);

    puppet.orders = {refused};
    f.make();
    QVERIFY(f.enters());
    QVERIFY(f.storeAnswered());
    QVERIFY(f.part(u"存储和待传工单"_s).word.startsWith(u"没有待传工单"_s));
    QCOMPARE(f.logged("order.overdue-soon"), 0);
    f.desk.reset();
}

void StaffDeskTest::theDoorsOpening_isToldEachTimeAlsoWhilePractising()
{
    StaffFixture f;
    const QSignalSpy opened(f.desk.get(), &StaffDesk::opened);
    QVERIFY(f.enters());
    QCOMPARE(opened.size(), 1);
    f.desk->knock(); // it stands open
    QCOMPARE(opened.size(), 1);
    f.desk->practiceStood(true);
    QVERIFY(!f.desk->isOpen());
    f.desk->knock();
    QCOMPARE(opened.size(), 2);
}

void StaffDeskTest::aWrongPin_isAuditedWithoutNumberNorPin()
{
    StaffFixture f;
    f.desk->knock();
    for (const char *number : {"1002", "7777", "1002", "1002", "1002"}) {
        f.types(number, "314159");
        QTRY_VERIFY_WITH_TIMEOUT(f.waitsNoMore(), 20'000);
    }
    QCOMPARE(f.audited.size(), 5);
    QCOMPARE(f.audited.front(), u"staff refused: 1 failures, wait 0 s"_s);
    QCOMPARE(f.audited.back(), u"staff refused: 5 failures, wait 30 s"_s);
    const QString all = f.audited.join(u'\n');
    for (const char *secret : {"1002", "7777", "314159", "271828", "周工", "王敏"})
        QVERIFY2(!all.contains(QString::fromUtf8(secret)), secret);
}

void StaffDeskTest::whoCameAndWent_isAudited()
{
    StaffFixture f;
    QVERIFY(f.enters());
    f.desk->practiceStood(true);
    f.desk->practiceStood(false);
    QVERIFY(f.enters("1001"));
    f.clock.advance(kStaffPatience + kStaffWarning);
    f.desk->tick();
    QCOMPARE(f.audited,
             (QStringList{u"staff entered: member 1, technician"_s, u"practice began"_s, u"staff left: asked"_s,
                          u"practice ended"_s, u"staff entered: member 0, attendant"_s, u"staff left: idle"_s}));
    QVERIFY(QFile::remove(f.folder.filePath(u"staff.json"_s)));
    f.audited.clear();
    QVERIFY(!f.enters());
    QCOMPARE(f.audited.front(), u"roster refused: the list of staff cannot be opened"_s);
}

void StaffDeskTest::aPracticeThatEndsByItself_isNotShownAnyMore()
{
    StaffFixture f;
    QVERIFY(f.enters());
    f.desk->practiceStood(true);
    f.desk->practiceStood(false); // nobody is inside
    QVERIFY(!f.desk->isOpen());
    f.desk->knock();
    QVERIFY(f.desk->view().practice.isEmpty());
}

void StaffDeskTest::theDiagnosticsBundle_carriesNoneOfThePlantedCanaries()
{
    StaffFixture f;
    const QByteArrayList canaries{"赵小兰", "11010519491231002X", "13900001234", "清河镇柳树村", "拖欠工资三个月"};
    f.putOrder(R"({"name":"赵小兰","id":"11010519491231002X","phone":"13900001234","facts":"拖欠工资三个月"})");
    f.atStore([](OrderStore &at) {
        const auto draft = at.beginDraft(u"legal-aid"_s, u"1"_s);
        return draft && at.journal(*draft, u"address"_s, u"清河镇柳树村"_s);
    });
    QVERIFY(f.enters());
    QDir(f.folder.path()).mkpath(u"events"_s);
    QFile events(f.folder.filePath(u"events/events.log"_s)); // a careless line that is none of ours
    QVERIFY(events.open(QIODevice::Append));
    events.write("赵小兰 11010519491231002X\n");
    events.close();
    f.desk->take(ChooseRow{u"stick"_s});
    f.desk->take(DoAction{u"diagnostics"_s});
    QVERIFY(f.stick.bytes.contains("staff.entered"));
    for (const QByteArray &canary : canaries)
        QVERIFY2(!f.stick.bytes.contains(canary), canary.constData());
    QVERIFY(!f.stick.bytes.contains("271828"));
    QVERIFY(!f.stick.bytes.contains("周工"));
}

void StaffDeskTest::theCountOfSlips_outlivesTheProgramAndBeginsAnewWithANewRoll()
{
    StaffFixture f;
    QVERIFY(f.enters());
    f.desk->take(ChooseRow{u"paper"_s});
    f.desk->take(DoAction{u"strip"_s});
    QTRY_COMPARE(f.board().groups[1].rows[3].light, Light::Good);
    f.make(); // waits for what was being written
    QVERIFY(f.enters());
    f.desk->take(ChooseRow{u"paper"_s});
    QVERIFY(f.board().groups[0].rows[1].word.startsWith(u"已打 1 张"_s));
    f.desk->take(DoAction{u"new-roll"_s});
    QVERIFY(f.board().groups[0].rows[1].word.startsWith(u"已打 0 张"_s));
}

QTEST_GUILESS_MAIN(StaffDeskTest)
#include "tst_staff_desk.moc"
