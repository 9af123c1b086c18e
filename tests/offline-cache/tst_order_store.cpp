// SPDX-License-Identifier: Apache-2.0
#include "outbox/hash_chain.h"
#include "outbox/ticket_number.h"
#include "store/schema.h"
#include "support/store_fixture.h"

#include <QCryptographicHash>
#include <QRegularExpression>
#include <QSet>

#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>

namespace {
std::atomic<int> g_syncs{0};
}

// Stand in front of the C library's, for SQLite is in this program too: every one is counted.
extern "C" int fdatasync(int fd)
{
    ++g_syncs;
    return static_cast<int>(::syscall(SYS_fdatasync, fd));
}
extern "C" int fsync(int fd)
{
    ++g_syncs;
    return static_cast<int>(::syscall(SYS_fsync, fd));
}

using namespace yz;
using namespace yz::test;

class TestOrderStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFileIsNotPlaintext();
    void aFieldIsDurableAfterOneSync();
    void aDraftComesBackInTheOrderFirstAnswered();
    void anUnknownDraftIsNotFound();
    void sealingADraftEndsIt();
    void theSameOrderAgainGivesTheSameTicket();
    void theSameOrderWithAnotherBodyConflicts();
    void whatIsNoOrderIsRefused_data();
    void whatIsNoOrderIsRefused();
    void placesFollowEachOtherAndAreChained();
    void aSlipsStateIsKept();
    void countsByState();
    void anOrderCannotBeAltered_data();
    void anOrderCannotBeAltered();
    void aNewEpochCarriesWhatIsReadyAndKeepsItsNumber();
    void whatStillWaits_isListedBeforeWhatWasRefused();
    void acknowledgedBodiesGoAfterSevenDaysAndNotBefore();
    void anUntrustedClockThrowsNothingAway();
    void aLaterProgramsFileIsLeftAlone();
    void aSecondProcessIsTurnedAway();
    void ticketNumbersHoldTheirCheckCharacter();
    void aLongTerminalNameIsShortenedByItsDigest();
    void ticketNumbersStayUniqueWhenTheClockJumpsBack();
    void settlingEmptiesTheLog();
};

void TestOrderStore::theFileIsNotPlaintext()
{
    StoreFixture fixture;
    YZ_REQUIRE(fixture.open());
    YZ_REQUIRE(fixture.store->put(fixture.order("{\"planted\":\"11010519491231002X\"}"), {}));
    for (const char *name : {"secure.db", "secure.db-wal"}) {
        const QByteArray bytes = contentOf(fixture.file(name));
        QVERIFY(!bytes.isEmpty());
        QVERIFY(!bytes.startsWith("SQLite format 3"));
        QVERIFY(!bytes.contains("11010519491231002X"));
        QVERIFY(!bytes.contains("CREATE TABLE"));
    }
}

void TestOrderStore::aFieldIsDurableAfterOneSync()
{
    StoreFixture fixture;
    YZ_REQUIRE(fixture.open());
    const auto draft = fixture.store->beginDraft(QStringLiteral("legal-aid"), QStringLiteral("2026.11"));
    YZ_REQUIRE(draft);
    for (int i = 0; i < 20; ++i) {
        g_syncs = 0;
        YZ_REQUIRE(fixture.store->journal(*draft, QStringLiteral("field%1").arg(i), QStringLiteral("值")));
        QCOMPARE(g_syncs.load(), 1);
    }
}

void TestOrderStore::aDraftComesBackInTheOrderFirstAnswered()
{
    StoreFixture fixture;
    YZ_REQUIRE(fixture.open());
    const auto draft = fixture.store->beginDraft(QStringLiteral("legal-aid"), QStringLiteral("2026.11"));
    YZ_REQUIRE(draft);
    YZ_REQUIRE(fixture.store->journal(*draft, QStringLiteral("z"), QStringLiteral("一")));
    YZ_REQUIRE(fixture.store->journal(*draft, QStringLiteral("a"), QStringLiteral("二")));
    YZ_REQUIRE(fixture.store->journal(*draft, QStringLiteral("m"), QString()));
    YZ_REQUIRE(fixture.store->journal(*draft, QStringLiteral("z"), QStringLiteral("改")));
    YZ_REQUIRE(fixture.open());
    const auto loaded = fixture.store->loadDraft(*draft);
    YZ_REQUIRE(loaded);
    QCOMPARE(loaded->service, QStringLiteral("legal-aid"));
    QCOMPARE(loaded->packVersion, QStringLiteral("2026.11"));
    QCOMPARE(loaded->entries.size(), std::size_t(3));
    QCOMPARE(loaded->entries[0].field, QStringLiteral("z"));
    QCOMPARE(loaded->entries[0].value, QStringLiteral("改"));
    QCOMPARE(loaded->entries[1].value, QStringLiteral("二"));
    QCOMPARE(loaded->entries[2].value, QString(QLatin1String("")));
}

void TestOrderStore::anUnknownDraftIsNotFound()
{
    StoreFixture fixture;
    YZ_REQUIRE(fixture.open());
    const Uuid nobody = Uuid::fresh(fixture.clock);
    QVERIFY(fixture.store->loadDraft(nobody).failedWith(Fault::NotFound));
    QVERIFY(fixture.store->discardDraft(nobody).failedWith(Fault::NotFound));
    QVERIFY(fixture.store->journal(nobody, QStringLiteral("a"), QStringLiteral("b")).failedWith(Fault::NotFound));
    QVERIFY(fixture.store->find(nobody).failedWith(Fault::NotFound));
    QVERIFY(fixture.store->noteSlip(nobody, SlipState::Sent).failedWith(Fault::NotFound));
}

void TestOrderStore::sealingADraftEndsIt()
{
    StoreFixture fixture;
    YZ_REQUIRE(fixture.open());
    const auto draft = fixture.store->beginDraft(QStringLiteral("legal-aid"), QStringLiteral("2026.11"));
    YZ_REQUIRE(draft);
    YZ_REQUIRE(fixture.store->journal(*draft, QStringLiteral("a"), QStringLiteral("b")));
    const auto sealed = fixture.order();
    const auto first = fixture.store->put(sealed, *draft);
    YZ_REQUIRE(first);
    QVERIFY(fixture.store->loadDraft(*draft).failedWith(Fault::NotFound));
    // The program was killed before it could tell anyone, and does it again.
    const auto again = fixture.store->put(sealed, *draft);
    YZ_REQUIRE(again);
    QCOMPARE(again->number, first->number);
}

void TestOrderStore::theSameOrderAgainGivesTheSameTicket()
{
    StoreFixture fixture;
    YZ_REQUIRE(fixture.open());
    const auto sealed = fixture.order();
    const auto first = fixture.store->put(sealed, {});
    YZ_REQUIRE(first);
    fixture.clock.advance(std::chrono::hours(30));
    YZ_REQUIRE(fixture.open());
    const auto again = fixture.store->put(sealed, {});
    YZ_REQUIRE(again);
    QCOMPARE(again->number, first->number);
    QCOMPARE(again->sequence, first->sequence);
    QCOMPARE(again->bodyDigest, QCryptographicHash::hash(sealed.body, QCryptographicHash::Sha256));
    QCOMPARE(fixture.store->count()->pending, std::uint64_t(1));
}

void TestOrderStore::theSameOrderWithAnotherBodyConflicts()
{
    StoreFixture fixture;
    YZ_REQUIRE(fixture.open());
    auto sealed = fixture.order("one");
    YZ_REQUIRE(fixture.store->put(sealed, {}));
    sealed.body = "other";
    QVERIFY(fixture.store->put(sealed, {}).failedWith(Fault::Conflict));
    QCOMPARE(fixture.store->count()->pending, std::uint64_t(1));
}

void TestOrderStore::whatIsNoOrderIsRefused_data()
{
    QTest::addColumn<bool>("withId");
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("no id") << false << QByteArray("legal-aid") << QByteArray("{}");
    QTest::newRow("no kind") << true << QByteArray() << QByteArray("{}");
    QTest::newRow("no body") << true << QByteArray("legal-aid") << QByteArray();
    QTest::newRow("more than 1 MiB") << true << QByteArray("legal-aid") << QByteArray(1024 * 1024 + 1, 'x');
}

void TestOrderStore::whatIsNoOrderIsRefused()
{
    QFETCH(const bool, withId);
    QFETCH(const QByteArray, kind);
    QFETCH(const QByteArray, body);
    StoreFixture fixture;
    YZ_REQUIRE(fixture.open());
    const Sealed sealed{withId ? Uuid::fresh(fixture.clock) : Uuid(), kind, body};
    QVERIFY(fixture.store->put(sealed, {}).failedWith(Fault::BadInput));
    QCOMPARE(fixture.store->count()->pending, std::uint64_t(0));
}

void TestOrderStore::placesFollowEachOtherAndAreChained()
{
    StoreFixture fixture;
    YZ_REQUIRE(fixture.open());
    QByteArray hash = outbox::chainStart();
    for (std::uint64_t seq = 1; seq <= 5; ++seq) {
        const auto sealed = fixture.order(QByteArray("body ") + QByteArray::number(int(seq)));
        const auto ticket = fixture.store->put(sealed, {});
        YZ_REQUIRE(ticket);
        QCOMPARE(ticket->sequence, seq);
        const auto row = fixture.feed().rowAt(seq);
        YZ_REQUIRE(row);
        QVERIFY(row->has_value());
        QCOMPARE((*row)->previous, hash);
        QCOMPARE((*row)->body, sealed.body);
        hash = outbox::chained(hash, sealed.order, seq, ticket->bodyDigest);
    }
    QVERIFY(!fixture.feed().rowAt(6)->has_value());
}

void TestOrderStore::aSlipsStateIsKept()
{
    StoreFixture fixture;
    YZ_REQUIRE(fixture.open());
    const auto sealed = fixture.order();
    YZ_REQUIRE(fixture.store->put(sealed, {}));
    QCOMPARE(fixture.store->find(sealed.order)->slip, SlipState::Queued);
    for (const auto state : {SlipState::Sent, SlipState::Failed, SlipState::Unknown, SlipState::Confirmed}) {
        YZ_REQUIRE(fixture.store->noteSlip(sealed.order, state));
        QCOMPARE(fixture.store->find(sealed.order)->slip, state);
    }
}

void TestOrderStore::countsByState()
{
    StoreFixture fixture;
    YZ_REQUIRE(fixture.open());
    std::vector<Sealed> orders;
    for (int i = 0; i < 5; ++i) {
        orders.push_back(fixture.order());
        YZ_REQUIRE(fixture.store->put(orders.back(), {}));
    }
    QVERIFY(*fixture.feed().markAcked(orders[0].order, "receipt"));
    QVERIFY(!*fixture.feed().markAcked(orders[0].order, "receipt"));
    QVERIFY(*fixture.feed().markRejected(orders[1].order, "applicant", outbox::Position::Taken));
    QVERIFY(!*fixture.feed().markRejected(orders[1].order, "applicant", outbox::Position::Taken));
    const auto counted = fixture.store->count();
    YZ_REQUIRE(counted);
    QCOMPARE(counted->acked, std::uint64_t(1));
    QCOMPARE(counted->rejected, std::uint64_t(1));
    QCOMPARE(counted->pending, std::uint64_t(3));
    QCOMPARE((*fixture.feed().nextReady())->order, orders[2].order);
    QCOMPARE(fixture.store->find(orders[0].order)->state, OrderState::Acked);
    QCOMPARE(fixture.store->find(orders[1].order)->state, OrderState::Rejected);
}

void TestOrderStore::anOrderCannotBeAltered_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<bool>("allowed");
    const auto row = [](const char *name, const char *sql, bool allowed = false) {
        QTest::newRow(name) << QByteArray(sql) << allowed;
    };
    row("its body", "UPDATE outbox SET body = x'00' WHERE pos = 1");
    row("its digest", "UPDATE outbox SET body_sha256 = x'00' WHERE pos = 1");
    row("its id", "UPDATE outbox SET id = x'00' WHERE pos = 1");
    row("its kind", "UPDATE outbox SET kind = 'other' WHERE pos = 1");
    row("its number", "UPDATE outbox SET number = 'other' WHERE pos = 1");
    row("its place", "UPDATE outbox SET pos = 77 WHERE pos = 1");
    row("its chain", "UPDATE outbox SET prev_hash = x'00' WHERE pos = 1");
    row("its epoch alone", "UPDATE outbox SET epoch = epoch + 1 WHERE pos = 1");
    row("it cannot be deleted", "DELETE FROM outbox WHERE pos = 1");
    row("a body not yet delivered cannot go", "UPDATE outbox SET body = NULL WHERE pos = 1");
    row("an acknowledged one cannot be rejected", "UPDATE outbox SET state = 2 WHERE pos = 2");
    row("an acknowledged one cannot be made ready", "UPDATE outbox SET state = 0 WHERE pos = 2");
    row("a delivered body may go", "UPDATE outbox SET body = NULL WHERE pos = 2", true);
    row("a ready one may be acknowledged", "UPDATE outbox SET state = 1 WHERE pos = 1", true);
    row("the slip's state may change", "UPDATE outbox SET slip = 2 WHERE pos = 1", true);
}

void TestOrderStore::anOrderCannotBeAltered()
{
    QFETCH(const QByteArray, sql);
    QFETCH(const bool, allowed);
    StoreFixture fixture;
    YZ_REQUIRE(fixture.open());
    YZ_REQUIRE(fixture.store->put(fixture.order(), {}));
    const auto second = fixture.order();
    YZ_REQUIRE(fixture.store->put(second, {}));
    YZ_REQUIRE(fixture.feed().markAcked(second.order, "receipt"));
    fixture.close();
    auto db = store::Database::open(fixture.file(), fixture.key, 65536);
    YZ_REQUIRE(db);
    QCOMPARE(bool((*db)->script(sql.constData())), allowed);
}

void TestOrderStore::aNewEpochCarriesWhatIsReadyAndKeepsItsNumber()
{
    StoreFixture fixture;
    YZ_REQUIRE(fixture.open());
    std::vector<Sealed> orders;
    std::vector<Ticket> tickets;
    for (int i = 0; i < 6; ++i) {
        orders.push_back(fixture.order(QByteArray("body ") + QByteArray::number(i)));
        tickets.push_back(*fixture.store->put(orders.back(), {}));
    }
    YZ_REQUIRE(fixture.feed().markAcked(orders[0].order, "receipt"));
    YZ_REQUIRE(fixture.feed().markAcked(orders[1].order, "receipt"));
    const auto before = *fixture.feed().nextReady();
    YZ_REQUIRE(fixture.feed().beginEpoch("test", std::uint64_t(2)));

    // orders[1] was acknowledged, but the hub lost it: owed again, and first.
    const auto first = *fixture.feed().nextReady();
    QCOMPARE(first->order, orders[1].order);
    QCOMPARE(first->seq, std::uint64_t(1));
    QCOMPARE(first->previous, outbox::chainStart());
    QVERIFY(first->epoch != before->epoch);
    QCOMPARE(fixture.store->count()->pending, std::uint64_t(5));
    for (std::size_t i = 1; i < 6; ++i) {
        const auto found = fixture.store->find(orders[i].order);
        QCOMPARE(found->ticket.number, tickets[i].number);
        QCOMPARE(found->ticket.sequence, std::uint64_t(i));
    }
    const auto next = fixture.store->put(fixture.order(), {});
    QCOMPARE(next->sequence, std::uint64_t(6));
    for (const auto &ticket : tickets)
        QVERIFY(ticket.number != next->number);
    YZ_REQUIRE(fixture.open());
    QCOMPARE((*fixture.feed().nextReady())->order, orders[1].order);
}

void TestOrderStore::whatStillWaits_isListedBeforeWhatWasRefused()
{
    StoreFixture fixture;
    YZ_REQUIRE(fixture.open());
    std::vector<Sealed> orders;
    for (int i = 0; i < 4; ++i) {
        orders.push_back(fixture.order());
        YZ_REQUIRE(fixture.store->put(orders.back(), {}));
    }
    YZ_REQUIRE(fixture.feed().markRejected(orders[0].order, "bad", outbox::Position::Taken));
    YZ_REQUIRE(fixture.feed().markAcked(orders[1].order, "receipt"));
    const auto all = fixture.store->waiting(100);
    QCOMPARE(all->size(), 3U);
    QCOMPARE((*all)[0].order, orders[2].order);
    QCOMPARE((*all)[2].order, orders[0].order);
    QCOMPARE((*all)[2].state, OrderState::Rejected);
    // A short list shows what is still to be done.
    QCOMPARE(fixture.store->waiting(1)->front().order, orders[2].order);
}

void TestOrderStore::acknowledgedBodiesGoAfterSevenDaysAndNotBefore()
{
    StoreFixture fixture;
    YZ_REQUIRE(fixture.open());
    const auto sealed = fixture.order();
    YZ_REQUIRE(fixture.store->put(sealed, {}));
    const auto waiting = fixture.order();
    YZ_REQUIRE(fixture.store->put(waiting, {}));
    YZ_REQUIRE(fixture.feed().markAcked(sealed.order, "receipt"));
    fixture.clock.advance(std::chrono::days(6));
    YZ_REQUIRE(fixture.feed().rest());
    QVERIFY(!(*fixture.feed().rowAt(1))->body.isNull());
    fixture.clock.advance(std::chrono::days(2));
    YZ_REQUIRE(fixture.feed().rest());
    QVERIFY((*fixture.feed().rowAt(1))->body.isNull());
    QCOMPARE((*fixture.feed().rowAt(1))->order, sealed.order);
    QVERIFY(!(*fixture.feed().rowAt(2))->body.isNull());
    QCOMPARE(fixture.store->find(sealed.order)->state, OrderState::Acked);
}

void TestOrderStore::anUntrustedClockThrowsNothingAway()
{
    StoreFixture fixture;
    YZ_REQUIRE(fixture.open());
    const auto draft = fixture.store->beginDraft(QStringLiteral("legal-aid"), QStringLiteral("2026.11"));
    const auto sealed = fixture.order();
    YZ_REQUIRE(fixture.store->put(sealed, {}));
    fixture.clock.setWallTrusted(false);
    fixture.clock.setWall(WallTime(Milliseconds(0)));
    YZ_REQUIRE(fixture.feed().markAcked(sealed.order, "receipt"));
    fixture.clock.setWall(WallTime(std::chrono::days(365 * 130)));
    YZ_REQUIRE(fixture.feed().rest());
    QVERIFY(!(*fixture.feed().rowAt(1))->body.isNull());
    YZ_REQUIRE(fixture.store->loadDraft(*draft));
    // Acknowledged at an unknown time: the seven days begin when the time is known.
    fixture.clock.setWallTrusted(true);
    fixture.clock.setWall(WallTime(Milliseconds(1'795'397'400'000)));
    YZ_REQUIRE(fixture.feed().rest());
    QVERIFY(!(*fixture.feed().rowAt(1))->body.isNull());
    fixture.clock.advance(std::chrono::days(8));
    YZ_REQUIRE(fixture.feed().rest());
    QVERIFY((*fixture.feed().rowAt(1))->body.isNull());
}

void TestOrderStore::aLaterProgramsFileIsLeftAlone()
{
    StoreFixture fixture;
    YZ_REQUIRE(fixture.open());
    fixture.close();
    {
        auto db = store::Database::open(fixture.file(), fixture.key, 65536);
        YZ_REQUIRE(db);
        YZ_REQUIRE((*db)->script("PRAGMA user_version = 999"));
    }
    QVERIFY(fixture.open().failedWith(Fault::Unsupported));
    QCOMPARE(fixture.log.count(EventId::StoreSetAside), 0);
}

void TestOrderStore::aSecondProcessIsTurnedAway()
{
    StoreFixture fixture;
    YZ_REQUIRE(fixture.open());
    const auto second = OrderStore::open(fixture.options, fixture.key, fixture.clock, fixture.log);
    QVERIFY(second.failedWith(Fault::DeviceBusy));
    YZ_REQUIRE(fixture.store->put(fixture.order(), {}));
}

void TestOrderStore::ticketNumbersHoldTheirCheckCharacter()
{
    const WallTime now(Milliseconds(1'795'397'400'000));
    const QString number = outbox::ticketNumber("HRB07", now, 42);
    static const QRegularExpression shape(QStringLiteral("^HRB07-261123-0042-[0-9A-Z]$"));
    QVERIFY2(shape.match(number).hasMatch(), qPrintable(number));
    QVERIFY(outbox::ticketNumberHolds(number));
    QVERIFY(outbox::ticketNumberHolds(number.toLower()));
    QVERIFY(outbox::ticketNumber("HRB07", now, 1'234'567).contains(QStringLiteral("-1234567-")));
    // Late in the evening in UTC it is tomorrow here.
    QVERIFY(outbox::ticketNumber("HRB07", now + std::chrono::hours(15), 1).contains(QStringLiteral("-261124-")));
    for (int at = 0; at < number.size(); ++at) {
        if (number[at] == QLatin1Char('-'))
            continue;
        for (const char c : {'0', '3', '9', 'A', 'R', 'Z'}) {
            QString wrong = number;
            wrong[at] = QLatin1Char(c);
            QCOMPARE(outbox::ticketNumberHolds(wrong), wrong == number);
        }
    }
}

void TestOrderStore::aLongTerminalNameIsShortenedByItsDigest()
{
    const WallTime now(Milliseconds(1'795'397'400'000));
    const QString one = outbox::ticketNumber("heilongjiang-harbin-daoli-07", now, 1);
    const QString two = outbox::ticketNumber("heilongjiang-harbin-daoli-08", now, 1);
    QVERIFY(one.section(QLatin1Char('-'), 0, 0) != two.section(QLatin1Char('-'), 0, 0));
    QCOMPARE(one.section(QLatin1Char('-'), 0, 0).size(), 10);
}

void TestOrderStore::ticketNumbersStayUniqueWhenTheClockJumpsBack()
{
    StoreFixture fixture;
    YZ_REQUIRE(fixture.open());
    QSet<QString> numbers;
    const WallTime start = fixture.clock.wall();
    for (int round = 0; round < 4; ++round) {
        fixture.clock.setWall(start - std::chrono::days(round));
        for (int i = 0; i < 10; ++i)
            numbers.insert(fixture.store->put(fixture.order(), {})->number);
        fixture.clock.setWall(start);
        for (int i = 0; i < 10; ++i)
            numbers.insert(fixture.store->put(fixture.order(), {})->number);
    }
    // Even when the database is gone altogether.
    fixture.close();
    QVERIFY(QFile::remove(fixture.file()));
    YZ_REQUIRE(fixture.open());
    QCOMPARE(fixture.log.count(EventId::StoreSetAside), 1);
    for (int i = 0; i < 10; ++i)
        numbers.insert(fixture.store->put(fixture.order(), {})->number);
    QCOMPARE(numbers.size(), 90);
}

void TestOrderStore::settlingEmptiesTheLog()
{
    StoreFixture fixture;
    YZ_REQUIRE(fixture.open());
    YZ_REQUIRE(fixture.store->put(fixture.order(), {}));
    QVERIFY(QFileInfo(fixture.file("secure.db-wal")).size() > 0);
    YZ_REQUIRE(fixture.store->settle());
    QCOMPARE(QFileInfo(fixture.file("secure.db-wal")).size(), 0);
}

QTEST_GUILESS_MAIN(TestOrderStore)
#include "tst_order_store.moc"
