// SPDX-License-Identifier: Apache-2.0
#include "hub_station.h"
#include "order_maker.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>
#include <latch>
#include <set>
#include <thread>

using namespace yz::hub;

namespace {

QString codeOf(const std::optional<HubReply> &reply)
{
    if (!reply)
        return QStringLiteral("(no answer)");
    return QJsonDocument::fromJson(QByteArray::fromStdString(reply->body))
        .object()
        .value(QLatin1String("code"))
        .toString();
}

int expectedOf(const HubReply &reply)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(reply.body))
        .object()
        .value(QLatin1String("expected"))
        .toInt();
}

} // namespace

class TestIntake : public QObject
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
    }
    void cleanup()
    {
        QCOMPARE(m_hub->stop(), 0);
        m_hub.reset();
    }

    void fortyTimesAtOnce_isOneOrderAndOneReceipt()
    {
        constexpr int clients = 40;
        const TestOutbox outbox("t0");
        const auto order = makeOrder("t0");
        std::vector<std::optional<HubReply>> replies(clients);
        std::latch ready(clients);
        std::vector<std::thread> threads;
        for (auto &reply : replies) {
            threads.emplace_back([&] {
                auto client = m_hub->connect("t0");
                ready.arrive_and_wait();
                reply = outbox.put(client, order);
            });
        }
        for (auto &thread : threads)
            thread.join();

        int created = 0, again = 0;
        std::set<std::string> receipts;
        for (const auto &reply : replies) {
            QVERIFY(reply);
            created += reply->status == 201;
            again += reply->status == 200;
            receipts.insert(reply->body);
        }
        QCOMPARE(created, 1);
        QCOMPARE(again, clients - 1);
        QCOMPARE(receipts.size(), 1U);
        QCOMPARE(m_hub->one("SELECT count(*) FROM work_order"), "1");
        QCOMPARE(m_hub->one("SELECT count(*) FROM event"), "1");
    }

    void manyTerminalsAtOnce_keepEachTheirOwnSequence()
    {
        constexpr int orders = 30;
        std::vector<std::thread> threads;
        std::vector<int> created(kTerminals);
        for (int i = 0; i < kTerminals; ++i) {
            threads.emplace_back([&, i] {
                TestOutbox outbox("t" + std::to_string(i));
                auto client = m_hub->connect(outbox.terminal());
                for (int n = 0; n < orders; ++n) {
                    const auto order = makeOrder(outbox.terminal());
                    const auto reply = outbox.put(client, order);
                    if (!reply || reply->status != 201)
                        return;
                    outbox.delivered(order);
                    ++created[static_cast<std::size_t>(i)];
                }
            });
        }
        for (auto &thread : threads)
            thread.join();
        QVERIFY(std::ranges::all_of(created, [](int count) { return count == orders; }));
        QCOMPARE(m_hub->one("SELECT count(*) FROM work_order"), std::to_string(kTerminals * orders));
        QCOMPARE(m_hub->one("SELECT count(DISTINCT number) FROM work_order"), std::to_string(kTerminals * orders));
        QCOMPARE(m_hub->one("SELECT count(*) FROM terminal_state WHERE next_seq = 31"), std::to_string(kTerminals));
    }

    void whatIsAckedUnderAGap_isNothing()
    {
        TestOutbox outbox("t0");
        auto client = m_hub->connect("t0");
        const auto first = makeOrder("t0"), second = makeOrder("t0"), third = makeOrder("t0");
        QCOMPARE(outbox.put(client, first)->status, 201U);
        outbox.delivered(first);
        auto ahead = outbox;
        ahead.delivered(second);
        const auto gap = ahead.put(client, third);
        QCOMPARE(codeOf(gap), QStringLiteral("seq-gap"));
        QCOMPARE(expectedOf(*gap), 2);
        QCOMPARE(m_hub->one("SELECT count(*) FROM work_order"), "1");
        QCOMPARE(outbox.put(client, second)->status, 201U);
        QCOMPARE(ahead.put(client, third)->status, 201U);
    }

    void aRolledBackTerminal_isToldOfTheForkAndGoesOnInANewEpoch()
    {
        TestOutbox outbox("t0");
        auto client = m_hub->connect("t0");
        const auto lost = makeOrder("t0");
        auto rolledBack = outbox;
        QCOMPARE(outbox.put(client, lost)->status, 201U);
        const auto other = makeOrder("t0");
        QCOMPARE(codeOf(rolledBack.put(client, other)), QStringLiteral("seq-fork"));
        rolledBack.beginEpoch();
        QCOMPARE(rolledBack.put(client, other)->status, 201U);
        // A late request of the old epoch changes nothing any more; a replay is still answered.
        outbox.delivered(lost);
        QCOMPARE(codeOf(outbox.put(client, makeOrder("t0"))), QStringLiteral("seq-fork"));
        QCOMPARE(TestOutbox(outbox).put(client, lost)->status, 200U);
        QCOMPARE(m_hub->one("SELECT array_length(closed_epochs, 1) FROM terminal_state"), "1");
        QCOMPARE(m_hub->one("SELECT next_seq FROM terminal_state"), "2");
    }

    void severalEpochsInARow_stayClosed()
    {
        TestOutbox outbox("t0");
        auto client = m_hub->connect("t0");
        std::vector<TestOutbox> past;
        for (int i = 0; i < 5; ++i) {
            const auto order = makeOrder("t0");
            QCOMPARE(outbox.put(client, order)->status, 201U);
            outbox.delivered(order);
            past.push_back(outbox);
            outbox.beginEpoch();
        }
        past.pop_back(); // the last is still the open one
        for (const auto &closed : past)
            QCOMPARE(codeOf(closed.put(client, makeOrder("t0"))), QStringLiteral("seq-fork"));
    }

    void theSameUuid_cannotHoldOtherContentNorBelongToAnother()
    {
        TestOutbox mine("t0"), others("t1");
        auto client = m_hub->connect("t0"), other = m_hub->connect("t1");
        auto order = makeOrder("t0");
        QCOMPARE(mine.put(client, order)->status, 201U);
        mine.delivered(order);
        auto foreign = order;
        QCOMPARE(codeOf(others.put(other, foreign)), QStringLiteral("id-reused"));
        order.body += ' ';
        QCOMPARE(codeOf(mine.put(client, order)), QStringLiteral("id-reused"));
        QCOMPARE(m_hub->one("SELECT count(*) FROM work_order"), "1");
    }

    void twoTerminalsWithOneUuidAtOnce_areOneOrderAndOneRefusal()
    {
        for (int round = 0; round < 10; ++round) {
            TestOutbox outboxes[] = {TestOutbox("t0"), TestOutbox("t1")};
            const auto id = freshId();
            QString codes[2];
            std::latch ready(2);
            std::thread threads[2];
            for (std::size_t i = 0; i < 2; ++i) {
                threads[i] = std::thread([&, i] {
                    auto order = makeOrder(outboxes[i].terminal());
                    const auto own = order.id.toString();
                    order.body.replace(order.body.find(own), own.size(), id.toString());
                    order.id = id;
                    auto client = m_hub->connect(outboxes[i].terminal());
                    ready.arrive_and_wait();
                    const auto reply = outboxes[i].put(client, order);
                    codes[i] = reply && reply->status == 201 ? QStringLiteral("created") : codeOf(reply);
                });
            }
            for (auto &thread : threads)
                thread.join();
            std::ranges::sort(codes);
            QCOMPARE(codes[0], QStringLiteral("created"));
            QCOMPARE(codes[1], QStringLiteral("id-reused"));
        }
    }

    void oneRowTheDatabaseWillNotTake_doesNotHarmItsNeighbours()
    {
        m_hub->sql("ALTER TABLE work_order ADD CONSTRAINT poison CHECK (service IS DISTINCT FROM 'poison')");
        std::vector<std::thread> threads;
        std::vector<std::optional<HubReply>> replies(kTerminals);
        std::latch ready(kTerminals);
        for (std::size_t i = 0; i < kTerminals; ++i) {
            threads.emplace_back([&, i] {
                const TestOutbox outbox("t" + std::to_string(i));
                auto client = m_hub->connect(outbox.terminal());
                const auto order = makeOrder(outbox.terminal(), "x", i == 3 ? "poison" : "legal-aid");
                ready.arrive_and_wait();
                replies[i] = outbox.put(client, order);
            });
        }
        for (auto &thread : threads)
            thread.join();
        for (std::size_t i = 0; i < kTerminals; ++i) {
            QVERIFY(replies[i]);
            QCOMPARE(replies[i]->status, i == 3 ? 422U : 201U);
        }
        QCOMPARE(m_hub->one("SELECT terminal || reason FROM work_order WHERE state = 'rejected'"), "t3unstorable");
        QCOMPARE(m_hub->one("SELECT count(*) FROM work_order"), std::to_string(kTerminals));
    }

    void theReceipt_isTheStoredOneAfterARestart()
    {
        const TestOutbox outbox("t0");
        const auto order = makeOrder("t0");
        auto before = m_hub->connect("t0");
        const auto first = outbox.put(before, order);
        QCOMPARE(m_hub->stop(), 0);
        QVERIFY(m_hub->start());
        auto after = m_hub->connect("t0");
        const auto second = outbox.put(after, order);
        QVERIFY(first && second);
        QCOMPARE(second->status, 200U);
        QCOMPARE(second->body, first->body);
    }

    void theBody_isKeptByteForByteAndReadsAsJson()
    {
        const TestOutbox outbox("t0");
        const auto order = makeOrder("t0", "工资 \\u0031 \\\" 𠮷");
        auto client = m_hub->connect("t0");
        QCOMPARE(outbox.put(client, order)->status, 201U);
        QCOMPARE(m_hub->one("SELECT convert_from(body, 'UTF8') FROM work_order"), order.body);
        QCOMPARE(m_hub->one("SELECT convert_from(body, 'UTF8')::jsonb #>> '{answers,0,value}' FROM work_order"),
                 "工资 1 \" 𠮷");
        QCOMPARE(m_hub->one("SELECT captured_at = '2026-11-23 01:30:00+00' FROM work_order"), "t");
    }

    void aBlockedTerminal_isRefusedEverywhere()
    {
        TestOutbox outbox("t0");
        auto client = m_hub->connect("t0");
        const auto order = makeOrder("t0");
        QCOMPARE(outbox.put(client, order)->status, 201U);
        outbox.delivered(order);
        m_hub->sql("UPDATE terminal SET blocked = true WHERE id = 't0'");
        QCOMPARE(codeOf(outbox.put(client, makeOrder("t0"))), QStringLiteral("terminal-blocked"));
        QCOMPARE(codeOf(client.request("GET", outbox.stateTarget())), QStringLiteral("terminal-blocked"));
    }

private:
    static constexpr int kTerminals = 12;
    std::unique_ptr<TestCertificates> m_certificates;
    std::unique_ptr<HubStation> m_hub;
};

QTEST_GUILESS_MAIN(TestIntake)
#include "tst_intake.moc"
