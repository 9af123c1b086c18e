// SPDX-License-Identifier: Apache-2.0
// What becomes of an order after intake: the rules live in the database, so they are asked there, with any moment as
// "now".
#include "hub_station.h"
#include "order_maker.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace yz::hub;

namespace {

constexpr const char *kNumber = "11010519491231002X";

QJsonObject objectOf(const std::optional<HubReply> &reply)
{
    return reply ? QJsonDocument::fromJson(QByteArray::fromStdString(reply->body)).object() : QJsonObject();
}

/** An order with other members than makeOrder's. */
TestOrder orderWith(const std::string &service, const std::string &members, const std::string &answers = "[]")
{
    const auto id = freshId();
    return {id, R"({"schema":1,"id":")" + id.toString() + R"(","terminal":"t0","service":")" + service +
                    R"(","pack":{"id":"form","version":"1"},"captured_at":"2026-11-23T09:30:00+08:00",)" +
                    R"("clock_trusted":true,)" + members + R"(,"answers":)" + answers + "}"};
}

std::string aboutOf(const TestOrder &order)
{
    return R"(,"about":")" + order.id.toString() + '"';
}

std::string levelOf(const std::string &level)
{
    return R"([{"field":"level","value":")" + level + R"("}])";
}

std::string questionOf(const TestOrder &order, const char *member, const std::string &value)
{
    return R"({"order":")" + order.id.toString() + R"(",")" + member + R"(":")" + value + R"("})";
}

std::string questionBySlip(const std::string &slip, const std::string &who)
{
    return R"({"number":")" + slip + R"(","id_number":")" + who + R"("})";
}

const std::vector<std::pair<const char *, QByteArray>> kMalformed{
    {"nothing", ""},
    {"no JSON", "order"},
    {"no order", R"({"id_number":"1"})"},
    {"by order and number", R"({"order":"01934e5f-0000-7000-8000-000000000001","number":"T0-1","id_number":"1"})"},
    {"a number of other signs", R"({"number":"T0 1","id_number":"1"})"},
    {"a number without end", R"({"number":")" + QByteArray(41, '1') + R"(","id_number":"1"})"},
    {"nobody asks", R"({"order":"01934e5f-0000-7000-8000-000000000001"})"},
    {"two ask", R"({"order":"01934e5f-0000-7000-8000-000000000001","id_number":"1",)"
                R"("digest":"sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:"})"},
    {"too large", R"({"order":"01934e5f-0000-7000-8000-000000000001","id_number":")" + QByteArray(2000, '1') + "\"}"}};

const std::string kPerson = R"("applicant":{"kind":"resident","name":"测试甲","number":"11010519491231002X"})";
const std::string kNobody = R"("applicant":null,"anonymous":{"refused_at":"2026-11-23T09:29:00+08:00"})";

} // namespace

class TestDesk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_certificates = std::make_unique<TestCertificates>(QStringList{QStringLiteral("t0")});
        QVERIFY(m_certificates->areThere());
    }
    void cleanupTestCase() { m_certificates.reset(); }
    void init()
    {
        m_hub = std::make_unique<HubStation>(*m_certificates);
        QVERIFY(m_hub->start());
        m_outbox = TestOutbox("t0");
        for (const auto *agent : {"('li', '李律师', '松江所', '{agent,reviewer}', 'x', true)",
                                  "('wang', '王律师', '松江所', '{agent,reviewer}', 'x', true)",
                                  "('new', '新同事', '松江所', '{agent}', 'x', false)"})
            m_hub->sql("INSERT INTO agent (name, display, organisation, roles, password, on_duty) VALUES " +
                       std::string(agent));
    }
    void cleanup()
    {
        QCOMPARE(m_hub->stop(), 0);
        m_hub.reset();
    }

    void theCitizenWithTheCard_seesTheOrder_andNobodyElse()
    {
        const auto order = send(orderWith("advice", kPerson));
        const auto seen = progress(order, kNumber);
        QCOMPARE(seen.value(QLatin1String("state")).toString(), QStringLiteral("received"));
        QCOMPARE(QDateTime::fromString(seen.value(QLatin1String("due_at")).toString(), Qt::ISODate),
                 QDateTime::fromString(QStringLiteral("2026-11-23T14:30:00+08:00"), Qt::ISODate));
        QVERIFY(seen.value(QLatin1String("answer")).isNull());
        QCOMPARE(statusFor(order, "110105194912310038"), 404U);
        QCOMPARE(statusFor({freshId(), order.body}, kNumber), 404U);
        QVERIFY(m_hub->log().find(kNumber) == std::string::npos);
    }

    void theNumberOnTheSlip_leadsToTheOrderFromAnyTerminal_withTheCardOnly()
    {
        const auto order = orderWith("advice", kPerson);
        auto client = m_hub->connect("t0");
        auto headers = m_outbox.headers(order);
        headers["Plsk-Number"] = "T0-261123-0001-K";
        const auto sent = client.request("PUT", m_outbox.target(order), headers, order.body);
        QCOMPARE(sent->status, 201U);
        m_outbox.delivered(order);
        const auto asked = [&](const std::string &slip, const char *who) {
            const auto body = questionBySlip(slip, who);
            return client.request("POST", kProgress, kJson, body);
        };
        QTRY_COMPARE(asked("T0-261123-0001-K", kNumber)->status, 200U); // once the clerk has taken it up
        QCOMPARE(objectOf(asked("t02611230001k", kNumber)).value(QLatin1String("order")).toString(),
                 QString::fromStdString(order.id.toString()));
        QCOMPARE(asked("T0-261123-0001-K", "110105194912310038")->status, 404U);
        QCOMPARE(asked("T0-261123-0002-K", kNumber)->status, 404U);
        headers["Plsk-Number"] = "T0/../etc";
        QCOMPARE(client.request("PUT", m_outbox.target(order), headers, order.body)->status, 400U);
    }

    void anAnonymousOrder_isSeenByItsSlipAlone()
    {
        const auto order = send(orderWith("advice", kNobody));
        auto client = m_hub->connect("t0");
        const auto body = questionOf(order, "digest", toDigestField(sha256(order.body)));
        const auto reply = client.request("POST", kProgress, kJson, body);
        QCOMPARE(reply->status, 200U);
        QCOMPARE(statusFor(order, kNumber), 404U);
        QCOMPARE(statusFor(order, "null"), 404U);
    }

    void malformedQuestions_areRefused_data()
    {
        QTest::addColumn<QByteArray>("body");
        for (const auto &[name, body] : kMalformed)
            QTest::newRow(name) << body;
    }
    void malformedQuestions_areRefused()
    {
        QFETCH(QByteArray, body);
        auto client = m_hub->connect("t0");
        const auto reply = client.request("POST", kProgress, kJson, body.toStdString());
        QVERIFY(reply);
        QCOMPARE(reply->status, 400U);
    }

    void anAnswer_isSeenOnlyOnceAnotherHasLookedOverIt()
    {
        const auto order = send(orderWith("advice", kPerson));
        QCOMPARE(desk("claim(1, $, now())", order), QStringLiteral("claimed"));
        QCOMPARE(desk("claim(2, $, now())", order), QStringLiteral("YZ409"));
        QCOMPARE(desk("hand_in_answer(1, $, '可以申请劳动仲裁。', now())", order), QStringLiteral("in_review"));
        QVERIFY(progress(order, kNumber).value(QLatin1String("answer")).isNull());
        QCOMPARE(desk("review(1, $, true, NULL, now())", order), QStringLiteral("YZ403")); // the author
        QCOMPARE(desk("review(3, $, true, NULL, now())", order), QStringLiteral("YZ403")); // no reviewer
        QCOMPARE(desk("review(2, $, false, '请写明时效', now())", order), QStringLiteral("claimed"));
        QCOMPARE(desk("hand_in_answer(1, $, '一年内可以申请劳动仲裁。', now())", order), QStringLiteral("in_review"));
        QCOMPARE(desk("review(2, $, true, NULL, now())", order), QStringLiteral("answered"));
        const auto seen = progress(order, kNumber);
        QCOMPARE(seen.value(QLatin1String("answer")).toObject().value(QLatin1String("text")).toString(),
                 QStringLiteral("一年内可以申请劳动仲裁。"));
        QCOMPARE(seen.value(QLatin1String("responsible")).toObject().value(QLatin1String("name")).toString(),
                 QStringLiteral("李律师"));
    }

    void theDatabaseItself_letsNobodyReviewHisOwnAnswer()
    {
        const auto order = send(orderWith("advice", kPerson));
        const auto id = "'" + order.id.toString() + "'";
        QVERIFY(stateOf("UPDATE matter SET author = 1, reviewer = 1 WHERE id = " + id) == "23514");
        QVERIFY(stateOf("UPDATE matter SET answer = 'x', state = 'answered' WHERE id = " + id) == "23514");
        QVERIFY(stateOf("DELETE FROM event") == "P0001");
    }

    void aRating_isNotedOnce_andABadOneAsksForACallback()
    {
        const auto order = send(orderWith("advice", kPerson));
        answer(order);
        send(orderWith("rating", kPerson + aboutOf(order), levelOf("2")));
        send(orderWith("rating", kPerson + aboutOf(order), levelOf("5")));
        const auto seen = progress(order, kNumber);
        QCOMPARE(seen.value(QLatin1String("state")).toString(), QStringLiteral("rated"));
        QCOMPARE(seen.value(QLatin1String("rating")).toInt(), 2);
        QCOMPARE(m_hub->one("SELECT callback_due::text FROM matter WHERE id = '" + order.id.toString() + "'"), "true");
        const auto callback = send(orderWith("callback", kPerson + aboutOf(order)));
        QCOMPARE(progress(order, kNumber).value(QLatin1String("callbacks")).toArray().at(0).toString().toStdString(),
                 callback.id.toString());
        QCOMPARE(m_hub->one("SELECT callback_due::text FROM matter WHERE id = '" + order.id.toString() + "'"), "false");
    }

    void theThreeHundredMinutes_warnAtHalfFourFifthsAndTheEnd()
    {
        const auto order = send(orderWith("advice", kPerson));
        // Years ahead, where the hub's own clock does not reach.
        m_hub->sql("UPDATE matter SET warned = 0, tapped_at = '2030-01-01T09:00Z', due_at = '2030-01-01T14:00Z'"
                   " WHERE id = '" +
                   order.id.toString() + "'");
        const auto at = [](int minutes) {
            return "SELECT warn('2030-01-01T09:00Z'::timestamptz + interval '" + std::to_string(minutes) + " minutes')";
        };
        QCOMPARE(m_hub->one(at(149)), "0");
        const auto once = [&](int minutes) {
            auto told = m_hub->one(at(minutes)) + ",";
            told += m_hub->one(at(minutes));
            return told;
        };
        QCOMPARE(once(150), "1,0");
        QCOMPARE(once(239), "0,0");
        QCOMPARE(once(240), "1,0");
        QCOMPARE(once(300), "1,0");
        QCOMPARE(once(3000), "0,0");
    }

    void whatNobodyClaims_goesToTheOneWithTheLeastInHand()
    {
        const auto first = send(orderWith("advice", kPerson));
        QCOMPARE(desk("claim(1, $, now())", first), QStringLiteral("claimed"));
        const auto second = send(orderWith("advice", kPerson));
        QCOMPARE(m_hub->one("SELECT assign_unclaimed(now() + interval '10 minutes', interval '15 minutes')"), "0");
        QCOMPARE(m_hub->one("SELECT assign_unclaimed(now() + interval '16 minutes', interval '15 minutes')"), "1");
        QCOMPARE(m_hub->one("SELECT responsible::text FROM matter WHERE id = '" + second.id.toString() + "'"), "2");
    }

    void threeAttemptsAnHourApart_endACallback_andNotBefore()
    {
        const auto order = send(orderWith("advice", kPerson));
        const auto callback = send(orderWith("callback", kPerson + aboutOf(order)));
        QCOMPARE(desk("call_back(1, $, false, NULL, now())", callback), QStringLiteral("YZ409")); // not claimed
        QCOMPARE(desk("claim(1, $, now())", callback), QStringLiteral("claimed"));
        QCOMPARE(desk("call_back(1, $, false, '无人接听', now())", callback), QStringLiteral("claimed"));
        QCOMPARE(desk("call_back(1, $, false, NULL, now() + interval '30 minutes')", callback),
                 QStringLiteral("YZ409"));
        QCOMPARE(desk("call_back(1, $, false, NULL, now() + interval '61 minutes')", callback),
                 QStringLiteral("claimed"));
        QCOMPARE(desk("call_back(1, $, false, NULL, now() + interval '130 minutes')", callback),
                 QStringLiteral("closed"));
    }

    void duty_isOfThoseWhoSitAtTheConsole()
    {
        auto client = m_hub->connect("t0");
        const auto reply = client.request("GET", "/v1/terminals/t0/duty", {}, "");
        QVERIFY(reply);
        QCOMPARE(reply->status, 200U);
        QCOMPARE(QString::fromStdString(reply->body),
                 QStringLiteral(R"({"on_duty":0,"free":0,"waiting":0,"expected_wait_s":null})"));
    }

private:
    /** Handed in, and taken up by the desk. */
    TestOrder send(TestOrder order)
    {
        auto client = m_hub->connect("t0");
        const auto reply = m_outbox.put(client, order);
        if (!reply || reply->status != 201)
            qFatal("not taken: %s", reply ? reply->body.c_str() : "");
        m_outbox.delivered(order);
        const auto takenUp = "SELECT count(*) FROM matter WHERE id = '" + order.id.toString() + "'";
        if (!QTest::qWaitFor([&] { return m_hub->one(takenUp) == "1"; }, 10'000))
            qFatal("not taken up");
        return order;
    }
    void answer(const TestOrder &order)
    {
        desk("claim(1, $, now())", order);
        desk("hand_in_answer(1, $, '可以申请劳动仲裁。', now())", order);
        QCOMPARE(desk("review(2, $, true, NULL, now())", order), QStringLiteral("answered"));
    }
    std::optional<HubReply> ask(const TestOrder &order, const std::string &number)
    {
        auto client = m_hub->connect("t0");
        return client.request("POST", kProgress, kJson, questionOf(order, "id_number", number));
    }
    QJsonObject progress(const TestOrder &order, const std::string &number) { return objectOf(ask(order, number)); }
    unsigned statusFor(const TestOrder &order, const std::string &number)
    {
        const auto reply = ask(order, number);
        return reply ? reply->status : 0;
    }
    /** What the function says, or its SQL state. */
    QString desk(std::string call, const TestOrder &order)
    {
        call.replace(call.find('$'), 1, "'" + order.id.toString() + "'");
        return QString::fromStdString(stateOf("SELECT " + call));
    }
    std::string stateOf(const std::string &statement) { return m_hub->oneOrState(statement); }

    const std::string kProgress = "/v1/terminals/t0/progress";
    const HubHeaders kJson{{"Content-Type", "application/json"}};
    std::unique_ptr<TestCertificates> m_certificates;
    std::unique_ptr<HubStation> m_hub;
    TestOutbox m_outbox{"t0"};
};

QTEST_GUILESS_MAIN(TestDesk)
#include "tst_desk.moc"
