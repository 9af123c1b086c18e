// SPDX-License-Identifier: Apache-2.0
#include "support/courier_rig.h"

#include <QSignalSpy>

using namespace yz;
using namespace yz::test;
using Step = sync::HttpCourier::Step;

Q_DECLARE_METATYPE(yz::test::Mishap)

namespace {

struct Situation
{
    explicit Situation(const QString &certificates, unsigned seed = 1)
        : hub(certificates), m_certificates(certificates), m_seed(seed)
    {
    }

    bool begin()
    {
        if (!store.open() || !hub.start())
            return false;
        rig = std::make_unique<CourierRig>(m_certificates, store.feed(), hub, store.clock, store.log, "HRB07", m_seed);
        return true;
    }
    Uuid put(const QByteArray &body = "{\"answers\":[]}")
    {
        const auto sealed = store.order(body);
        const bool stored = rig->onStore([&] { return bool(store.store->put(sealed, {})); });
        return stored ? sealed.order : Uuid();
    }
    OutboxCount count()
    {
        return *rig->onStore([&] { return store.store->count(); });
    }
    OrderState stateOf(const Uuid &order)
    {
        return rig->onStore([&] { return store.store->find(order)->state; });
    }
    bool allDelivered() { return rig->courier().step() == Step::Resting && count().pending == 0; }

    StoreFixture store;
    FakeHub hub;
    std::unique_ptr<CourierRig> rig;

private:
    QString m_certificates;
    unsigned m_seed;
};

QByteArray key(const Uuid &id)
{
    return QByteArray::fromStdString(id.toString());
}

} // namespace

class TestCourier : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theStateIsUnknownUntilTheFirstAnswer();
    void anOrderIsHandedOverAndItsReceiptKept();
    void ordersGoInSequence();
    void aNewOrderGoesAtOnceWhenResting();
    void whateverGoesWrongTheOrderArrivesOnce_data();
    void whateverGoesWrongTheOrderArrivesOnce();
    void anyMixtureOfMishapsDeliversEachOrderOnce_data();
    void anyMixtureOfMishapsDeliversEachOrderOnce();
    void killedBetweenAnswerAndNoteItIsSentAgain();
    void retryAfterIsHonouredAndCapped_data();
    void retryAfterIsHonouredAndCapped();
    void waitingGrowsToFiveMinutesAndSuccessResetsIt();
    void theFirstPassAfterAnOutageIsSpread();
    void aSilentHubIsGivenUpAfterThirtySeconds();
    void aRejectionIsAnAcknowledgement();
    void anAlteredOrderIsRejectedAndTheRestGoesOnInANewEpoch();
    void aDeniedTerminalPausesAndDropsNothing_data();
    void aDeniedTerminalPausesAndDropsNothing();
    void aPauseEndsWhenTheHubGivesItsStateAgain();
    void aRolledBackStoreBeginsANewEpoch();
    void aHubThatLostOrdersGetsThemAgain();
    void aHubThatLostEverythingGetsEverythingAgain();
    void ordersTheHubLostAndWeNoLongerHoldBeginANewEpoch();
    void aHubThatRefusesEveryEpochIsLeftAloneForAWhile();
    void aHubThatContradictsItselfIsLeftAloneForAWhile();
    void anotherAuthoritysHubIsNotTalkedTo();
    void optionsThatCannotWorkAreRefused();

private:
    QTemporaryDir m_folder;
    QString certificates() const { return m_folder.path(); }
};

void TestCourier::initTestCase()
{
    QVERIFY(TestCertificates::make(certificates(), QStringLiteral("HRB07")));
}

void TestCourier::theStateIsUnknownUntilTheFirstAnswer()
{
    Situation now(certificates());
    QVERIFY(now.begin());
    now.rig->start();
    auto &courier = now.rig->courier();
    QCOMPARE(courier.state(), HubState::Unknown);
    QSignalSpy changed(&courier, &Courier::stateChanged);
    QVERIFY(now.rig->leapUntil([&] { return courier.step() == Step::Resting; }));
    QCOMPARE(courier.state(), HubState::Reachable);
    QCOMPARE(changed.count(), 1);
    now.hub.stop();
    now.rig->leap(); // the idle check
    QVERIFY(now.rig->standUntil([&] { return courier.step() == Step::Waiting; }));
    QCOMPARE(courier.state(), HubState::Unreachable);
    QVERIFY(now.hub.start());
    QVERIFY(now.rig->leapUntil([&] { return courier.state() == HubState::Reachable; }));
}

void TestCourier::anOrderIsHandedOverAndItsReceiptKept()
{
    Situation now(certificates());
    QVERIFY(now.begin());
    const QByteArray body = "{\"answers\":[\"请求支付劳动报酬\"]}";
    const Uuid order = now.put(body);
    now.rig->start();
    QSignalSpy acked(&now.rig->courier(), &Courier::acked);
    QVERIFY(now.rig->leapUntil([&] { return now.allDelivered(); }));
    QCOMPARE(acked.count(), 1);
    QCOMPARE(acked[0][0].value<Uuid>(), order);
    QCOMPARE(now.stateOf(order), OrderState::Acked);
    QCOMPARE(now.hub.orders.value(key(order)).body, body);
    QCOMPARE(now.store.log.count(EventId::OrderAcked), 1);
    const auto &put = now.hub.requests.last();
    QCOMPARE(put.method, QByteArray("PUT"));
    QCOMPARE(put.path, "/v1/terminals/HRB07/work-orders/" + key(order));
    QCOMPARE(put.headers.value("content-type"), QByteArray("application/json"));
    QVERIFY(!put.headers.contains("cookie"));

    now.rig.reset();
    now.store.close();
    auto db = store::Database::open(now.store.file(), now.store.key, 65536);
    YZ_REQUIRE(db);
    auto query = (*db)->query("SELECT hub_receipt FROM outbox");
    QVERIFY(*query.row());
    QCOMPARE(query.bytes(0), now.hub.orders.value(key(order)).receipt);
}

void TestCourier::ordersGoInSequence()
{
    Situation now(certificates());
    QVERIFY(now.begin());
    QList<QByteArray> ids;
    for (int i = 0; i < 5; ++i)
        ids.append(key(now.put("{\"n\":" + QByteArray::number(i) + "}")));
    now.rig->start();
    QVERIFY(now.rig->leapUntil([&] { return now.allDelivered(); }));
    QCOMPARE(now.hub.standing.ids, ids);
    QCOMPARE(now.hub.requests.size(), 6);
    QCOMPARE(now.hub.requests.first().method, QByteArray("GET"));
}

void TestCourier::aNewOrderGoesAtOnceWhenResting()
{
    Situation now(certificates());
    QVERIFY(now.begin());
    now.rig->start();
    QVERIFY(now.rig->leapUntil([&] { return now.allDelivered(); }));
    const auto moment = now.store.clock.now();
    const Uuid order = now.put();
    now.rig->courier().wake();
    QVERIFY(now.rig->standUntil([&] { return now.allDelivered(); }));
    QCOMPARE(now.store.clock.now(), moment);
    QCOMPARE(now.hub.orders.value(key(order)).timesStored, 1);
}

void TestCourier::whateverGoesWrongTheOrderArrivesOnce_data()
{
    QTest::addColumn<Mishap>("mishap");
    QTest::newRow("the request is lost") << Mishap::DropRequest;
    QTest::newRow("the answer is lost") << Mishap::DropResponse;
    QTest::newRow("reset in the middle of the answer") << Mishap::ResetMidBody;
    QTest::newRow("a proxy sends it twice") << Mishap::Duplicate;
    QTest::newRow("500") << Mishap::Error500;
    QTest::newRow("503 with Retry-After") << Mishap::Busy503;
    QTest::newRow("no answer at all") << Mishap::Silence;
    QTest::newRow("a captive portal's page") << Mishap::CaptivePortal;
    QTest::newRow("a forged receipt") << Mishap::ForgedReceipt;
    QTest::newRow("another order's receipt") << Mishap::ForeignReceipt;
    QTest::newRow("sent elsewhere") << Mishap::Redirect;
    QTest::newRow("an endless answer") << Mishap::Endless;
    QTest::newRow("not HTTP") << Mishap::Garbage;
}

void TestCourier::whateverGoesWrongTheOrderArrivesOnce()
{
    QFETCH(const Mishap, mishap);
    Situation now(certificates());
    QVERIFY(now.begin());
    now.hub.onGet = {mishap};
    // Thrice: a client library that quietly tries again on a fresh connection is covered, too.
    now.hub.onPut = {mishap, mishap, mishap};
    const Uuid first = now.put("{\"n\":1}");
    const Uuid second = now.put("{\"n\":2}");
    now.rig->start();
    QSignalSpy acked(&now.rig->courier(), &Courier::acked);
    QVERIFY(now.rig->leapUntil([&] { return now.allDelivered(); }));
    QCOMPARE(now.hub.orders.size(), 2);
    QCOMPARE(now.hub.orders.value(key(first)).timesStored, 1);
    QCOMPARE(now.hub.orders.value(key(second)).timesStored, 1);
    QCOMPARE(now.hub.standing.ids, (QList<QByteArray>{key(first), key(second)}));
    QCOMPARE(acked.count(), 2);
    QCOMPARE(now.store.log.count(EventId::EpochBegun), 0);
    QCOMPARE(now.store.log.count(EventId::OrderRefused), 0);
}

void TestCourier::anyMixtureOfMishapsDeliversEachOrderOnce_data()
{
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 8; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void TestCourier::anyMixtureOfMishapsDeliversEachOrderOnce()
{
    QFETCH(const unsigned, seed);
    std::mt19937 random(seed);
    Situation now(certificates(), seed);
    QVERIFY(now.begin());
    std::uniform_int_distribution<int> any(0, kMishaps - 1);
    for (int i = 0; i < 40; ++i) {
        now.hub.onPut.push_back(random() % 2 == 0 ? Mishap::None : static_cast<Mishap>(any(random)));
        now.hub.onGet.push_back(random() % 3 != 0 ? Mishap::None : static_cast<Mishap>(any(random)));
    }
    QMap<QByteArray, QByteArray> sent;
    for (int i = 0; i < 4; ++i) {
        const QByteArray body = "{\"n\":" + QByteArray::number(i) + "}";
        sent.insert(key(now.put(body)), body);
    }
    now.rig->start();
    for (int i = 4; i < 8; ++i) {
        const auto wanted = now.hub.requests.size() + 3;
        QVERIFY(now.rig->leapUntil([&] { return now.hub.requests.size() >= wanted || now.allDelivered(); }));
        const QByteArray body = "{\"n\":" + QByteArray::number(i) + "}";
        sent.insert(key(now.put(body)), body);
        now.rig->courier().wake();
    }
    QVERIFY(now.rig->leapUntil([&] { return now.allDelivered(); }));
    QCOMPARE(now.hub.orders.size(), sent.size());
    for (auto it = sent.cbegin(); it != sent.cend(); ++it) {
        QCOMPARE(now.hub.orders.value(it.key()).timesStored, 1);
        QCOMPARE(now.hub.orders.value(it.key()).body, it.value());
    }
    QCOMPARE(now.count().acked, std::uint64_t(8));
}

void TestCourier::killedBetweenAnswerAndNoteItIsSentAgain()
{
    Situation now(certificates());
    QVERIFY(now.begin());
    const Uuid order = now.put();
    // Qt tries again on its own when a connection breaks; more often than that.
    now.hub.onPut.assign(50, Mishap::DropResponse);
    now.rig->start();
    QVERIFY(
        now.rig->leapUntil([&] { return !now.hub.orders.isEmpty() && now.rig->courier().step() == Step::Waiting; }));
    // The hub has it; the terminal goes before it could read the answer.
    now.rig->stop();
    QCOMPARE(now.stateOf(order), OrderState::Ready);
    now.hub.onPut.clear();
    YZ_REQUIRE(now.store.open());
    now.rig = std::make_unique<CourierRig>(certificates(), now.store.feed(), now.hub, now.store.clock, now.store.log);
    now.rig->start();
    QVERIFY(now.rig->leapUntil([&] { return now.allDelivered(); }));
    QCOMPARE(now.hub.orders.value(key(order)).timesStored, 1);
    QCOMPARE(now.stateOf(order), OrderState::Acked);
}

void TestCourier::retryAfterIsHonouredAndCapped_data()
{
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<int>("seconds");
    QTest::newRow("two minutes") << QByteArray("120") << 120;
    QTest::newRow("a day is an hour") << QByteArray("86400") << 3600;
    QTest::newRow("an absurd number is nothing") << QByteArray("99999999999999999999999") << 0;
    QTest::newRow("a date is nothing") << QByteArray("Wed, 21 Oct 2026 07:28:00 GMT") << 0;
    QTest::newRow("a negative one is nothing") << QByteArray("-5") << 0;
}

void TestCourier::retryAfterIsHonouredAndCapped()
{
    QFETCH(const QByteArray, field);
    QFETCH(const int, seconds);
    Situation now(certificates());
    QVERIFY(now.begin());
    now.rig->useExactJitter();
    now.hub.cannedGet = FakeHub::problem(503, "unavailable", "later");
    now.hub.cannedGet->headers.emplace_back("Retry-After", field);
    now.rig->start();
    QVERIFY(now.rig->standUntil([&] { return now.store.log.count(EventId::CourierRetry) == 1; }));
    QCOMPARE(now.rig->dueIn(), Milliseconds(std::chrono::seconds(seconds + 2)));
}

void TestCourier::waitingGrowsToFiveMinutesAndSuccessResetsIt()
{
    Situation now(certificates());
    QVERIFY(now.begin());
    now.rig->useExactJitter();
    now.hub.cannedGet = FakeHub::problem(500, "internal", "later");
    now.rig->start();
    int failures = 0;
    for (const int seconds : {2, 4, 8, 16, 32, 64, 128, 256, 300, 300}) {
        ++failures;
        QVERIFY(now.rig->standUntil([&] { return now.store.log.count(EventId::CourierRetry) == failures; }));
        QCOMPARE(now.rig->dueIn(), Milliseconds(std::chrono::seconds(seconds)));
        QCOMPARE(*now.store.log.lastNumber(EventId::CourierRetry, "wait_ms"), std::int64_t(seconds) * 1000);
        now.rig->leap();
    }
    now.hub.cannedGet.reset();
    QVERIFY(now.rig->leapUntil([&] { return now.rig->courier().step() == Step::Resting; }));
    now.hub.cannedGet = FakeHub::problem(500, "internal", "later");
    const int before = now.store.log.count(EventId::CourierRetry);
    now.rig->leap();
    QVERIFY(now.rig->standUntil([&] { return now.store.log.count(EventId::CourierRetry) == before + 1; }));
    QCOMPARE(now.rig->dueIn(), Milliseconds(std::chrono::seconds(2)));
}

void TestCourier::theFirstPassAfterAnOutageIsSpread()
{
    Situation now(certificates());
    QVERIFY(now.begin());
    now.rig->useExactJitter();
    now.put();
    now.hub.onGet = {Mishap::Error500};
    now.rig->start();
    QVERIFY(now.rig->standUntil(
        [&] { return now.rig->courier().step() == Step::Waiting && now.hub.requests.size() == 1; }));
    now.rig->leap();
    QVERIFY(now.rig->standUntil([&] { return now.rig->courier().step() == Step::Spreading; }));
    QCOMPARE(now.rig->courier().state(), HubState::Reachable);
    QCOMPARE(now.rig->dueIn(), Milliseconds(60'000));
    QVERIFY(now.hub.orders.isEmpty());
    now.rig->leap();
    QVERIFY(now.rig->standUntil([&] { return now.allDelivered(); }));
}

void TestCourier::aSilentHubIsGivenUpAfterThirtySeconds()
{
    Situation now(certificates());
    QVERIFY(now.begin());
    now.hub.onGet = {Mishap::Silence};
    now.rig->start();
    QVERIFY(now.rig->standUntil([&] { return now.hub.unanswered == 1; }));
    QCOMPARE(now.rig->dueIn(), Milliseconds(30'000));
    now.store.clock.advance(Milliseconds(29'999));
    now.rig->courier().tick();
    QCOMPARE(now.rig->courier().step(), Step::Asking);
    now.store.clock.advance(Milliseconds(1));
    now.rig->courier().tick();
    QCOMPARE(now.rig->courier().step(), Step::Waiting);
    QCOMPARE(*now.store.log.lastFault(EventId::CourierRetry), Fault::TimedOut);
}

void TestCourier::aRejectionIsAnAcknowledgement()
{
    Situation now(certificates());
    QVERIFY(now.begin());
    const Uuid bad = now.put("{\"bad\":1}");
    const Uuid good = now.put();
    now.hub.rejectBy = [](const HubRequest &request) {
        return request.body.contains("bad") ? QByteArray("applicant") : QByteArray();
    };
    now.hub.onPut = {Mishap::DropResponse};
    now.rig->start();
    QSignalSpy rejected(&now.rig->courier(), &Courier::rejected);
    QVERIFY(now.rig->leapUntil([&] { return now.allDelivered(); }));
    QCOMPARE(rejected.count(), 1);
    QCOMPARE(rejected[0][0].value<Uuid>(), bad);
    QCOMPARE(now.stateOf(bad), OrderState::Rejected);
    QCOMPARE(now.stateOf(good), OrderState::Acked);
    QCOMPARE(now.store.log.count(EventId::OrderRefused), 1);
    QCOMPARE(now.store.log.count(EventId::EpochBegun), 0);
    QCOMPARE(now.hub.standing.nextSeq, quint64(3));
}

void TestCourier::anAlteredOrderIsRejectedAndTheRestGoesOnInANewEpoch()
{
    Situation now(certificates());
    QVERIFY(now.begin());
    now.put("{\"n\":0}");
    const Uuid reused = now.put("{\"n\":1}");
    const Uuid after = now.put("{\"n\":2}");
    now.hub.orders.insert(key(reused), {"sha-256=:other:", {}, {}, 1, false});
    now.rig->start();
    QVERIFY(now.rig->leapUntil([&] { return now.allDelivered(); }));
    QCOMPARE(now.stateOf(reused), OrderState::Rejected);
    QCOMPARE(now.stateOf(after), OrderState::Acked);
    QCOMPARE(now.store.log.count(EventId::OrderRefused), 1);
    QCOMPARE(now.store.log.count(EventId::EpochBegun), 1);
    QCOMPARE(now.hub.closedEpochs.size(), 1);
    QCOMPARE(now.hub.standing.ids, QList<QByteArray>{key(after)});
}

void TestCourier::aDeniedTerminalPausesAndDropsNothing_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<Fault>("fault");
    QTest::newRow("no certificate") << 401 << QByteArray("unauthenticated") << Fault::HubDenied;
    QTest::newRow("out of service") << 403 << QByteArray("terminal-blocked") << Fault::HubDenied;
    QTest::newRow("wrong server") << 404 << QByteArray("not-found") << Fault::HubMistaken;
    QTest::newRow("another wrong server") << 405 << QByteArray("method-not-allowed") << Fault::HubMistaken;
}

void TestCourier::aDeniedTerminalPausesAndDropsNothing()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, code);
    QFETCH(const Fault, fault);
    Situation now(certificates());
    QVERIFY(now.begin());
    const Uuid order = now.put();
    now.hub.cannedPut = FakeHub::problem(status, code, "pause");
    now.rig->start();
    QVERIFY(now.rig->leapUntil([&] { return now.rig->courier().state() == HubState::Paused; }));
    QCOMPARE(now.store.log.count(EventId::CourierPaused), 1);
    QCOMPARE(*now.store.log.lastFault(EventId::CourierPaused), fault);
    QCOMPARE(now.stateOf(order), OrderState::Ready);
    const auto requests = now.hub.requests.size();
    now.rig->courier().wake();
    now.rig->courier().tick();
    QCOMPARE(now.rig->courier().step(), Step::Paused);
    QCOMPARE(now.hub.requests.size(), requests);
    QVERIFY(now.rig->dueIn() >= Milliseconds(std::chrono::minutes(10)));
}

void TestCourier::aPauseEndsWhenTheHubGivesItsStateAgain()
{
    Situation now(certificates());
    QVERIFY(now.begin());
    const Uuid order = now.put();
    now.hub.cannedGet = FakeHub::problem(403, "terminal-blocked", "pause");
    now.rig->start();
    auto &courier = now.rig->courier();
    QVERIFY(now.rig->standUntil([&] { return courier.state() == HubState::Paused; }));
    now.rig->leap(); // still blocked: no second alarm
    QVERIFY(now.rig->standUntil([&] { return now.hub.requests.size() == 2 && courier.step() == Step::Paused; }));
    QCOMPARE(now.store.log.count(EventId::CourierPaused), 1);
    now.hub.cannedGet.reset();
    QVERIFY(now.rig->leapUntil([&] { return now.allDelivered(); }));
    QCOMPARE(now.stateOf(order), OrderState::Acked);
}

void TestCourier::aRolledBackStoreBeginsANewEpoch()
{
    Situation now(certificates());
    QVERIFY(now.begin());
    now.put("{\"n\":0}");
    now.rig->start();
    QVERIFY(now.rig->leapUntil([&] { return now.allDelivered(); }));
    // A technician restores yesterday's file …
    now.rig->stop();
    now.store.close();
    const QByteArray yesterday = contentOf(now.store.file());
    YZ_REQUIRE(now.store.open());
    auto again = [&] {
        now.rig =
            std::make_unique<CourierRig>(certificates(), now.store.feed(), now.hub, now.store.clock, now.store.log);
    };
    again();
    now.put("{\"n\":1}");
    now.put("{\"n\":2}");
    now.rig->start();
    QVERIFY(now.rig->leapUntil([&] { return now.allDelivered(); }));
    now.rig->stop();
    now.store.close();
    QVERIFY(overwrite(now.store.file(), yesterday));
    QFile::remove(now.store.file("secure.db-wal"));
    YZ_REQUIRE(now.store.open());
    again();
    // … and a citizen applies before the hub was asked.
    const Uuid fresh = now.put("{\"n\":3}");
    now.rig->start();
    QVERIFY(now.rig->leapUntil([&] { return now.allDelivered(); }));
    QCOMPARE(now.store.log.count(EventId::EpochBegun), 1);
    QCOMPARE(*now.store.log.lastFault(EventId::EpochBegun), Fault::SequenceFork);
    QCOMPARE(now.hub.orders.size(), 4);
    QCOMPARE(now.hub.orders.value(key(fresh)).timesStored, 1);
    QCOMPARE(now.hub.standing.ids, QList<QByteArray>{key(fresh)});
}

void TestCourier::aHubThatLostOrdersGetsThemAgain()
{
    Situation now(certificates());
    QVERIFY(now.begin());
    QList<QByteArray> ids;
    FakeHub::Standing backup;
    QMap<QByteArray, FakeHub::Order> backupOrders;
    for (int i = 0; i < 4; ++i)
        ids.append(key(now.put("{\"n\":" + QByteArray::number(i) + "}")));
    now.hub.onStored = [&] {
        if (now.hub.standing.nextSeq == 3) {
            backup = now.hub.standing;
            backupOrders = now.hub.orders;
        }
    };
    now.rig->start();
    QVERIFY(now.rig->leapUntil([&] { return now.allDelivered(); }));
    now.hub.onStored = nullptr;
    QCOMPARE(backup.nextSeq, quint64(3));
    QSignalSpy acked(&now.rig->courier(), &Courier::acked);
    now.hub.standing = backup;
    now.hub.orders = backupOrders;
    ids.append(key(now.put("{\"n\":4}")));
    now.rig->leap(); // the idle check finds out
    QVERIFY(now.rig->leapUntil([&] { return now.allDelivered() && now.hub.orders.size() == 5; }));
    QCOMPARE(now.hub.standing.ids, ids);
    QCOMPARE(now.store.log.count(EventId::EpochBegun), 0);
    QCOMPARE(acked.count(), 1); // the others were told before
}

void TestCourier::aHubThatLostEverythingGetsEverythingAgain()
{
    Situation now(certificates());
    QVERIFY(now.begin());
    QList<QByteArray> ids;
    for (int i = 0; i < 3; ++i)
        ids.append(key(now.put("{\"n\":" + QByteArray::number(i) + "}")));
    now.rig->start();
    QVERIFY(now.rig->leapUntil([&] { return now.allDelivered(); }));
    now.hub.standing = {};
    now.hub.orders.clear();
    now.rig->leap();
    QVERIFY(now.rig->leapUntil([&] { return now.allDelivered() && now.hub.orders.size() == 3; }));
    QCOMPARE(now.hub.standing.ids, ids);
    QCOMPARE(*now.store.log.lastFault(EventId::EpochBegun), Fault::SequenceGap);
}

void TestCourier::ordersTheHubLostAndWeNoLongerHoldBeginANewEpoch()
{
    Situation now(certificates());
    QVERIFY(now.begin());
    now.put("{\"n\":0}");
    now.put("{\"n\":1}");
    now.rig->start();
    QVERIFY(now.rig->leapUntil([&] { return now.allDelivered(); }));
    const auto backup = FakeHub::Standing{now.hub.standing.epoch, 1, QByteArray(32, '\0'), {}};
    now.store.clock.advance(std::chrono::days(9));
    const Uuid fresh = now.put("{\"n\":2}");
    QVERIFY(now.rig->onStore([&] { return bool(now.store.feed().rest()); }));
    now.hub.standing = backup;
    now.hub.orders.clear();
    QVERIFY(now.rig->leapUntil([&] { // the idle check is due by now
        if (now.rig->courier().step() == Step::Resting)
            now.rig->courier().tick();
        return now.allDelivered() && now.hub.orders.size() == 1;
    }));
    QCOMPARE(now.hub.orders.value(key(fresh)).timesStored, 1);
    QCOMPARE(*now.store.log.lastFault(EventId::EpochBegun), Fault::SequenceGap);
}

void TestCourier::aHubThatRefusesEveryEpochIsLeftAloneForAWhile()
{
    Situation now(certificates());
    QVERIFY(now.begin());
    const Uuid order = now.put();
    now.hub.cannedPut = FakeHub::problem(409, "seq-fork", "resync");
    now.rig->start();
    QVERIFY(now.rig->leapUntil([&] { return now.store.log.count(EventId::CourierRetry) == 1; }));
    QCOMPARE(now.store.log.count(EventId::EpochBegun), 1);
    QCOMPARE(*now.store.log.lastFault(EventId::CourierRetry), Fault::HubMistaken);
    QCOMPARE(now.stateOf(order), OrderState::Ready);
    now.hub.cannedPut.reset();
    QVERIFY(now.rig->leapUntil([&] { return now.allDelivered(); }));
    QCOMPARE(now.hub.orders.value(key(order)).timesStored, 1);
}

void TestCourier::aHubThatContradictsItselfIsLeftAloneForAWhile()
{
    Situation now(certificates());
    QVERIFY(now.begin());
    now.put("{\"n\":0}");
    now.put("{\"n\":1}");
    now.hub.cannedPut = FakeHub::problem(409, "seq-gap", "resync", ",\"expected\":1");
    now.rig->start();
    QVERIFY(now.rig->leapUntil([&] { return now.store.log.count(EventId::CourierRetry) == 1; }));
    QCOMPARE(*now.store.log.lastFault(EventId::CourierRetry), Fault::HubMistaken);
    QCOMPARE(now.count().pending, std::uint64_t(2));
    QCOMPARE(now.store.log.count(EventId::EpochBegun), 0);
}

void TestCourier::anotherAuthoritysHubIsNotTalkedTo()
{
    QTemporaryDir others;
    QVERIFY(TestCertificates::make(others.path(), QStringLiteral("HRB07")));
    Situation now(others.path());
    QVERIFY(now.begin());
    now.put();
    now.rig->options().certificateAuthority = certificates() + QStringLiteral("/ca.crt");
    now.rig->start();
    QVERIFY(now.rig->leapUntil([&] { return now.store.log.count(EventId::CourierRetry) == 2; }));
    QCOMPARE(now.rig->courier().state(), HubState::Unreachable);
    QVERIFY(now.hub.requests.isEmpty());
}

void TestCourier::optionsThatCannotWorkAreRefused()
{
    StoreFixture store;
    YZ_REQUIRE(store.open());
    Worker worker("test");
    const auto file = [&](const char *name) { return certificates() + QLatin1Char('/') + QLatin1String(name); };
    const Courier::Options good{QUrl(QStringLiteral("https://localhost:1/")),
                                file("ca.crt"),
                                file("terminal-HRB07.crt"),
                                file("terminal-HRB07.key"),
                                QByteArray(32, 'k'),
                                "HRB07"};
    const auto made = [&](const Courier::Options &options) {
        return Courier::create(options, *store.store, worker, store.clock, store.log);
    };
    YZ_REQUIRE(made(good));
    auto options = good;
    options.hub = QUrl(QStringLiteral("http://localhost:1/"));
    QVERIFY(made(options).failedWith(Fault::BadInput));
    options = good;
    options.receiptKey.chop(1);
    QVERIFY(made(options).failedWith(Fault::BadInput));
    options = good;
    options.terminal = "a/../b";
    QVERIFY(made(options).failedWith(Fault::BadInput));
    options = good;
    options.privateKey = file("ca.crt");
    QVERIFY(made(options).failedWith(Fault::DataMalformed));
    options = good;
    options.certificate = file("nothing");
    QVERIFY(made(options).failedWith(Fault::DataMalformed));
}

QTEST_GUILESS_MAIN(TestCourier)
#include "tst_courier.moc"
