// SPDX-License-Identifier: Apache-2.0
#include "hub_station.h"
#include "order_maker.h"

#include <QTest>

#include <libpq-fe.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <thread>

using namespace yz::hub;

namespace {

/**
 * A terminal that hands in orders one after the other, whatever happens: after anything but an acknowledgement it waits
 * for the next "all clear" and sends the same order again.
 */
class StubbornTerminal
{
public:
    StubbornTerminal(const HubStation &hub, const std::string &name, const std::atomic<int> &allClear, int orders)
        : m_hub(hub), m_outbox(name), m_allClear(allClear), m_orders(orders), m_thread([this] { run(); })
    {
    }
    void join() { m_thread.join(); }

    std::vector<std::string> acked;
    std::atomic<int> ackedSoFar = 0;
    int refusedLater = 0; ///< 503
    int replayed = 0;     ///< 200
    std::string trouble;

private:
    void run()
    {
        while (static_cast<int>(acked.size()) < m_orders && trouble.empty()) {
            const auto order = makeOrder(m_outbox.terminal());
            while (trouble.empty() && !deliver(order)) {
            }
        }
        ackedSoFar = -1;
        ackedSoFar.notify_all();
    }

    bool deliver(const TestOrder &order)
    {
        const int before = m_allClear;
        if (!m_client)
            m_client.emplace(m_hub.connect(m_outbox.terminal()));
        const auto reply = m_outbox.put(*m_client, order);
        if (!reply || reply->status == 503) {
            refusedLater += reply.has_value();
            if (!reply)
                m_client.reset();
            m_allClear.wait(before);
            return false;
        }
        if (reply->status != 200 && reply->status != 201) {
            trouble = std::to_string(reply->status) + " " + reply->body;
            return false;
        }
        replayed += reply->status == 200;
        acked.push_back(order.id.toString());
        m_outbox.delivered(order);
        ++ackedSoFar;
        ackedSoFar.notify_all();
        return true;
    }

    const HubStation &m_hub;
    TestOutbox m_outbox;
    const std::atomic<int> &m_allClear;
    int m_orders;
    std::optional<HubClient> m_client;
    std::thread m_thread;
};

} // namespace

class TestOutage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QStringList terminals;
        for (int i = 0; i < kTerminals; ++i)
            terminals << QStringLiteral("t%1").arg(i);
        m_certificates = std::make_unique<TestCertificates>(terminals);
        QVERIFY(m_certificates->areThere());
    }
    void cleanupTestCase() { m_certificates.reset(); }
    void init()
    {
        m_hub = std::make_unique<HubStation>(*m_certificates);
        QVERIFY(m_hub->start());
        m_allClear = 0;
    }
    void cleanup()
    {
        m_terminals.clear();
        m_hub.reset();
    }

    void theDatabaseGoesAway_nothingIsAckedFalselyAndWorkGoesOn()
    {
        send(60);
        awaitProgress(5);
        QVERIFY(m_hub->takeDatabaseAway());
        QVERIFY(m_hub->awaitEvent("database.away"));
        const auto health = m_hub->connect("t0").request("GET", "/healthz");
        QVERIFY(health);
        QCOMPARE(health->status, 503U);
        QCOMPARE(health->headers.at("retry-after"), "5");
        QVERIFY(m_hub->bringDatabaseBack());
        QVERIFY(m_hub->awaitEvent("database.connected"));
        soundAllClearUntilDone();
        verifyExactlyOnce(60);
        QVERIFY(std::ranges::any_of(m_terminals, [](const auto &terminal) { return terminal->refusedLater > 0; }));
    }

    void postgresCrashesAndRecovers_everyAckedOrderIsStillThere()
    {
        send(60);
        awaitProgress(5);
        const auto backends = m_hub->sql("SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
                                         " AND pid <> pg_backend_pid()");
        QVERIFY(!backends.empty());
        ::kill(static_cast<pid_t>(std::stol(backends.front().front())), SIGKILL); // the postmaster restarts everything
        QVERIFY(m_hub->awaitEvent("database.lost"));
        QVERIFY(m_hub->awaitEvent("database.connected"));
        soundAllClearUntilDone();
        verifyExactlyOnce(60);
    }

    void theHubIsKilledAgainAndAgain_everyOrderIsThereExactlyOnce()
    {
        constexpr int orders = 80;
        send(orders);
        for (int kills = 0; kills < 8; ++kills) {
            awaitProgress(3);
            m_hub->kill();
            QVERIFY(m_hub->start());
            ++m_allClear;
            m_allClear.notify_all();
        }
        soundAllClearUntilDone();
        verifyExactlyOnce(orders);
    }

    void aFullLine_saysComeAgain()
    {
        m_hub =
            std::make_unique<HubStation>(*m_certificates, QStringList{QStringLiteral("--queue"), QStringLiteral("1")});
        QVERIFY(m_hub->start());
        const TestOutbox outbox("t0");
        auto first = m_hub->connect("t0");
        QCOMPARE(outbox.put(first, makeOrder("t0"))->status, 201U);
        // Whoever wants this terminal's row now waits for us: three writers, and one order in the line.
        PGconn *db = PQconnectdb(m_hub->conninfo().c_str());
        PQclear(PQexec(db, "BEGIN"));
        PQclear(PQexec(db, "SELECT * FROM terminal_state FOR UPDATE"));
        std::vector<std::optional<HubReply>> replies(5);
        std::atomic<int> refused = 0;
        std::vector<std::thread> threads;
        for (std::size_t i = 0; i < replies.size(); ++i) {
            threads.emplace_back([&, i] {
                auto client = m_hub->connect("t0");
                replies[i] = outbox.put(client, makeOrder("t0"));
                if (replies[i] && replies[i]->status == 503) {
                    ++refused;
                    refused.notify_all();
                }
            });
            const auto waiting = std::to_string(std::min<std::size_t>(i + 1, 3));
            while (m_hub->one("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                              " AND wait_event_type = 'Lock'") != waiting) {
            }
        }
        refused.wait(0);
        PQclear(PQexec(db, "ROLLBACK"));
        PQfinish(db);
        for (auto &thread : threads)
            thread.join();
        QCOMPARE(refused.load(), 1);
        for (const auto &reply : replies) {
            QVERIFY(reply);
            if (reply->status != 503)
                continue;
            QVERIFY(reply->body.find("\"busy\"") != std::string::npos);
            QCOMPARE(reply->headers.at("retry-after"), "2");
        }
    }

    void anAlteredMigration_stopsTheHubBeforeItServes()
    {
        QCOMPARE(m_hub->stop(), 0);
        m_hub->sql("UPDATE schema_step SET sha256 = 'altered'");
        QVERIFY(!m_hub->startsAtAll());
        m_hub->sql("UPDATE schema_step SET name = '0000_from_the_future'");
        QVERIFY(!m_hub->startsAtAll());
    }

private:
    static constexpr int kTerminals = 6;

    void send(int ordersEach)
    {
        for (int i = 0; i < kTerminals; ++i)
            m_terminals.push_back(
                std::make_unique<StubbornTerminal>(*m_hub, "t" + std::to_string(i), m_allClear, ordersEach));
    }

    /** Until the first terminal has had this many more orders acknowledged, or is through. */
    void awaitProgress(int orders)
    {
        auto &counter = m_terminals.front()->ackedSoFar;
        const int from = counter;
        for (int now = from; now >= 0 && now < from + orders; now = counter)
            counter.wait(now);
    }

    /** Wakes whoever waits, again and again: a late 503 may come after the first call. */
    void soundAllClearUntilDone()
    {
        while (std::ranges::any_of(m_terminals, [](const auto &terminal) { return terminal->ackedSoFar >= 0; })) {
            ++m_allClear;
            m_allClear.notify_all();
            std::this_thread::yield();
        }
        for (auto &terminal : m_terminals)
            terminal->join();
    }

    void verifyExactlyOnce(int ordersEach)
    {
        std::vector<std::string> acked;
        int replayed = 0;
        for (const auto &terminal : m_terminals) {
            QVERIFY2(terminal->trouble.empty(), terminal->trouble.c_str());
            acked.insert(acked.end(), terminal->acked.begin(), terminal->acked.end());
            replayed += terminal->replayed;
        }
        std::vector<std::string> held;
        for (const auto &row : m_hub->sql("SELECT id::text FROM work_order"))
            held.push_back(row.front());
        std::ranges::sort(acked);
        std::ranges::sort(held);
        QCOMPARE(acked.size(), static_cast<std::size_t>(kTerminals * ordersEach));
        QVERIFY(acked == held);
        QCOMPARE(m_hub->one("SELECT count(*) FROM event"), std::to_string(acked.size()));
        qInfo("%zu orders, %d of them answered as a replay", acked.size(), replayed);
    }

    std::unique_ptr<TestCertificates> m_certificates;
    std::unique_ptr<HubStation> m_hub;
    std::vector<std::unique_ptr<StubbornTerminal>> m_terminals;
    std::atomic<int> m_allClear = 0;
};

QTEST_GUILESS_MAIN(TestOutage)
#include "tst_outage.moc"
