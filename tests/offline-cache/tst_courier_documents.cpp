// SPDX-License-Identifier: Apache-2.0
// Documents on their way to the hub, over lines that break wherever they can.
#include "support/courier_rig.h"

#include <cache/attachment_store.h>

#include <QCryptographicHash>

using namespace yz;
using namespace yz::test;
using Step = sync::HttpCourier::Step;

Q_DECLARE_METATYPE(yz::test::Mishap)

namespace {

/** Three pieces and a bit. */
QByteArray document(char with = 'p')
{
    QByteArray bytes(900'000, with);
    for (qsizetype i = 0; i < bytes.size(); i += 997)
        bytes[i] = static_cast<char>(i % 251);
    return "\xFF\xD8\xFF" + bytes.chopped(3);
}

QByteArray hexOf(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

struct Situation
{
    explicit Situation(const QString &certificates) : hub(certificates), m_certificates(certificates) {}

    bool begin()
    {
        if (!store.open() || !hub.start())
            return false;
        rig = std::make_unique<CourierRig>(m_certificates, store.feed(), hub, store.clock, store.log);
        return true;
    }
    Uuid put(const QList<QByteArray> &documents)
    {
        const auto sealed = store.order();
        const bool stored = rig->onStore([&] {
            auto *keeper = AttachmentStore::of(*store.store);
            for (const auto &one : documents) {
                if (!keeper->keep(sealed.order, one, "image/jpeg", 1))
                    return false;
            }
            return bool(store.store->put(sealed, {}));
        });
        return stored ? sealed.order : Uuid();
    }
    std::size_t stillHere(const Uuid &order)
    {
        return rig->onStore([&] { return AttachmentStore::of(*store.store)->attachments(order)->size(); });
    }
    bool isAtRest() { return rig->courier().step() == Step::Resting; }
    int asked(const char *method) const
    {
        return static_cast<int>(std::count_if(hub.requests.begin(), hub.requests.end(),
                                              [&](const HubRequest &request) { return request.method == method; }));
    }

    StoreFixture store;
    FakeHub hub;
    std::unique_ptr<CourierRig> rig;

private:
    QString m_certificates;
};

} // namespace

class TestCourierDocuments : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(TestCertificates::make(certificates(), QStringLiteral("HRB07"))); }

    void theyGoAfterTheirOrder_andAreGoneHereWhenTheyAreThere()
    {
        Situation now(certificates());
        QVERIFY(now.begin());
        const auto order = now.put({document('a'), document('b')});
        QVERIFY(!order.isNull());
        now.rig->start();
        QVERIFY(now.rig->leapUntil([&] { return now.isAtRest() && now.stillHere(order) == 0; }));
        QCOMPARE(now.hub.documents.value(hexOf(document('a'))), document('a'));
        QCOMPARE(now.hub.documents.value(hexOf(document('b'))), document('b'));
        QCOMPARE(now.asked("PATCH"), 8);
        QCOMPARE(now.store.log.count(EventId::DocumentDelivered), 2);
    }

    void whateverGoesWrong_itArrivesWhole_data()
    {
        QTest::addColumn<Mishap>("mishap");
        QTest::addColumn<int>("at");
        for (int mishap = 1; mishap < kMishaps; ++mishap) {
            for (const int at : {0, 2})
                QTest::addRow("mishap %d at answer %d", mishap, at) << static_cast<Mishap>(mishap) << at;
        }
    }
    void whateverGoesWrong_itArrivesWhole()
    {
        QFETCH(const Mishap, mishap);
        QFETCH(const int, at);
        Situation now(certificates());
        QVERIFY(now.begin());
        const auto order = now.put({document()});
        now.hub.onPiece.assign(static_cast<std::size_t>(at), Mishap::None);
        now.hub.onPiece.push_back(mishap);
        QVERIFY(!order.isNull());
        now.rig->start();
        QVERIFY(now.rig->leapUntil([&] { return now.isAtRest() && now.stillHere(order) == 0; }));
        QCOMPARE(now.hub.documents.value(hexOf(document())), document());
    }

    void aBrokenLine_costsOnePieceAtMost()
    {
        Situation now(certificates());
        QVERIFY(now.begin());
        const auto order = now.put({document()});
        now.hub.onPiece = {Mishap::None, Mishap::None, Mishap::None, Mishap::DropRequest};
        QVERIFY(!order.isNull());
        now.rig->start();
        QVERIFY(now.rig->leapUntil([&] { return now.isAtRest() && now.stillHere(order) == 0; }));
        QCOMPARE(now.asked("PATCH"), 5); // four pieces, one of them twice
    }

    void anOrder_goesBeforeTheNextPiece()
    {
        Situation now(certificates());
        QVERIFY(now.begin());
        const auto first = now.put({document()});
        now.rig->start();
        QVERIFY(now.rig->leapUntil([&] { return now.asked("PATCH") == 1; }));
        const auto second = now.put({});
        now.rig->courier().wake();
        QVERIFY(now.rig->leapUntil([&] { return now.isAtRest() && now.stillHere(first) == 0; }));
        const auto lastOrder = std::find_if(now.hub.requests.rbegin(), now.hub.requests.rend(),
                                            [](const HubRequest &request) { return request.method == "PUT"; });
        QVERIFY(lastOrder->path.endsWith(QByteArray::fromStdString(second.toString())));
        QVERIFY(now.hub.requests.back().method == "PATCH");
    }

    void oneTheHubWillNotTake_holdsUpNoOther()
    {
        Situation now(certificates());
        QVERIFY(now.begin());
        const auto order = now.put({document('a'), document('b')});
        now.hub.onPiece = {Mishap::None};
        now.hub.documents.insert(hexOf(document('a')), QByteArray(899'999, 'x')); // whole, it will be another
        QVERIFY(!order.isNull());
        now.rig->start();
        QVERIFY(now.rig->leapUntil([&] { return now.isAtRest() && now.stillHere(order) == 1; }));
        QCOMPARE(now.store.log.count(EventId::DocumentRefused), 1);
        QCOMPARE(now.hub.documents.value(hexOf(document('b'))), document('b'));
        now.rig->leap(); // the next look at the hub: it begins anew there
        QVERIFY(now.rig->leapUntil([&] { return now.isAtRest() && now.stillHere(order) == 0; }));
        QCOMPARE(now.hub.documents.value(hexOf(document('a'))), document('a'));
    }

private:
    QTemporaryDir m_folder;
    QString certificates() const { return m_folder.path(); }
};

QTEST_GUILESS_MAIN(TestCourierDocuments)
#include "tst_courier_documents.moc"
