// SPDX-License-Identifier: Apache-2.0
// How long wrong PINs keep everybody out, whatever happens to the program, the machine and the clock.
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <fakes/manual_clock.h>
#include <staff/pin_lock.h>

using namespace yz;
using namespace yz::staff;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

bool tries(PinLock &lock, int times)
{
    for (int i = 0; i < times; ++i)
        if (!lock.countTry())
            return false;
    return true;
}

} // namespace

class PinLockTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void waiting_doublesFromTheFifthWrongPin();
    void pullingThePlug_winsNothing();
    void settingTheClock_winsNothing();
    void anotherRunOfTheMachine_waitsAnew();
    void aLockFileThatWasMeddledWith_countsAsFiveFailures();
    void theRightPin_forgetsTheFailures();
};

void PinLockTest::waiting_doublesFromTheFifthWrongPin()
{
    QCOMPARE(waitAfter(0), 0ms);
    QCOMPARE(waitAfter(4), 0ms);
    QCOMPARE(waitAfter(5), Milliseconds(30s));
    QCOMPARE(waitAfter(6), Milliseconds(60s));
    QCOMPARE(waitAfter(7), Milliseconds(120s));
    QCOMPARE(waitAfter(12), Milliseconds(1h));
    QCOMPARE(waitAfter(1'000'000), Milliseconds(1h));
}

void PinLockTest::pullingThePlug_winsNothing()
{
    const QTemporaryDir folder;
    ManualClock clock;
    const QString file = folder.filePath(u"lock"_s);
    {
        PinLock lock(file, "boot-1", clock);
        QVERIFY(tries(lock, 6));
        QCOMPARE(lock.remaining(), Milliseconds(60s));
        clock.advance(20s);
    }
    const PinLock again(file, "boot-1", clock); // the program, not the machine: the time waited counts
    QCOMPARE(again.failures(), 6);
    QCOMPARE(again.remaining(), Milliseconds(40s));
}

void PinLockTest::settingTheClock_winsNothing()
{
    const QTemporaryDir folder;
    ManualClock clock;
    PinLock lock(folder.filePath(u"lock"_s), "boot-1", clock);
    QVERIFY(tries(lock, 5));
    clock.setWall(clock.wall() + std::chrono::days(365));
    QCOMPARE(lock.remaining(), Milliseconds(30s));
    const PinLock again(folder.filePath(u"lock"_s), "boot-1", clock);
    QCOMPARE(again.remaining(), Milliseconds(30s));
}

void PinLockTest::anotherRunOfTheMachine_waitsAnew()
{
    const QTemporaryDir folder;
    ManualClock clock;
    const QString file = folder.filePath(u"lock"_s);
    {
        PinLock lock(file, "boot-1", clock);
        QVERIFY(tries(lock, 5));
    }
    clock.advance(10h); // an uptime that says nothing about the other run's
    const PinLock again(file, "boot-2", clock);
    QCOMPARE(again.failures(), 5);
    QCOMPARE(again.remaining(), Milliseconds(30s));
    ManualClock young; // less uptime than was noted: a moment of the future is no head start
    const PinLock sameName(file, "boot-1", young);
    QCOMPARE(sameName.remaining(), Milliseconds(30s));
}

void PinLockTest::aLockFileThatWasMeddledWith_countsAsFiveFailures()
{
    const QTemporaryDir folder;
    ManualClock clock;
    for (const char *content :
         {"", "{}", "rubbish", R"({"failures":-3,"since":0})", R"({"failures":"0","since":0})",
          R"({"boot":"boot-1","failures":5,"since":1e300})", R"({"boot":"boot-1","failures":5,"since":9e15})",
          R"({"boot":"boot-1","failures":5,"since":-9e15})", R"({"boot":"boot-1","failures":5,"since":-60000})"}) {
        QFile file(folder.filePath(u"lock"_s));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(content);
        file.close();
        const PinLock lock(file.fileName(), "boot-1", clock);
        QCOMPARE(lock.remaining(), Milliseconds(30s));
    }
}

void PinLockTest::theRightPin_forgetsTheFailures()
{
    const QTemporaryDir folder;
    ManualClock clock;
    PinLock lock(folder.filePath(u"lock"_s), "boot-1", clock);
    QVERIFY(tries(lock, 7));
    QVERIFY(lock.forget());
    QCOMPARE(lock.remaining(), 0ms);
    QCOMPARE(PinLock(folder.filePath(u"lock"_s), "boot-1", clock).failures(), 0);
}

QTEST_GUILESS_MAIN(PinLockTest)
#include "tst_pin_lock.moc"
