// SPDX-License-Identifier: Apache-2.0
#include "call_measure.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

/** The call process runs as the kiosk's user, and yet what the kiosk has is out of its reach. */
class TestCallConfinement : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        if (landlockVersion() < 1)
            QSKIP("this kernel has no Landlock: the call process is not confined");
        QFile store(m_folder.filePath(QStringLiteral("secure.db")));
        QVERIFY(m_folder.isValid() && store.open(QIODevice::WriteOnly) && store.write("x") == 1);
    }

    void whatACallNeeds_isAllowedAndNothingElse_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("object");
        QTest::addColumn<QString>("went");
        const auto row = [](const char *name, const char *what, const QString &object, const char *went) {
            QTest::newRow(name) << QString::fromLatin1(what) << object << QString::fromLatin1(went);
        };
        const auto store = m_folder.filePath(QStringLiteral("secure.db"));
        const auto self = QString::number(::getpid());
        row("the store is read", "read", store, "no");
        row("the store is written", "write", store, "no");
        row("the store's folder is listed", "list", m_folder.path(), "no");
        row("a file is left behind", "make", m_folder.filePath(QStringLiteral("left")), "no");
        row("a file is left in memory", "make", QStringLiteral("/dev/shm/yizhan-left"), "no");
        row("the kiosk's memory is read", "memory", self, "no");
        row("keys of units are listed", "list", QStringLiteral("/run"), "no");
        row("the terminal's certificates are listed", "list", QStringLiteral("/etc"), "no");
        row("devices on the bus are listed", "list", QStringLiteral("/dev"), "no");
        if (landlockVersion() >= 6)
            row("the kiosk is ended", "signal", self, "no");
        row("a program's file is read", "read", QStringLiteral("/usr/bin/env"), "yes");
        row("nothing is written to", "write", QStringLiteral("/dev/null"), "yes");
    }
    void whatACallNeeds_isAllowedAndNothingElse()
    {
        QFETCH(QString, what);
        QFETCH(QString, object);
        QFETCH(QString, went);
        // Without confinement each of these goes: this process is the same user.
        QProcess program;
        // A sanitizer would want to read its own files at the end.
        program.start(QStringLiteral("/usr/bin/env"),
                      {QStringLiteral("-u"), QStringLiteral("LSAN_OPTIONS"),
                       QStringLiteral("ASAN_OPTIONS=detect_leaks=0"),
                       QStringLiteral(YIZHAN_BUILD_DIR "/tests/drivers/call/yizhan-call-confined"), what, object});
        QVERIFY(program.waitForFinished());
        QCOMPARE(program.exitCode(), 0);
        const auto said = QString::fromUtf8(program.readAllStandardOutput()).split(QLatin1Char('\n'));
        QVERIFY2(said.contains(what + QLatin1Char(' ') + went), qPrintable(said.join(QLatin1Char('|'))));
        QVERIFY(said.contains(QLatin1String("core no")));
#if !defined(__SANITIZE_THREAD__)
        QVERIFY(said.contains(QLatin1String("threads 1"))); // else the others would stay free
#endif
    }

private:
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestCallConfinement)
#include "tst_call_confinement.moc"
