// SPDX-License-Identifier: Apache-2.0
// The event log that staff can read again, and the hash of what they remember.
#include <core/kept_event_log.h>
#include <core/passphrase.h>

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <fakes/manual_clock.h>
#include <fcntl.h>
#include <unistd.h>

using namespace yz;

class KeptEventLogTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC); }
    void cleanup() { ::close(m_nowhere); }
    void whatWasWrittenBeforeTheFolderWasKnown_isKept();
    void whatWasWrittenBeforeARestart_isReadAgain();
    void twoFiles_takeTurnsAndStaySmall();
    void aFolderThatCannotBe_isAnErrorAndTheLogGoesOn();
    void aLine_isTakenApart();
    void whatIsNoLine_isRefused();
    void aTimeThatCannotBe_isNoEvents();
    void aLineTornByAPowerCut_takesNoOtherWithIt();
    void aPassphrase_matchesItsHashAndNoOther();

private:
    int m_nowhere = -1;
    ManualClock m_clock;
};

void KeptEventLogTest::whatWasWrittenBeforeTheFolderWasKnown_isKept()
{
    const QTemporaryDir folder;
    KeptEventLog log(m_nowhere, m_clock);
    log.write(EventId::StoreOpened, {{"pending", std::int64_t{3}}});
    QCOMPARE(log.lines(10).size(), 1U);
    QVERIFY(log.keepIn(folder.filePath(QStringLiteral("events"))));
    log.write(EventId::TerminalStarted);
    const auto lines = log.lines(10);
    QCOMPARE(lines.size(), 2U);
    QVERIFY(lines[0].contains("store.opened") && lines[1].contains("terminal.started"));
    QCOMPARE(log.lines(1).size(), 1U);
    QVERIFY(log.lines(1)[0].contains("terminal.started"));
}

void KeptEventLogTest::whatWasWrittenBeforeARestart_isReadAgain()
{
    const QTemporaryDir folder;
    {
        KeptEventLog log(m_nowhere, m_clock);
        QVERIFY(log.keepIn(folder.path()));
        log.write(EventId::TerminalStarted);
    }
    KeptEventLog log(m_nowhere, m_clock);
    QVERIFY(log.keepIn(folder.path()));
    log.write(EventId::TerminalStopped);
    QCOMPARE(log.lines(10).size(), 2U);
    const auto mode = QFile::permissions(folder.filePath(QStringLiteral("events.log")));
    QVERIFY(!(mode & (QFile::ReadGroup | QFile::ReadOther)));
}

void KeptEventLogTest::twoFiles_takeTurnsAndStaySmall()
{
    const QTemporaryDir folder;
    KeptEventLog log(m_nowhere, m_clock);
    QVERIFY(log.keepIn(folder.path()));
    for (int i = 0; i < 40'000; ++i) // some 3 MiB
        log.write(EventId::CourierRetry, {{"wait_ms", std::int64_t{i}}});
    QVERIFY(QFileInfo(folder.filePath(QStringLiteral("events.log"))).size() <= 1024 * 1024 + 4096);
    QVERIFY(QFileInfo(folder.filePath(QStringLiteral("events.1.log"))).size() <= 1024 * 1024 + 4096);
    const auto lines = log.lines(1'000'000);
    QVERIFY(lines.size() > 10'000);
    QVERIFY(lines.back().contains("39999")); // the newest is last, and none in between is missing
    QCOMPARE(readEventLine(lines[lines.size() - 2])->rest, QByteArray("\"wait_ms\":39998"));
}

void KeptEventLogTest::aFolderThatCannotBe_isAnErrorAndTheLogGoesOn()
{
    KeptEventLog log(m_nowhere, m_clock);
    QVERIFY(!log.keepIn(QStringLiteral("/proc/nowhere/events")));
    log.write(EventId::TerminalStarted);
    QCOMPARE(log.lines(10).size(), 1U);
}

void KeptEventLogTest::aLine_isTakenApart()
{
    KeptEventLog log(m_nowhere, m_clock);
    log.write(EventId::CourierPaused, {{"error", Error{Fault::HubDenied, "said \"no\""}}});
    const auto event = readEventLine(log.lines(1)[0]);
    QVERIFY(event);
    QCOMPARE(event->id, QByteArray("courier.paused"));
    QCOMPARE(event->severity, Severity::Alarm);
    QCOMPARE(event->at, m_clock.wall());
    QVERIFY(event->rest.contains("HubDenied"));
}

void KeptEventLogTest::whatIsNoLine_isRefused()
{
    for (const char *line :
         {"", "{}", "[]", "hello", "{\"ms\":\"1\",\"event\":\"a\",\"severity\":\"info\"}", "{\"ms\":1"})
        QVERIFY2(!readEventLine(line), line);
    QVERIFY(!readEventLine(QByteArray(10'000, ' ')));
}

void KeptEventLogTest::aTimeThatCannotBe_isNoEvents()
{
    for (const char *time : {"1e300", "-1e300", "-1", "9223372036854775807", "253402300800000"}) {
        const QByteArray line = QByteArray("{\"ms\":") + time + ",\"event\":\"a\",\"severity\":\"info\"}";
        QVERIFY2(!readEventLine(line), time);
    }
}

void KeptEventLogTest::aLineTornByAPowerCut_takesNoOtherWithIt()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("events.log")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"ms\":1795397400000,\"eve");
    file.close();
    KeptEventLog log(m_nowhere, m_clock);
    QVERIFY(log.keepIn(folder.path()));
    log.write(EventId::TerminalStarted);
    const auto lines = log.lines(10);
    QCOMPARE(lines.size(), 2U);
    QVERIFY(!readEventLine(lines[0]));
    QVERIFY(readEventLine(lines[1]));
}

void KeptEventLogTest::aPassphrase_matchesItsHashAndNoOther()
{
    const auto hash = passphraseHash("271828");
    QVERIFY(hash && hash->starts_with("$argon2id$") && hash->find("271828") == std::string::npos);
    QVERIFY(*passphraseHash("271828") != *hash); // salted
    QVERIFY(passphraseMatches(*hash, "271828"));
    QVERIFY(!passphraseMatches(*hash, "271829"));
    QVERIFY(!passphraseMatches(*hash, ""));
    for (const char *none : {"", "271828", "$argon2id$", "$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$abc"})
        QVERIFY2(!isPassphraseHash(none) && !passphraseMatches(none, "271828"), none);
}

QTEST_GUILESS_MAIN(KeptEventLogTest)
#include "tst_kept_event_log.moc"
