// SPDX-License-Identifier: Apache-2.0
#include "support/store_fixture.h"

#include <QDir>

using namespace yz;
using namespace yz::test;

namespace {

constexpr qint64 kPage = 4096;
constexpr int kOrders = 60;

QStringList asideIn(const StoreFixture &fixture)
{
    return QDir(fixture.folder.path()).entryList({QStringLiteral("secure.db.damaged-*")}, QDir::Files, QDir::Name);
}

} // namespace

class TestStoreDamage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aDamagedFileIsSetAsideAndTheHouseGoesOn_data();
    void aDamagedFileIsSetAsideAndTheHouseGoesOn();
    void aFlippedBitAnywhereIsFound();
    void aPageInAnOlderStateIsFound();
    void aWrongKeyTouchesNothing();
    void withoutTheKeyNoteAFileThatDoesNotOpenIsNotCalledDamaged();
    void aDamagedKeyNoteIsMended();
    void damageFoundWhileRunningSetsTheFileAside();
    void twoDamagesInOneSecondKeepBothFiles();

private:
    /** A store with orders waiting, folded into one file and closed. */
    static bool fill(StoreFixture &fixture, std::vector<Ticket> *tickets = nullptr);
};

bool TestStoreDamage::fill(StoreFixture &fixture, std::vector<Ticket> *tickets)
{
    if (!fixture.open())
        return false;
    for (int i = 0; i < kOrders; ++i) {
        auto ticket = fixture.store->put(fixture.order(QByteArray::number(i) + ' ' + QByteArray(1500, 'x')), {});
        if (!ticket)
            return false;
        if (tickets)
            tickets->push_back(*ticket);
    }
    const bool settled = bool(fixture.store->settle());
    fixture.close();
    return settled;
}

void TestStoreDamage::aDamagedFileIsSetAsideAndTheHouseGoesOn_data()
{
    QTest::addColumn<qint64>("offset"); // of the byte that changes; -n: the file loses n bytes
    QTest::addColumn<int>("atLeastSaved");
    QTest::newRow("the salt") << qint64(3) << 0;
    QTest::newRow("the first page") << qint64(100) << 0;
    QTest::newRow("the first page's IV") << kPage - 80 << 0;
    QTest::newRow("the first page's HMAC") << kPage - 10 << 0;
    QTest::newRow("a page in the middle") << 12 * kPage + 700 << kOrders / 3;
    QTest::newRow("its IV") << 13 * kPage - 75 << kOrders / 3;
    QTest::newRow("its HMAC") << 13 * kPage - 1 << kOrders / 3;
    QTest::newRow("the second last page") << 20 * kPage + 5 << kOrders / 3;
    QTest::newRow("the last page is missing") << -kPage << 0;
    QTest::newRow("half of it is missing") << -16 * kPage << 0;
    QTest::newRow("the end is torn off within a page") << qint64(-1000) << 0;
}

void TestStoreDamage::aDamagedFileIsSetAsideAndTheHouseGoesOn()
{
    QFETCH(const qint64, offset);
    QFETCH(const int, atLeastSaved);
    StoreFixture fixture;
    std::vector<Ticket> tickets;
    QVERIFY(fill(fixture, &tickets));
    QByteArray bytes = contentOf(fixture.file());
    QVERIFY(bytes.size() > 22 * kPage);
    if (offset < 0)
        bytes.chop(-offset);
    else
        bytes[offset] = static_cast<char>(bytes[offset] ^ 0x10);
    QVERIFY(overwrite(fixture.file(), bytes));

    YZ_REQUIRE(fixture.open());
    QCOMPARE(fixture.log.count(EventId::StoreSetAside), 1);
    QCOMPARE(*fixture.log.lastFault(EventId::StoreSetAside), Fault::StoreDamaged);
    const auto aside = asideIn(fixture);
    QCOMPARE(aside.size(), 1);
    QCOMPARE(contentOf(fixture.folder.filePath(aside.first())), bytes);

    // What could be read is carried over under its own number; nothing is numbered twice.
    const auto saved = fixture.store->count();
    YZ_REQUIRE(saved);
    QVERIFY2(int(saved->pending) >= atLeastSaved, qPrintable(QString::number(saved->pending)));
    std::uint64_t found = 0;
    for (const auto &ticket : tickets) {
        const auto again = fixture.store->find(ticket.order);
        if (!again)
            continue;
        ++found;
        QCOMPARE(again->ticket.number, ticket.number);
        QCOMPARE(again->ticket.bodyDigest, ticket.bodyDigest);
    }
    QCOMPARE(found, saved->pending);
    const auto fresh = fixture.store->put(fixture.order(), {});
    YZ_REQUIRE(fresh);
    for (const auto &ticket : tickets)
        QVERIFY(ticket.number != fresh->number);
    YZ_REQUIRE(fixture.open());
    QCOMPARE(fixture.log.count(EventId::StoreSetAside), 1);
}

void TestStoreDamage::aFlippedBitAnywhereIsFound()
{
    StoreFixture fixture;
    QVERIFY(fill(fixture));
    const QByteArray whole = contentOf(fixture.file());
    // A stride that meets every part of a page: body, IV, HMAC.
    for (qint64 at = 7; at < whole.size(); at += 3 * kPage + 331) {
        QByteArray bytes = whole;
        bytes[at] = static_cast<char>(bytes[at] ^ 1);
        QVERIFY(overwrite(fixture.file(), bytes));
        const int before = fixture.log.count(EventId::StoreSetAside);
        YZ_REQUIRE(fixture.open());
        QVERIFY2(fixture.log.count(EventId::StoreSetAside) == before + 1, qPrintable(QString::number(at)));
        fixture.close();
    }
    QVERIFY(overwrite(fixture.file(), whole));
}

void TestStoreDamage::aPageInAnOlderStateIsFound()
{
    // Its HMAC is good: only the structure can tell.
    StoreFixture fixture;
    QVERIFY(fill(fixture));
    const QByteArray before = contentOf(fixture.file());
    QVERIFY(fill(fixture));
    QByteArray after = contentOf(fixture.file());
    int changed = 0;
    for (qint64 at = kPage; at + kPage <= before.size(); at += kPage)
        changed += before.mid(at, kPage) != after.mid(at, kPage) ? 1 : 0;
    QVERIFY(changed > 0);
    bool found = false;
    for (qint64 at = kPage; at + kPage <= before.size() && !found; at += kPage) {
        if (before.mid(at, kPage) == after.mid(at, kPage))
            continue;
        QByteArray mixed = after;
        mixed.replace(at, kPage, before.mid(at, kPage));
        QVERIFY(overwrite(fixture.file(), mixed));
        YZ_REQUIRE(fixture.open());
        found = fixture.log.count(EventId::StoreSetAside) > 0;
        fixture.close();
    }
    QVERIFY(found);
}

void TestStoreDamage::aWrongKeyTouchesNothing()
{
    StoreFixture fixture;
    QVERIFY(fill(fixture));
    const QByteArray bytes = contentOf(fixture.file());
    const SecretBytes right = std::exchange(fixture.key, testKey('w'));
    QVERIFY(fixture.open().failedWith(Fault::KeyMissing));
    fixture.key = SecretBytes();
    QVERIFY(fixture.open().failedWith(Fault::KeyMissing));
    fixture.key = SecretBytes(16);
    QVERIFY(fixture.open().failedWith(Fault::KeyMissing));
    QCOMPARE(contentOf(fixture.file()), bytes);
    QVERIFY(asideIn(fixture).isEmpty());
    fixture.key = SecretBytes::copyOf(right.bytes());
    YZ_REQUIRE(fixture.open());
    QCOMPARE(fixture.store->count()->pending, std::uint64_t(kOrders));
}

void TestStoreDamage::withoutTheKeyNoteAFileThatDoesNotOpenIsNotCalledDamaged()
{
    StoreFixture fixture;
    QVERIFY(fill(fixture));
    QVERIFY(QFile::remove(fixture.file("secure.key-check")));
    fixture.key = testKey('w');
    QVERIFY(fixture.open().failedWith(Fault::KeyMissing));
    QVERIFY(asideIn(fixture).isEmpty());
    fixture.key = testKey();
    YZ_REQUIRE(fixture.open());
    QVERIFY(QFile::exists(fixture.file("secure.key-check")));
}

void TestStoreDamage::aDamagedKeyNoteIsMended()
{
    StoreFixture fixture;
    QVERIFY(fill(fixture));
    const QByteArray note = contentOf(fixture.file("secure.key-check"));
    QByteArray bad = note;
    bad[5] = static_cast<char>(bad[5] ^ 1);
    for (const QByteArray &content : {bad, QByteArray(), QByteArray("short")}) {
        QVERIFY(overwrite(fixture.file("secure.key-check"), content));
        YZ_REQUIRE(fixture.open());
        QCOMPARE(fixture.store->count()->pending, std::uint64_t(kOrders));
        fixture.close();
        QCOMPARE(contentOf(fixture.file("secure.key-check")), note);
    }
    QVERIFY(!note.contains(QByteArray(8, '\x42'))); // and is not the key
}

void TestStoreDamage::damageFoundWhileRunningSetsTheFileAside()
{
    StoreFixture fixture;
    fixture.options.maxPages = 65536;
    YZ_REQUIRE(fixture.open());
    std::vector<Uuid> orders;
    // More than the page cache holds, so that the disk is asked again.
    for (int i = 0; i < 48; ++i) {
        const auto sealed = fixture.order(QByteArray(256 * 1024, char('a' + i % 26)));
        YZ_REQUIRE(fixture.store->put(sealed, {}));
        orders.push_back(sealed.order);
    }
    YZ_REQUIRE(fixture.store->settle());
    {
        QFile file(fixture.file());
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.seek(60 * kPage + 100));
        QCOMPARE(file.write("damage"), qint64(6));
    }
    // The store rests closed; the next calls open it and read the pages again.
    for (std::uint64_t seq = 1; seq <= 48; ++seq)
        (void)fixture.feed().rowAt(seq);
    QCOMPARE(fixture.log.count(EventId::StoreSetAside), 1);
    YZ_REQUIRE(fixture.store->put(fixture.order(), {}));
    QVERIFY(fixture.store->count()->pending >= 40);
}

void TestStoreDamage::twoDamagesInOneSecondKeepBothFiles()
{
    StoreFixture fixture;
    for (int round = 1; round <= 3; ++round) {
        QVERIFY(fill(fixture));
        QByteArray bytes = contentOf(fixture.file());
        bytes[50] = static_cast<char>(bytes[50] ^ 1);
        QVERIFY(overwrite(fixture.file(), bytes));
        YZ_REQUIRE(fixture.open());
        QCOMPARE(asideIn(fixture).size(), round);
    }
}

QTEST_GUILESS_MAIN(TestStoreDamage)
#include "tst_store_damage.moc"
