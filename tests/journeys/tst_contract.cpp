// SPDX-License-Identifier: Apache-2.0
// What the terminal seals must be what the hub's own parser accepts: the two sides never see each other's code.
#include "../app/built_in_forms.h"

#include <words/work_order.h>

#include <QTest>

#include <fakes/manual_clock.h>
#include <hub/work_order.h>

using namespace yz;

class ContractTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSealedApplication_isAcceptedByTheHub_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("resident") << static_cast<int>(IdCardKind::Resident);
        QTest::newRow("Hong Kong, Macao, Taiwan") << static_cast<int>(IdCardKind::HkMoTwPermit);
        QTest::newRow("foreigner 2017") << static_cast<int>(IdCardKind::ForeignPermanent2017);
        QTest::newRow("foreigner 2023") << static_cast<int>(IdCardKind::ForeignPermanent2023);
    }
    void aSealedApplication_isAcceptedByTheHub()
    {
        QFETCH(int, kind);
        ManualClock clock;
        const auto pack = builtInForms().at(QStringLiteral("legal-aid"));
        Identity who;
        who.kind = static_cast<IdCardKind>(kind);
        who.name = QStringLiteral("王秀英");
        who.number = QStringLiteral("11010519491231002X");
        who.sexCode = QStringLiteral("2");
        who.birth = QStringLiteral("19491231");
        who.address = QStringLiteral("黑龙江省哈尔滨市道里区某街1号");
        const FormAnswers answers{
            {QStringLiteral("matter"), {QStringLiteral("wages")}},
            {QStringLiteral("aid-form"), {QStringLiteral("unsure")}},
            {QStringLiteral("stage"), {QStringLiteral("none")}},
            {QStringLiteral("urgent"), {QStringLiteral("no")}},
            {QStringLiteral("exempt"), {QStringLiteral("relief"), QStringLiteral("migrant-worker")}},
            {QStringLiteral("facts"), {QString(500, u'字')}},
            {QStringLiteral("phone"), {QStringLiteral("13812345678")}},
            {QStringLiteral("call-time"), {QStringLiteral("any")}}};
        const OrderStamp stamp{Uuid::fresh(clock), "YZ-0001", clock.wall(), true};
        const auto order = draft(pack, who, answers, stamp);
        QVERIFY(order);
        const auto read = hub::parseWorkOrder(seal(*order).body.toStdString());
        QVERIFY2(read, read ? "" : read.error().detail.c_str());
        QCOMPARE(read->id, stamp.order);
        QCOMPARE(read->service, std::string("legal-aid"));
        QCOMPARE(read->packVersion, pack.version.toStdString());
        QVERIFY(read->capturedAt == clock.wall());
    }
};

QTEST_GUILESS_MAIN(ContractTest)
#include "tst_contract.moc"
