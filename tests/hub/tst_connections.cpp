// SPDX-License-Identifier: Apache-2.0
#include "hub_station.h"
#include "order_maker.h"

#include <QTest>

#include <thread>

using namespace yz::hub;

/** What the hub does with those who connect: strangers, the slow, the many. */
class TestConnections : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_certificates = std::make_unique<TestCertificates>(QStringList{QStringLiteral("t0"), QStringLiteral("t1")});
        m_strangers = std::make_unique<TestCertificates>(QStringList{QStringLiteral("t0")});
        QVERIFY(m_certificates->areThere() && m_strangers->areThere());
    }
    void cleanupTestCase()
    {
        m_certificates.reset();
        m_strangers.reset();
    }
    void init() { m_hub.reset(); }

    void withoutACertificate_nothingIsSaid()
    {
        QVERIFY(startHub());
        auto client = m_hub->connect("");
        QVERIFY(!client.request("GET", "/healthz"));
        QVERIFY(m_hub->awaitEvent("tls.refused"));
    }

    void aCertificateOfAnotherAuthority_isRefused()
    {
        QVERIFY(startHub());
        // The stranger trusts the hub (it is given the right ca.crt) but was signed by somebody else.
        QFile::remove(QString::fromStdString(m_strangers->folder() + "/ca.crt"));
        QFile::copy(QString::fromStdString(m_certificates->folder() + "/ca.crt"),
                    QString::fromStdString(m_strangers->folder() + "/ca.crt"));
        HubClient client(m_hub->port(), m_strangers->folder(), "t0");
        QVERIFY(!client.request("GET", "/healthz"));
        QVERIFY(m_hub->awaitEvent("tls.refused"));
    }

    void anotherTerminalsCertificate_handsInNothing()
    {
        QVERIFY(startHub());
        auto client = m_hub->connect("t1");
        const TestOutbox outbox("t0");
        const auto reply = outbox.put(client, makeOrder("t0"));
        QVERIFY(reply);
        QCOMPARE(reply->status, 403U);
        QCOMPARE(m_hub->one("SELECT count(*) FROM work_order"), "0");
        QCOMPARE(m_hub->one("SELECT count(*) FROM terminal"), "0");
    }

    void oneConnection_carriesManyRequests()
    {
        QVERIFY(startHub());
        TestOutbox outbox("t0");
        auto client = m_hub->connect("t0");
        for (int i = 0; i < 20; ++i) {
            const auto order = makeOrder("t0");
            const auto reply = outbox.put(client, order);
            QVERIFY(reply && reply->status == 201);
            outbox.delivered(order);
        }
        const auto state = client.request("GET", outbox.stateTarget());
        QVERIFY(state && state->body.find("\"next_seq\":21") != std::string::npos);
        QVERIFY(state->headers.count("date"));
        QVERIFY(client.request("GET", "/healthz")->status == 200);
    }

    void anOversizedBody_isRefusedUnread()
    {
        QVERIFY(startHub());
        const TestOutbox outbox("t0");
        auto order = makeOrder("t0");
        order.body.resize(3U * 1024 * 1024, ' ');
        auto client = m_hub->connect("t0");
        const auto reply = outbox.put(client, order);
        QVERIFY(reply);
        QCOMPARE(reply->status, 413U);
        QCOMPARE(reply->headers.at("connection"), "close");
        client.awaitEnd();
    }

    void anEndlessChunkedBody_isRefusedAtTheLimit()
    {
        QVERIFY(startHub());
        const TestOutbox outbox("t0");
        const auto order = makeOrder("t0");
        auto client = m_hub->connect("t0");
        std::string head =
            "PUT " + outbox.target(order) + " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n";
        for (const auto &[name, value] : outbox.headers(order))
            head += name + ": " + value + "\r\n";
        client.send(head + "\r\n");
        const std::string chunk = "10000\r\n" + std::string(0x10000, ' ') + "\r\n";
        for (int i = 0; i < 20 && client.send(chunk); ++i) {
        }
        const auto reply = client.receive();
        QVERIFY(reply);
        QCOMPARE(reply->status, 413U);
    }

    void oversizedHeaders_areRefused()
    {
        QVERIFY(startHub());
        auto client = m_hub->connect("t0");
        const auto reply = client.request("GET", "/healthz", {{"X-Long", std::string(20'000, 'x')}});
        QVERIFY(reply);
        QCOMPARE(reply->status, 431U);
    }

    void rubbishInsteadOfHttp_isRefusedAndForgotten()
    {
        QVERIFY(startHub());
        auto client = m_hub->connect("t0");
        client.send("\x16\x03\x01 not HTTP at all\r\n\r\n");
        const auto reply = client.receive();
        QVERIFY(reply);
        QCOMPARE(reply->status, 400U);
        client.awaitEnd();
        QCOMPARE(m_hub->connect("t0").request("GET", "/healthz")->status, 200U);
    }

    void headersThatNeverEnd_areCutOff()
    {
        QVERIFY(startHub({QStringLiteral("--header-timeout"), QStringLiteral("200")}));
        auto client = m_hub->connect("t0");
        client.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
        client.awaitEnd(); // comes back only because the hub ends it
        QCOMPARE(m_hub->connect("t0").request("GET", "/healthz")->status, 200U);
    }

    void aBodyThatNeverComes_isCutOff()
    {
        QVERIFY(startHub({QStringLiteral("--body-timeout"), QStringLiteral("200")}));
        const TestOutbox outbox("t0");
        const auto order = makeOrder("t0");
        auto client = m_hub->connect("t0");
        std::string head = "PUT " + outbox.target(order) + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n";
        for (const auto &[name, value] : outbox.headers(order))
            head += name + ": " + value + "\r\n";
        client.send(head + "\r\n{");
        client.awaitEnd();
        QCOMPARE(m_hub->one("SELECT count(*) FROM work_order"), "0");
    }

    void aSilentConnection_isEndedAfterItsIdleTime()
    {
        QVERIFY(startHub({QStringLiteral("--idle-timeout"), QStringLiteral("200")}));
        auto client = m_hub->connect("t0");
        QCOMPARE(client.request("GET", "/healthz")->status, 200U);
        client.awaitEnd();
    }

    void tooManyConnections_areTurnedAway()
    {
        QVERIFY(startHub({QStringLiteral("--max-connections"), QStringLiteral("2")}));
        auto first = m_hub->connect("t0"), second = m_hub->connect("t1");
        QCOMPARE(first.request("GET", "/healthz")->status, 200U);
        QCOMPARE(second.request("GET", "/healthz")->status, 200U);
        auto third = m_hub->connect("t0");
        QVERIFY(!third.request("GET", "/healthz"));
        QVERIFY(m_hub->awaitEvent("listener.full"));
        QCOMPARE(first.request("GET", "/healthz")->status, 200U);
    }

    void sigterm_endsIdleConnectionsAndFinishesTheRest()
    {
        QVERIFY(startHub());
        TestOutbox outbox("t0");
        auto idle = m_hub->connect("t1");
        QCOMPARE(idle.request("GET", "/healthz")->status, 200U);
        // A terminal that keeps handing in while the hub is told to stop: whatever it was told is true.
        std::atomic<int> acked = 0;
        std::thread busy([&] {
            auto client = m_hub->connect("t0");
            for (;;) {
                const auto order = makeOrder("t0");
                const auto reply = outbox.put(client, order);
                if (!reply || reply->status != 201)
                    return;
                outbox.delivered(order);
                ++acked;
                acked.notify_all();
            }
        });
        acked.wait(0);
        const int exit = m_hub->stop();
        busy.join();
        QCOMPARE(exit, 0);
        QVERIFY(acked > 0);
        QVERIFY(m_hub->log().find("hub.stopped") != std::string::npos);
        QCOMPARE(m_hub->one("SELECT count(*) FROM work_order"), std::to_string(acked));
    }

private:
    bool startHub(const QStringList &options = {})
    {
        m_hub = std::make_unique<HubStation>(*m_certificates, options);
        return m_hub->start();
    }

    std::unique_ptr<TestCertificates> m_certificates;
    std::unique_ptr<TestCertificates> m_strangers;
    std::unique_ptr<HubStation> m_hub;
};

QTEST_GUILESS_MAIN(TestConnections)
#include "tst_connections.moc"
