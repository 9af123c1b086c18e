// SPDX-License-Identifier: Apache-2.0
// The whole driver on the emulated bus: real libusb, real hotplug, real threads.
#include <core/event_log.h>
#include <idcard/sdt_card_reader.h>
#include <wire/usb_host.h>

#include <QElapsedTimer>
#include <QTest>

#include <world/world_control.h>

using namespace yz;
using namespace std::chrono_literals;

namespace {

constexpr int kPatienceMs = 15000;

QString reason(const IdCardAnswer &answer)
{
    return *answer ? QStringLiteral("a card")
                   : QString::fromUtf8(name(answer->fault()).data()) + QStringLiteral(": ") +
                         QString::fromStdString(answer->error().detail);
}

} // namespace

class SdtCardReaderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        auto usb = UsbHost::create(m_clock);
        QVERIFY2(usb, usb ? "" : usb.error().detail.c_str());
        m_usb = *std::move(usb);
        m_reader = makeSdtCardReader(*m_usb, m_clock, m_log);
        m_answers.clear();
        m_taken = 0;
        m_ids.clear();
        connect(m_reader.get(), &IdCardReader::finished, this, [this](CardRequestId id, const IdCardAnswer &answer) {
            m_ids += id;
            m_answers += answer;
        });
    }

    void cleanup()
    {
        m_reader.reset();
        m_usb.reset();
        say("reader clear");
        say("reader claim free");
        say("card lift");
        m_world.say("unplug reader"); // refused when it is not plugged in
    }

    void withoutAReader_theAnswerComesAtOnce()
    {
        becomes(DeviceState::Absent);
        m_reader->read(10s);
        QCOMPARE(answer(), QStringLiteral("DeviceAbsent: no reader is plugged in"));
    }

    void aReaderThatIsPluggedInLater_isFound_data() { pipeLayouts(); }
    void aReaderThatIsPluggedInLater_isFound()
    {
        QFETCH(QString, layout);
        becomes(DeviceState::Absent);
        plug(layout);
        say("card lay resident name=王小明 birth=19491231 sex=1");
        m_reader->read(10s);
        QCOMPARE(answer(), QStringLiteral("a card"));
        QCOMPARE((*m_answers.last())->name, QStringLiteral("王小明"));
        QVERIFY((*m_answers.last())->numberIsConsistent);
    }

    void allKindsOfCards_areRead_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<int>("expected");
        QTest::newRow("resident") << QStringLiteral("resident") << static_cast<int>(IdCardKind::Resident);
        QTest::newRow("Hong Kong, Macao, Taiwan")
            << QStringLiteral("hkmotw") << static_cast<int>(IdCardKind::HkMoTwPermit);
        QTest::newRow("foreigner 2017") << QStringLiteral("foreigner2017")
                                        << static_cast<int>(IdCardKind::ForeignPermanent2017);
        QTest::newRow("foreigner 2023") << QStringLiteral("foreigner2023")
                                        << static_cast<int>(IdCardKind::ForeignPermanent2023);
    }
    void allKindsOfCards_areRead()
    {
        QFETCH(QString, kind);
        QFETCH(int, expected);
        plug();
        say("card lay " + kind.toStdString());
        m_reader->read(10s);
        QCOMPARE(answer(), QStringLiteral("a card"));
        QCOMPARE(static_cast<int>((*m_answers.last())->kind), expected);
    }

    void troubleOnTheWire_isOvercome_data()
    {
        QTest::addColumn<QByteArray>("trouble");
        QTest::newRow("answers in pieces of nineteen bytes") << QByteArray("reader pieces 19");
        QTest::newRow("garbage before the preamble") << QByteArray("reader garbage 7");
        QTest::newRow("one wrong checksum") << QByteArray("reader badsum once");
        QTest::newRow("one length that lies") << QByteArray("reader lenlie once");
        QTest::newRow("one stall") << QByteArray("reader stall once");
        QTest::newRow("the module got a wrong checksum") << QByteArray("reader status 10 once");
        QTest::newRow("out of sequence once") << QByteArray("reader status 21 once select");
        QTest::newRow("selecting failed once") << QByteArray("reader status 81 once select");
        QTest::newRow("silent once") << QByteArray("reader silent once");
        QTest::newRow("a slow module") << QByteArray("reader delay 150");
    }
    void troubleOnTheWire_isOvercome()
    {
        QFETCH(QByteArray, trouble);
        plug();
        say(trouble.toStdString());
        say("card lay resident");
        m_reader->read(12s);
        QCOMPARE(answer(), QStringLiteral("a card"));
    }

    void whatTheModuleSays_reachesTheCaller_data()
    {
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<QString>("fault");
        const auto row = [](const char *status, const char *fault) {
            QTest::newRow(status) << QByteArray("reader status ") + status + " always read"
                                  << QString::fromLatin1(fault);
        };
        row("31", "CardMoved");
        row("32", "CardDoubtful");
        row("33", "CardDoubtful");
        row("40", "CardForeign");
        row("41", "CardMoved");
        row("47", "CardMoved");
        row("60", "DeviceBroken");
        row("66", "DeviceBroken");
        row("77", "DeviceGarbled");
    }
    void whatTheModuleSays_reachesTheCaller()
    {
        QFETCH(QByteArray, status);
        QFETCH(QString, fault);
        plug();
        say(status.toStdString());
        say("card lay resident");
        m_reader->read(10s);
        QVERIFY2(answer().startsWith(fault + QLatin1Char(':')), qPrintable(reason(m_answers.last())));
    }

    void noCard_timesOut()
    {
        plug();
        m_reader->read(700ms);
        QCOMPARE(answer(), QStringLiteral("TimedOut: no card was laid down"));
    }

    void aGarbledRecord_isNoCard()
    {
        plug();
        say("card lay raw " + std::string(512, '0'));
        m_reader->read(10s);
        QVERIFY(answer().startsWith(QStringLiteral("CardGarbled")));
    }

    void theSameCard_isNotReadTwice()
    {
        plug();
        say("card lay resident");
        m_reader->read(10s);
        QCOMPARE(answer(), QStringLiteral("a card"));
        m_reader->read(700ms);
        QCOMPARE(answer(), QStringLiteral("TimedOut: no card was laid down"));
    }

    void aLateAnswer_isNeverTheNextCitizensCard()
    {
        plug();
        say("card lay resident name=前一位");
        // The read of the first card is answered long after the driver gave up waiting.
        say("reader late 5000 once");
        m_reader->read(4s);
        const auto first = answer();
        QVERIFY2(first != QStringLiteral("a card") || (*m_answers.last())->name == QStringLiteral("前一位"),
                 qPrintable(first));
        say("card lift");
        say("card lay resident name=后一位");
        m_reader->read(12s);
        QCOMPARE(answer(), QStringLiteral("a card"));
        QCOMPARE((*m_answers.last())->name, QStringLiteral("后一位"));
    }

    void cancelling_endsTheReadSoonAndOnce()
    {
        plug();
        const auto id = m_reader->read(60s);
        m_reader->cancel(id);
        QVERIFY(answer().startsWith(QStringLiteral("Cancelled")));
        m_reader->cancel(id);
        say("card lay resident");
        m_reader->read(10s);
        QCOMPARE(answer(), QStringLiteral("a card"));
        QCOMPARE(m_answers.size(), 2);
    }

    void cancellingInMidRead_endsTheReadSoon()
    {
        plug();
        say("reader delay 3000");
        say("card lay resident");
        const auto id = m_reader->read(60s);
        say("await reader find 1");
        QElapsedTimer time;
        time.start();
        m_reader->cancel(id);
        QVERIFY(answer().startsWith(QStringLiteral("Cancelled")));
        QVERIFY(time.elapsed() < 2500);
    }

    void aSecondRead_isBusy()
    {
        plug();
        const auto first = m_reader->read(60s);
        m_reader->read(60s);
        QVERIFY(answer().startsWith(QStringLiteral("DeviceBusy")));
        m_reader->cancel(first);
        QVERIFY(answer().startsWith(QStringLiteral("Cancelled")));
    }

    void unpluggedInMidRead_isToldAndComesBack()
    {
        plug();
        say("reader diein 600");
        say("card lay resident");
        m_reader->read(10s);
        QVERIFY2(answer().startsWith(QStringLiteral("DeviceAbsent")), qPrintable(reason(m_answers.last())));
        becomes(DeviceState::Absent);
        say("reader clear");
        plug();
        m_reader->read(10s);
        QCOMPARE(answer(), QStringLiteral("a card"));
    }

    void tenRoundsOfPlugging_loseNothing()
    {
        for (int round = 0; round < 10; ++round) {
            plug();
            say("card lay resident");
            m_reader->read(10s);
            QCOMPARE(answer(), QStringLiteral("a card"));
            say("card lift");
            say("unplug reader");
            becomes(DeviceState::Absent);
        }
    }

    void anAnswerLostForGood_asksForTheCardAgain()
    {
        plug();
        say("reader pace 1 1 400");
        say("card lay resident");
        const long reads = m_world.readerCount("read");
        m_reader->read(10s);
        say("await reader read " + std::to_string(reads + 1));
        say("reader badsum once"); // the module has read the card, and will not find it again
        QVERIFY2(answer().startsWith(QStringLiteral("CardMoved")), qPrintable(reason(m_answers.last())));
        say("card lift");
        say("card lay resident");
        m_reader->read(10s);
        QCOMPARE(answer(), QStringLiteral("a card"));
    }

    void heldByAnotherForAWhile_isOpenedWhenItIsFree()
    {
        say("reader claim busy");
        say("plug reader");
        say("after 700 reader claim free");
        becomes(DeviceState::Ready);
    }

    void aBrokenReader_saysSoAndIsProbedForTheNextRead()
    {
        say("reader status 60 always status");
        say("plug reader");
        becomes(DeviceState::Broken);
        m_reader->read(10s);
        QVERIFY2(answer().startsWith(QStringLiteral("DeviceBroken")), qPrintable(reason(m_answers.last())));
        say("reader clear");
        say("card lay resident");
        m_reader->read(10s);
        QCOMPARE(answer(), QStringLiteral("a card"));
        becomes(DeviceState::Ready);
    }

    void aReaderThatNeverAnswers_isBroken()
    {
        say("reader silent always");
        say("plug reader");
        becomes(DeviceState::Broken);
        m_reader->read(1s);
        QCOMPARE(answer(), QStringLiteral("DeviceGarbled: the reader does not answer")); // and not that no card came
        say("unplug reader");
        becomes(DeviceState::Absent);
    }

    void aReaderThatFallsSilent_isOpenedAfresh()
    {
        plug();
        say("reader silent 5"); // find, again and again; then the probe is answered
        m_reader->read(60s);
        QVERIFY2(answer().startsWith(QStringLiteral("DeviceGarbled")), qPrintable(reason(m_answers.last())));
        say("reader clear");
        say("card lay resident");
        m_reader->read(10s);
        QCOMPARE(answer(), QStringLiteral("a card"));
        becomes(DeviceState::Ready);
    }

    void withdrawnBeforeItBegan_isCancelledToo()
    {
        say("reader silent always");
        say("plug reader"); // the worker is busy probing
        const auto id = m_reader->read(60s);
        m_reader->cancel(id);
        QVERIFY2(answer().startsWith(QStringLiteral("Cancelled")), qPrintable(reason(m_answers.last())));
        QCOMPARE(m_ids.last(), id);
    }

    void goingAwayInMidRead_isClean()
    {
        plug();
        say("reader delay 3000");
        say("card lay resident");
        m_reader->read(60s);
        say("await reader find 1");
        m_reader.reset(); // joins its thread; nothing may be in flight
        QVERIFY(m_answers.isEmpty());
    }

private:
    static void pipeLayouts()
    {
        QTest::addColumn<QString>("layout");
        QTest::newRow("header and body on two pairs") << QStringLiteral("split");
        QTest::newRow("whole frames on one pair") << QStringLiteral("single");
        QTest::newRow("two pairs, whole frames on the last") << QStringLiteral("lastpair");
    }

    void say(const std::string &line) { QVERIFY2(m_world.say(line), m_world.reply().c_str()); }

    void becomes(DeviceState state) { QTRY_COMPARE_WITH_TIMEOUT(m_reader->state(), state, kPatienceMs); }

    void plug(const QString &layout = QStringLiteral("split"))
    {
        say("plug reader " + layout.toStdString());
        becomes(DeviceState::Ready);
    }

    QString answer()
    {
        const auto before = m_taken;
        (void)QTest::qWaitFor([&] { return m_answers.size() > before; }, kPatienceMs);
        if (m_answers.size() <= before)
            return QStringLiteral("no answer");
        m_taken = m_answers.size();
        return reason(m_answers.last());
    }

    SystemClock m_clock;
    SilentEventLog m_log;
    world::WorldControl m_world;
    std::unique_ptr<UsbHost> m_usb;
    std::unique_ptr<IdCardReader> m_reader;
    QList<IdCardAnswer> m_answers;
    QList<CardRequestId> m_ids;
    qsizetype m_taken = 0;
};

QTEST_GUILESS_MAIN(SdtCardReaderTest)
#include "tst_sdt_card_reader.moc"
