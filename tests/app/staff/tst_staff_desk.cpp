// SPDX-License-Identifier: Apache-2.0
// The maintenance mode at work: a real store, real Argon2id, a real lock file, puppets for the devices.
#include <core/passphrase.h>
#include <idcard/fake_id_card_reader.h>
#include <printer/fake_receipt_printer.h>

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <call/fake_call_process.h>
#include <callflow/call_desk.h>
#include <callflow/signalling.h>
#include <fakes/manual_clock.h>
#include <fcntl.h>
#include <scanner/fake_document_scanner.h>
#include <speaker/fake_speaker.h>
#include <staff/staff_desk.h>
#include <unistd.h>

#include <functional>
#include <future>

using namespace yz;
using namespace yz::staff;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QByteArray &roster()
{
    static const QByteArray json = [] {
        const QByteArray hash = QByteArray::fromStdString(*passphraseHash("271828"));
        return R"({"schema":1,"staff":[{"number":"1001","name":"王敏","role":"attendant","pin":")" + hash +
               R"("},{"number":"1002","name":"周工","role":"technician","pin":")" + hash + R"("}]})";
    }();
    return json;
}

/** Writes what it is given to memory, and can be told to refuse. */
class PuppetStick final : public StickWork
{
public:
    StickStands stands() const override { return StickStands::Present; }
    void examine() override { Q_EMIT examined(PlanWords{u"更新"_s, u"某市"_s, u"到明天"_s, {u"一"_s}}); }
    void apply() override { Q_EMIT applied(Result<void>()); }
    void write(Parcel parcel, const QByteArray &diagnostics) override
    {
        bytes = diagnostics;
        Q_EMIT written(parcel, Wrote{});
    }
    void readSettings() override {}
    void rollBack() override {}
    QByteArray bytes;
};

/** A call desk that can be told what to tell. */
class PuppetCalls
{
    class NoSignalling final : public callflow::Signalling
    {
        void open() override {}
        void close() override {}
        void send(const QByteArray &) override {}
    };
    ManualClock m_clock;
    SilentEventLog m_log;
    NoSignalling m_signalling;
    FakeCallProcess m_process;

public:
    callflow::CallDesk desk{m_signalling, m_process, m_clock, m_log};
    void tell(callflow::Phase phase, callflow::Media media, callflow::End end)
    {
        callflow::Standing standing;
        standing.phase = phase;
        standing.media = media;
        standing.end = end;
        Q_EMIT desk.changed(standing);
    }
};

/** Only lists what it is told to. */
class PuppetStore final : public OrderStore
{
public:
    Result<Uuid> beginDraft(const QString &, const QString &) override { return kNot; }
    Result<void> journal(const Uuid &, const QString &, const QString &) override { return kNot; }
    Result<Draft> loadDraft(const Uuid &) override { return kNot; }
    Result<void> discardDraft(const Uuid &) override { return kNot; }
    Result<Ticket> put(const Sealed &, const std::optional<Uuid> &) override { return kNot; }
    Result<void> noteSlip(const Uuid &, SlipState) override { return kNot; }
    Result<OrderSummary> find(const Uuid &) override { return kNot; }
    Result<void> settle() override { return {}; }
    Result<std::vector<WaitingOrder>> waiting(int) override { return orders; }
    Result<OutboxCount> count() override
    {
        OutboxCount counted;
        for (const WaitingOrder &order : orders)
            ++(order.state == OrderState::Ready ? counted.pending : counted.rejected);
        return counted;
    }
    std::vector<WaitingOrder> orders; ///< set before the desk is made

private:
    const Error kNot{Fault::Unsupported, "a puppet"};
};

struct Fixture
{
    Fixture()
    {
        QFile file(folder.filePath(u"staff.json"_s));
        if (!file.open(QIODevice::WriteOnly) || file.write(roster()) < 0)
            qFatal("no roster");
        file.close();
        if (!log.keepIn(folder.filePath(u"events"_s)))
            qFatal("no log");
        auto opened =
            OrderStore::open({folder.filePath(u"data"_s), "YZ-0001", 4096}, SecretBytes::random(32), clock, log);
        if (!opened)
            qFatal("%s", opened.error().detail.c_str());
        store = *std::move(opened);
        make();
    }
    ~Fixture() { ::close(nowhere); }
    void make(const std::string &boot = "boot-1")
    {
        desk.reset();
        StaffDesk::Rooms rooms{reader, printer, otherStore != nullptr ? *otherStore : *store, worker, clock, log};
        rooms.stick = &stick;
        rooms.audit = [this](const QString &what, const QString &detail) {
            audited += detail.isEmpty() ? what : what + u": "_s + detail;
        };
        rooms.calls = calls;
        if (hasMore) {
            rooms.scanner = &scanner;
            rooms.speaker = &speaker;
        }
        desk = std::make_unique<StaffDesk>(
            rooms, StaffDesk::Site{u"松江县公共法律服务中心"_s, "YZ-0001", u"1.0"_s, folder.filePath(u"staff"_s),
                                   folder.filePath(u"staff.json"_s), calls != nullptr, boot});
    }
    void types(const char *number, const char *pin)
    {
        desk->take(GiveAnswer{u"staff.number"_s, {QString::fromLatin1(number)}});
        desk->take(GiveAnswer{u"staff.pin"_s, {QString::fromLatin1(pin)}});
    }
    bool waitsNoMore() const { return !std::holds_alternative<WorkingView>(desk->view().page); }
    bool enters(const char *number = "1002", const char *pin = "271828")
    {
        desk->knock();
        types(number, pin);
        return QTest::qWaitFor([&] { return waitsNoMore(); }, 20'000) && board().title == u"本机总览"_s;
    }
    BoardView board() const
    {
        const auto view = desk->view();
        const auto *board = std::get_if<BoardView>(&view.page);
        return board == nullptr ? BoardView{} : *board;
    }
    QString problem() const
    {
        const auto view = desk->view();
        const auto *form = std::get_if<FormView>(&view.page);
        return form == nullptr ? QString() : form->problem;
    }
    /** On the store's own thread, as the desk does it. */
    void atStore(const std::function<bool(OrderStore &)> &work)
    {
        std::promise<bool> done;
        worker.post([&] { done.set_value(work(*store)); });
        if (!done.get_future().get())
            qFatal("the store did not do it");
    }
    void putOrder(const QByteArray &body)
    {
        atStore([&](OrderStore &at) { return bool(at.put({Uuid::fresh(clock), "legal-aid", body}, {})); });
    }

    /** The light of a part in the overview. */
    BoardView::Row part(const QString &name) const
    {
        const auto rows = board().groups.back().rows;
        const auto found =
            std::find_if(rows.begin(), rows.end(), [&](const BoardView::Row &row) { return row.title == name; });
        return found == rows.end() ? BoardView::Row{} : *found;
    }
    /** Everything is well but for the voice, if so wished. */
    bool testsItself(bool speaks)
    {
        desk->take(ChooseRow{u"selftest"_s});
        if (!QTest::qWaitFor([&] { return reader.isWaiting(); }))
            return false;
        reader.fail(Fault::TimedOut);
        if (!QTest::qWaitFor([&] { return speaker.isSpeaking(); }))
            return false;
        speaks ? speaker.finish() : speaker.fail();
        return QTest::qWaitFor([&] { return !board().actions.empty(); });
    }
    /** Behind whatever the desk asked of the store. */
    bool storeAnswered()
    {
        bool answered = false;
        worker.run(desk.get(), [] {}, [&] { answered = true; });
        return QTest::qWaitFor([&] { return answered; });
    }
    std::ptrdiff_t logged(const char *event) const
    {
        const auto lines = log.lines(100);
        return std::count_if(lines.begin(), lines.end(), [&](const QByteArray &line) { return line.contains(event); });
    }

    QTemporaryDir folder;
    ManualClock clock;
    int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    KeptEventLog log{nowhere, clock};
    FakeIdCardReader reader;
    FakeReceiptPrinter printer;
    PuppetStick stick;
    bool hasMore = false; ///< a document camera and a voice
    FakeDocumentScanner scanner;
    FakeSpeaker speaker;
    callflow::CallDesk *calls = nullptr;
    QStringList audited;
    OrderStore *otherStore = nullptr;
    std::unique_ptr<OrderStore> store;
    Worker worker{"yz-test-store"};
    std::unique_ptr<StaffDesk> desk;
};

} // namespace

class StaffDeskTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theRightPin_opensTheDoor();
    void fiveWrongPins_lockTheDoorAlsoAfterARestart();
    void aPinBehindTheLock_isNotEvenCounted();
    void withoutAList_nobodyEntersAndTheLogSaysWhy();
    void theSelfTest_triesTheRealDevices();
    void theQueue_showsWhatTheHubDoesNotHave();
    void anOrderThatWaitsTooLong_raisesAnAlarmOnce();
    void whatTheHubRefused_isNeitherWaitingNorOverdue();
    void theDoorsOpening_isToldEachTimeAlsoWhilePractising();
    void whatTheSelfTestSaw_outlivesTheProgramForADay();
    void aVoiceThatWasHeard_isKeptAsSeen();
    void leavingInTheMiddleOfATest_isNoFailure();
    void aDamagedMemoryOfTests_claimsNothingAndHarmsNothing();
    void aPageBeforeTheCamera_isAsGoodAsATest();
    void aCall_tellsOfCalls_data();
    void aCall_tellsOfCalls();
    void aWrongPin_isAuditedWithoutNumberNorPin();
    void whoCameAndWent_isAudited();
    void aPracticeThatEndsByItself_isNotShownAnyMore();
    void theDiagnosticsBundle_carriesNoneOfThePlantedCanaries();
    void theCountOfSlips_outlivesTheProgramAndBeginsAnewWithANewRoll();
};

void StaffDeskTest::theRightPin_opensTheDoor()
{
    Fixture f;
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
    Fixture f;
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
    Fixture f;
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
    Fixture f;
    QVERIFY(QFile::remove(f.folder.filePath(u"staff.json"_s)));
    QVERIFY(!f.enters());
    const auto lines = f.log.lines(50);
    QVERIFY(std::any_of(lines.begin(), lines.end(),
                        [](const QByteArray &line) { return line.contains("staff.roster-refused"); }));
}

void StaffDeskTest::theSelfTest_triesTheRealDevices()
{
    Fixture f;
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

void StaffDeskTest::theQueue_showsWhatTheHubDoesNotHave()
{
    Fixture f;
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
    Fixture f;
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
    Fixture f;
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
    Fixture f;
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

void StaffDeskTest::whatTheSelfTestSaw_outlivesTheProgramForADay()
{
    Fixture f;
    f.hasMore = true;
    f.make();
    QVERIFY(f.enters());
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

void StaffDeskTest::aVoiceThatWasHeard_isKeptAsSeen()
{
    Fixture f;
    f.hasMore = true;
    f.make();
    QVERIFY(f.enters());
    QVERIFY(f.testsItself(true));
    QCOMPARE(f.board().groups.front().rows.back().light, Light::Unknown); // it cannot hear itself
    f.desk->take(DoAction{u"heard"_s});
    f.make();
    QVERIFY(f.enters());
    QCOMPARE(f.part(u"语音"_s).light, Light::Good);
}

void StaffDeskTest::leavingInTheMiddleOfATest_isNoFailure()
{
    Fixture f;
    f.hasMore = true;
    f.make();
    QVERIFY(f.enters());
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

void StaffDeskTest::aDamagedMemoryOfTests_claimsNothingAndHarmsNothing()
{
    Fixture f;
    f.hasMore = true;
    QFile file(f.folder.filePath(u"staff/trials.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(100'000, '{'));
    file.close();
    f.make();
    QVERIFY(f.enters());
    QCOMPARE(f.part(u"高拍仪"_s).light, Light::Unknown);
    QVERIFY(f.testsItself(true));
    f.make();
    QVERIFY(f.enters());
    QCOMPARE(f.part(u"高拍仪"_s).light, Light::Good);
}

void StaffDeskTest::aPageBeforeTheCamera_isAsGoodAsATest()
{
    Fixture f;
    f.hasMore = true;
    f.make();
    f.scanner.start(); // a citizen's
    QTest::qWait(0);
    f.scanner.stop();
    QVERIFY(f.enters());
    QCOMPARE(f.part(u"高拍仪"_s).light, Light::Good);
}

void StaffDeskTest::aCall_tellsOfCalls_data()
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

void StaffDeskTest::aCall_tellsOfCalls()
{
    QFETCH(callflow::Phase, phase);
    QFETCH(callflow::Media, media);
    QFETCH(callflow::End, end);
    PuppetCalls calls;
    Fixture f;
    f.calls = &calls.desk;
    f.make();
    calls.tell(callflow::Phase::Requesting, media, end);
    calls.tell(phase, media, end);
    QVERIFY(f.enters());
    QTEST(f.part(u"视频通话"_s).light, "light");
    f.desk.reset(); // before the one it listens to
}

void StaffDeskTest::aWrongPin_isAuditedWithoutNumberNorPin()
{
    Fixture f;
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
    Fixture f;
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
    Fixture f;
    QVERIFY(f.enters());
    f.desk->practiceStood(true);
    f.desk->practiceStood(false); // nobody is inside
    QVERIFY(!f.desk->isOpen());
    f.desk->knock();
    QVERIFY(f.desk->view().practice.isEmpty());
}

void StaffDeskTest::theDiagnosticsBundle_carriesNoneOfThePlantedCanaries()
{
    Fixture f;
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
    Fixture f;
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
