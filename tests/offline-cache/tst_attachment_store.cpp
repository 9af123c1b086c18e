// SPDX-License-Identifier: Apache-2.0
// Documents on their way: bounded, promised with their order, gone when the hub has them or the visit was refused.
#include "support/store_fixture.h"

#include <cache/attachment_store.h>

#include <QCryptographicHash>

using namespace yz;
using namespace yz::test;

namespace {

QByteArray jpeg(char content, qsizetype size = 20'000)
{
    return QByteArray("\xFF\xD8\xFF", 3) + QByteArray(size, content);
}

} // namespace

class TestAttachmentStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsKept_isFoundAgain_alsoAfterTheStoreRested();
    void theSameBytes_areHeldOnce();
    void whatIsNoDocument_isRefused_data();
    void whatIsNoDocument_isRefused();
    void twentyOfAnOrder_andNoMore();
    void aRefusedVisit_leavesNothing();
    void aVisitThatBrokeOff_leavesNothingAtTheNextOpening();
    void whatWasPromised_stays();
    void onlyWhatTheHubHasTheOrderOf_isHandedOver_andGoesThen();
    void attachments_neverTakeTheBallast();

private:
    static AttachmentStore &side(const StoreFixture &fixture) { return *AttachmentStore::of(*fixture.store); }
    static attachments::AttachmentFeed &feed(const StoreFixture &fixture)
    {
        return dynamic_cast<attachments::AttachmentFeed &>(*fixture.store);
    }
};

void TestAttachmentStore::whatIsKept_isFoundAgain_alsoAfterTheStoreRested()
{
    StoreFixture fixture;
    YZ_REQUIRE(fixture.open());
    const auto order = Uuid::fresh(fixture.clock);
    const auto first = side(fixture).keep(order, jpeg('a'), "image/jpeg", 1);
    YZ_REQUIRE(first);
    QCOMPARE(first->sha256, QCryptographicHash::hash(jpeg('a'), QCryptographicHash::Sha256));
    QCOMPARE(first->bytes, jpeg('a').size());
    const QByteArray pdf = "%PDF-1.4\n" + QByteArray(5'000'000, 'p');
    const auto second = side(fixture).keep(order, pdf, "application/pdf", 4);
    YZ_REQUIRE(second);
    YZ_REQUIRE(fixture.store->settle());
    const auto notes = side(fixture).attachments(order);
    YZ_REQUIRE(notes);
    QVERIFY(*notes == (std::vector<AttachmentNote>{*first, *second}));
    QCOMPARE(*side(fixture).attachment(order, second->sha256), pdf);
    QVERIFY(side(fixture).attachment(Uuid::fresh(fixture.clock), second->sha256).failedWith(Fault::NotFound));
}

void TestAttachmentStore::theSameBytes_areHeldOnce()
{
    StoreFixture fixture;
    YZ_REQUIRE(fixture.open());
    const auto order = Uuid::fresh(fixture.clock);
    YZ_REQUIRE(side(fixture).keep(order, jpeg('a'), "image/jpeg", 1));
    YZ_REQUIRE(side(fixture).keep(order, jpeg('a'), "image/jpeg", 1));
    QCOMPARE(side(fixture).attachments(order)->size(), std::size_t(1));
    YZ_REQUIRE(side(fixture).keep(Uuid::fresh(fixture.clock), jpeg('a'), "image/jpeg", 1));
}

void TestAttachmentStore::whatIsNoDocument_isRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<int>("pages");
    QTest::newRow("nothing") << QByteArray() << QByteArray("image/jpeg") << 1;
    QTest::newRow("a type that is not taken") << jpeg('a') << QByteArray("image/svg+xml") << 1;
    QTest::newRow("a JPEG that says it is a PDF") << jpeg('a') << QByteArray("application/pdf") << 1;
    QTest::newRow("a page that says it is a JPEG") << QByteArray("<html>") << QByteArray("image/jpeg") << 1;
    QTest::newRow("no pages") << jpeg('a') << QByteArray("image/jpeg") << 0;
    QTest::newRow("more than the hub takes") << jpeg('a', AttachmentStore::kMostBytes) << QByteArray("image/jpeg") << 1;
}

void TestAttachmentStore::whatIsNoDocument_isRefused()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, type);
    QFETCH(int, pages);
    StoreFixture fixture;
    YZ_REQUIRE(fixture.open());
    QVERIFY(side(fixture).keep(Uuid::fresh(fixture.clock), bytes, type, pages).failedWith(Fault::BadInput));
}

void TestAttachmentStore::twentyOfAnOrder_andNoMore()
{
    StoreFixture fixture;
    YZ_REQUIRE(fixture.open());
    const auto order = Uuid::fresh(fixture.clock);
    for (char i = 0; i < AttachmentStore::kMostOfAnOrder; ++i)
        YZ_REQUIRE(side(fixture).keep(order, jpeg(i, 100), "image/jpeg", 1));
    QVERIFY(side(fixture).keep(order, jpeg('z', 100), "image/jpeg", 1).failedWith(Fault::StoreFull));
    YZ_REQUIRE(side(fixture).removeAttachment(order, side(fixture).attachments(order)->front().sha256));
    YZ_REQUIRE(side(fixture).keep(order, jpeg('z', 100), "image/jpeg", 1));
}

void TestAttachmentStore::aRefusedVisit_leavesNothing()
{
    StoreFixture fixture;
    YZ_REQUIRE(fixture.open());
    const auto refused = Uuid::fresh(fixture.clock);
    const auto other = Uuid::fresh(fixture.clock);
    YZ_REQUIRE(side(fixture).keep(refused, jpeg('a'), "image/jpeg", 1));
    YZ_REQUIRE(side(fixture).keep(refused, jpeg('b'), "image/jpeg", 1));
    YZ_REQUIRE(side(fixture).keep(other, jpeg('c'), "image/jpeg", 1));
    YZ_REQUIRE(side(fixture).discardAttachments(refused));
    YZ_REQUIRE(side(fixture).discardAttachments(refused)); // nothing is there any more, and that is well
    QCOMPARE(side(fixture).attachments(refused)->size(), std::size_t(0));
    QCOMPARE(side(fixture).attachments(other)->size(), std::size_t(1));
}

void TestAttachmentStore::aVisitThatBrokeOff_leavesNothingAtTheNextOpening()
{
    StoreFixture fixture;
    YZ_REQUIRE(fixture.open());
    const auto broken = Uuid::fresh(fixture.clock);
    const auto promised = fixture.order();
    YZ_REQUIRE(side(fixture).keep(broken, jpeg('a'), "image/jpeg", 1));
    YZ_REQUIRE(side(fixture).keep(promised.order, jpeg('b'), "image/jpeg", 1));
    YZ_REQUIRE(fixture.store->put(promised, {}));
    fixture.close();
    YZ_REQUIRE(fixture.open());
    QCOMPARE(side(fixture).attachments(broken)->size(), std::size_t(0));
    QCOMPARE(side(fixture).attachments(promised.order)->size(), std::size_t(1));
}

void TestAttachmentStore::whatWasPromised_stays()
{
    StoreFixture fixture;
    YZ_REQUIRE(fixture.open());
    const auto sealed = fixture.order();
    const auto kept = side(fixture).keep(sealed.order, jpeg('a'), "image/jpeg", 1);
    YZ_REQUIRE(kept);
    YZ_REQUIRE(fixture.store->put(sealed, {}));
    QVERIFY(side(fixture).removeAttachment(sealed.order, kept->sha256).failedWith(Fault::Conflict));
    QVERIFY(side(fixture).discardAttachments(sealed.order).failedWith(Fault::Conflict));
    QVERIFY(side(fixture).keep(sealed.order, jpeg('b'), "image/jpeg", 1).failedWith(Fault::Conflict));
    QCOMPARE(side(fixture).attachments(sealed.order)->size(), std::size_t(1));
}

void TestAttachmentStore::onlyWhatTheHubHasTheOrderOf_isHandedOver_andGoesThen()
{
    StoreFixture fixture;
    YZ_REQUIRE(fixture.open());
    const auto sealed = fixture.order();
    YZ_REQUIRE(side(fixture).keep(sealed.order, jpeg('a'), "image/jpeg", 1));
    YZ_REQUIRE(side(fixture).keep(sealed.order, jpeg('b'), "image/jpeg", 1));
    QVERIFY(!feed(fixture).nextWaiting(0)->has_value()); // no order
    YZ_REQUIRE(fixture.store->put(sealed, {}));
    QVERIFY(!feed(fixture).nextWaiting(0)->has_value()); // the order is not there yet
    YZ_REQUIRE(fixture.feed().markAcked(sealed.order, "receipt"));
    const auto first = feed(fixture).nextWaiting(0);
    YZ_REQUIRE(first);
    QVERIFY(first->has_value());
    QVERIFY((*first)->order == sealed.order);
    QCOMPARE((*first)->bytes, jpeg('a'));
    QCOMPARE((*feed(fixture).nextWaiting(1))->bytes, jpeg('b'));
    QVERIFY(!feed(fixture).nextWaiting(2)->has_value());
    YZ_REQUIRE(feed(fixture).markUploaded(sealed.order, (*first)->note.sha256));
    QVERIFY(feed(fixture).markUploaded(sealed.order, (*first)->note.sha256).failedWith(Fault::NotFound));
    QCOMPARE((*feed(fixture).nextWaiting(0))->bytes, jpeg('b'));
}

void TestAttachmentStore::attachments_neverTakeTheBallast()
{
    StoreFixture fixture;
    fixture.options.maxPages = 256; // one mebibyte
    YZ_REQUIRE(fixture.open());
    const auto order = Uuid::fresh(fixture.clock);
    QVERIFY(side(fixture).keep(order, jpeg('a', 4 * 1024 * 1024), "image/jpeg", 1).failedWith(Fault::StoreFull));
    YZ_REQUIRE(fixture.store->room());
    QVERIFY(QFile::exists(fixture.file()));
    QCOMPARE(fixture.log.count(EventId::StoreShortOfRoom), 0);
    YZ_REQUIRE(fixture.store->put(fixture.order(), {}));
}

QTEST_GUILESS_MAIN(TestAttachmentStore)
#include "tst_attachment_store.moc"
