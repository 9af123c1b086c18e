// SPDX-License-Identifier: Apache-2.0
#include <core/background.h>
#include <core/event_log.h>
#include <core/mailbox.h>
#include <core/secret.h>
#include <core/uuid.h>
#include <core/worker.h>

#include <QTest>
#include <QThread>

#include <fakes/manual_clock.h>
#include <unistd.h>

#include <set>

using namespace yz;
using namespace std::chrono_literals;

class CoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFault_hasItsOwnName()
    {
        std::set<std::string_view> names;
        for (const auto fault : allFaults())
            names.insert(name(fault));
        QCOMPARE(names.size(), allFaults().size());
        QCOMPARE(name(Fault::SequenceFork), std::string_view("SequenceFork"));
        QCOMPARE(name(Fault::Cancelled), std::string_view("Cancelled"));
    }

    void aResult_isAValueOrAnError()
    {
        const Result<int> good = 7;
        const Result<int> bad(Fault::TimedOut, "late");
        QVERIFY(good);
        QCOMPARE(*good, 7);
        QVERIFY(!bad);
        QVERIFY(bad.failedWith(Fault::TimedOut));
        QVERIFY(!good.failedWith(Fault::TimedOut));
    }

    void aDeadline_isReachedByTheClockAlone()
    {
        ManualClock clock;
        const auto deadline = Deadline::after(clock, 100ms);
        QVERIFY(!deadline.expired(clock));
        QCOMPARE(deadline.remaining(clock), Milliseconds(100));
        clock.advance(100ms);
        QVERIFY(deadline.expired(clock));
        QCOMPARE(deadline.remaining(clock), Milliseconds(0));
        QVERIFY(!Deadline::never().expired(clock));
        QVERIFY(!Deadline::never().orSooner(deadline).isNever());
    }

    void ids_areVersionSevenAndReadBack()
    {
        const ManualClock clock;
        const auto id = Uuid::fresh(clock);
        const auto text = id.toString();
        QCOMPARE(text[14], '7');
        QVERIFY(QByteArray("89ab").contains(text[19]));
        const auto back = Uuid::parse(text);
        QVERIFY(back);
        QVERIFY(*back == id);
        QVERIFY(!(Uuid::fresh(clock) == id));
        for (const auto *bad : {"", "0199a5b0-0000-7000-8000-00000000000", "0199A5B0-0000-7000-8000-000000000001",
                                "0199a5b0x0000-7000-8000-000000000001", "0199a5b0-0000-7000-8000-00000000000g"})
            QVERIFY(Uuid::parse(bad).failedWith(Fault::DataMalformed));
    }

    void aKey_isTakenOnlyInItsExactLength()
    {
        const auto key = SecretBytes::fromHex("00ff10", 3);
        QVERIFY(key);
        QCOMPARE(std::to_integer<int>(key->bytes()[1]), 255);
        for (const auto *bad : {"", "00ff1", "00ff1000", "00ff1g", "0x00ff"})
            QVERIFY(SecretBytes::fromHex(bad, 3).failedWith(Fault::DataMalformed));
    }

    void aDerivedKey_isTheSameEachTime_andAnotherForEveryPurpose()
    {
        const auto key = SecretBytes::random(32);
        const auto hex = [](const Result<SecretBytes> &secret) {
            const auto bytes = secret->bytes();
            return QByteArray(reinterpret_cast<const char *>(bytes.data()), static_cast<qsizetype>(bytes.size()))
                .toHex();
        };
        QCOMPARE(hex(key.derive("catalog1")), hex(key.derive("catalog1")));
        QVERIFY(hex(key.derive("catalog1")) != hex(key.derive("catalog2")));
        QVERIFY(key.derive("short").failedWith(Fault::Internal));
        QVERIFY(SecretBytes::random(16).derive("catalog1").failedWith(Fault::Internal));
    }

    void aMovedSecret_hasOneOwner()
    {
        auto first = SecretBytes::random(32);
        const auto second = std::move(first);
        QVERIFY(first.empty()); // NOLINT: that is what is asked
        QCOMPARE(second.size(), std::size_t(32));
    }

    void aWorker_keepsTheOrderAndAnswersInTheReceiversThread()
    {
        Worker worker("yz-test");
        QList<int> answers;
        const auto here = QThread::currentThread();
        for (int i = 0; i < 50; ++i) {
            worker.run(
                this, [i] { return i; },
                [&, here](int answer) {
                    QCOMPARE(QThread::currentThread(), here);
                    answers += answer;
                });
        }
        QTRY_COMPARE(answers.size(), 50);
        QVERIFY(std::is_sorted(answers.begin(), answers.end()));
    }

    void anAnswerForSomebodyGone_isDropped()
    {
        bool wasCalled = false;
        bool isThrough = false;
        Worker worker("yz-test");
        auto gone = std::make_unique<QObject>();
        worker.run(gone.get(), [] { return 1; }, [&](int) { wasCalled = true; });
        gone.reset();
        worker.run(this, [] { return 2; }, [&](int) { isThrough = true; });
        QTRY_VERIFY(isThrough);
        QVERIFY(!wasCalled);
    }

    void aWorkersEnd_finishesTheWorkAndDropsTheAnswers()
    {
        bool wasDone = false;
        bool wasCalled = false;
        {
            Worker worker("yz-test");
            worker.run(this, [&] { wasDone = true; }, [&] { wasCalled = true; });
        }
        QCoreApplication::processEvents();
        QVERIFY(wasDone);
        QVERIFY(!wasCalled);
    }

    void aMailbox_keepsTheOrderAndTakesWhatCannotBeCopied()
    {
        auto mailbox = std::make_unique<Mailbox>();
        QList<int> opened;
        std::thread sender([&] {
            for (int i = 0; i < 100; ++i)
                mailbox->post([&, number = std::make_unique<int>(i)] { opened += *number; });
        });
        QTRY_COMPARE(opened.size(), 100);
        sender.join();
        QVERIFY(std::is_sorted(opened.begin(), opened.end()));
        mailbox->post([&] { mailbox.reset(); }); // whoever owns it may go meanwhile
        mailbox->post([&] { opened += 100; });
        QTRY_VERIFY(!mailbox);
        QCoreApplication::processEvents();
        QCOMPARE(opened.size(), 100);
    }

    void backgroundWork_comesBackOnlyToTheLiving()
    {
        int answer = 0;
        bool wasCalled = false;
        auto gone = std::make_unique<QObject>();
        inBackground(gone.get(), [] { return 1; }, [&](int) { wasCalled = true; });
        gone.reset();
        inBackground(this, [] { return 42; }, [&](int value) { answer = value; });
        QTRY_COMPARE(answer, 42);
        QVERIFY(!wasCalled);
    }

    void anEvent_isOneLineOfJsonWhateverItsDetailHolds()
    {
        int ends[2] = {};
        QCOMPARE(pipe(ends), 0);
        const ManualClock clock;
        LineEventLog log(ends[1], clock);
        static_cast<EventLog &>(log).write(
            EventId::DeviceTrouble, {{"kind", FixedWord("printer")}, {"error", Error{Fault::PaperOut, "a\"b\nc"}}});
        char line[512] = {};
        const auto size = read(ends[0], line, sizeof line);
        close(ends[0]);
        close(ends[1]);
        QCOMPARE(QByteArray(line, size),
                 QByteArray(
                     "{\"ms\":1795397400000,\"event\":\"device.trouble\",\"severity\":\"warning\",\"kind\":\"printer\","
                     "\"error\":\"PaperOut\",\"detail\":\"a\\\"b c\"}\n"));
    }

    void theEventCatalogue_namesEachEventOnce()
    {
        std::set<std::string_view> names;
        for (const auto &event : eventCatalogue()) {
            names.insert(event.text);
            QVERIFY(!event.meaning.empty());
            QVERIFY(meaningOf(event.id).text == event.text);
        }
        QCOMPARE(names.size(), eventCatalogue().size());
    }
};

QTEST_GUILESS_MAIN(CoreTest)
#include "tst_core.moc"
