// SPDX-License-Identifier: Apache-2.0
// What the terminal makes of the hub's answers to its questions.
#include "sync/hub_inquirer.h"

#include <cache/ticket_number.h>

#include <QTest>

using namespace yz;
using namespace yz::sync;

namespace {

const QByteArray kAnswered = "{\"order\":\"0192f7aa-8c1e-7c3a-9a55-2f6d0c4b8e11\",\"number\":\"YZ-0001-261123-0001-7\","
                             "\"service\":\"advice\",\"state\":\"answered\",\"received_at\":\"2026-11-23T01:30:00Z\","
                             "\"due_at\":\"2026-11-23T06:30:00Z\",\"responsible\":{\"name\":\"李律师\","
                             "\"organisation\":\"示范县\"},\"events\":[{\"at\":\"2026-11-23T01:30:00Z\","
                             "\"kind\":\"received\"}],\"answer\":{\"text\":\"可以申请仲裁。\",\"by\":\"李律师\","
                             "\"at\":\"2026-11-23T03:05:00Z\"},\"rating\":null,\"callbacks\":[]}";

} // namespace

class HubInquirerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anAnswer_isRead()
    {
        const auto progress = readProgress({200, {}, kAnswered});
        QVERIFY(progress);
        QCOMPARE(progress->state, QByteArray("answered"));
        QCOMPARE(progress->answer, QStringLiteral("可以申请仲裁。"));
        QCOMPARE(progress->responsible, QStringLiteral("李律师"));
        QCOMPARE(progress->events.size(), 1U);
        QVERIFY(!progress->rating);
    }

    void unknownAndAnothers_areTheSame()
    {
        QVERIFY(readProgress({404, {}, "{}"}).failedWith(Fault::NotFound));
        QVERIFY(readProgress({503, {}, {}}).failedWith(Fault::HubUnreachable));
        QVERIFY(readProgress({403, {}, {}}).failedWith(Fault::HubDenied));
    }

    void whatBreaksTheSchema_isNoAnswer_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::newRow("a rating of nine") << QByteArray("\"rating\":null") << QByteArray("\"rating\":9");
        QTest::newRow("no order") << QByteArray("0192f7aa") << QByteArray("x");
        QTest::newRow("no state") << QByteArray("\"state\":\"answered\"") << QByteArray("\"state\":\"\"");
        QTest::newRow("an answer without end") << QByteArray("可以申请仲裁。") << QByteArray(9000, 'a');
        QTest::newRow("a callback that is no order")
            << QByteArray("\"callbacks\":[]") << QByteArray("\"callbacks\":[1]");
        QTest::newRow("a portal's page") << kAnswered << QByteArray("<html>");
    }
    void whatBreaksTheSchema_isNoAnswer()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QVERIFY(readProgress({200, {}, QByteArray(kAnswered).replace(from, to)}).failedWith(Fault::HubMistaken));
    }

    void duty_isRead_orNobodyIsThere()
    {
        const auto duty = readDuty({200, {}, "{\"on_duty\":2,\"free\":1,\"waiting\":3,\"expected_wait_s\":240}"});
        QVERIFY(duty);
        QCOMPARE(duty->onDuty, 2);
        QCOMPARE(duty->expectedWaitSeconds, std::optional(240));
        QVERIFY(readDuty({200, {}, "{\"on_duty\":-1,\"free\":0,\"waiting\":0}"}).failedWith(Fault::HubMistaken));
    }

    void theQuestion_namesTheOrderWhereItIsKnown()
    {
        ProgressQuestion question;
        question.number = QStringLiteral("YZ-0001-261123-0001-7");
        question.idNumber = QStringLiteral("11010519491231002X");
        QVERIFY(progressBody(question).contains("\"number\""));
        question.order = Uuid{};
        QVERIFY(!progressBody(question).contains("\"number\""));
        QVERIFY(progressBody(question).contains("\"order\""));
    }

    void aNumber_isTheSameHoweverItIsTyped()
    {
        QCOMPARE(plainTicketNumber(QStringLiteral("yz-0001 261123 0001-k")), QStringLiteral("YZ00012611230001K"));
        QVERIFY(!isTicketNumber(QStringLiteral("12")));
        QVERIFY(!isTicketNumber(QString(200, QLatin1Char('1'))));
    }
};

QTEST_GUILESS_MAIN(HubInquirerTest)
#include "tst_hub_inquirer.moc"
