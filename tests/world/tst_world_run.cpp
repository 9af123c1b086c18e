// SPDX-License-Identifier: Apache-2.0
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

/** The world as a program: what it hands on, and how it refuses. */
class TestWorldRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void exitStatus_isTheProgramsOwn_data();
    void exitStatus_isTheProgramsOwn();
    void program_findsTheSocketAndAShortFolder();
    void script_runsFirst_errorsAreNamed();
    void quit_endsTheProgram();
    void inheritedSocket_speaksTheSameLanguage();

private:
    struct Ended
    {
        int status;
        QString output;
        QString complaints;
    };
    static Ended run(const QStringList &arguments,
                     const QProcessEnvironment &environment = QProcessEnvironment::systemEnvironment())
    {
        QProcess world;
        world.setProcessEnvironment(environment);
        world.start(QStringLiteral(YIZHAN_BUILD_DIR "/yizhan-world"), arguments);
        if (!world.waitForFinished(20'000))
            return {-1, {}, QStringLiteral("did not end")};
        return {world.exitCode(), QString::fromUtf8(world.readAllStandardOutput()),
                QString::fromUtf8(world.readAllStandardError())};
    }
    static QStringList shell(const QString &script, QStringList options = {})
    {
        return options << QStringLiteral("--") << QStringLiteral("sh") << QStringLiteral("-c") << script;
    }
};

void TestWorldRun::exitStatus_isTheProgramsOwn_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("status");
    QTest::newRow("good") << shell(QStringLiteral("exit 0")) << 0;
    QTest::newRow("bad") << shell(QStringLiteral("exit 7")) << 7;
    QTest::newRow("killed") << shell(QStringLiteral("kill -9 $$")) << 137;
    QTest::newRow("not there") << QStringList{QStringLiteral("--"), QStringLiteral("./no-such-program")} << 127;
    QTest::newRow("no command") << QStringList{} << 2;
    QTest::newRow("an unknown option") << QStringList{QStringLiteral("--dance")} << 2;
    QTest::newRow("help") << QStringList{QStringLiteral("--help")} << 0;
}

void TestWorldRun::exitStatus_isTheProgramsOwn()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, status);
    const Ended ended = run(arguments);
    QVERIFY2(ended.status == status, qPrintable(ended.complaints));
}

void TestWorldRun::program_findsTheSocketAndAShortFolder()
{
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("TMPDIR"), QString(90, u'x').prepend(QStringLiteral("/tmp/")));
    const Ended ended = run(shell(QStringLiteral("test -S $YIZHAN_WORLD && echo $TMPDIR")), environment);
    QCOMPARE(ended.status, 0);
    QCOMPARE(ended.output.trimmed(), QStringLiteral("/tmp"));
}

void TestWorldRun::script_runsFirst_errorsAreNamed()
{
    const QTemporaryDir folder(QStringLiteral("/tmp/ywr-XXXXXX"));
    QFile script(folder.filePath(QStringLiteral("s.world")));
    QVERIFY(script.open(QIODevice::WriteOnly));
    script.write("# two devices\nplug reader\nplug printer\n");
    script.flush();
    const QStringList option{QStringLiteral("--script"), script.fileName()};
    const Ended good = run(shell(QStringLiteral("ls /sys/bus/usb/devices"), option));
    QCOMPARE(good.output.split(u'\n', Qt::SkipEmptyParts), (QStringList{QStringLiteral("1-1"), QStringLiteral("1-2")}));
    script.write("plug toaster\n");
    script.flush();
    const Ended bad = run(shell(QStringLiteral("echo started"), option));
    QCOMPARE(bad.status, 2);
    QVERIFY2(bad.complaints.contains(QStringLiteral("s.world:4: error no such device: toaster")),
             qPrintable(bad.complaints));
    QVERIFY(bad.output.isEmpty());
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("TMPDIR"), folder.path());
    QVERIFY(folder.path().size() <= 24); // so that the world accepts it; it must leave nothing there
    QCOMPARE(run(shell(QStringLiteral("echo started"), option), environment).status, 2);
    QCOMPARE(QDir(folder.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot),
             QStringList{QStringLiteral("s.world")});
}

void TestWorldRun::quit_endsTheProgram()
{
    const QTemporaryDir folder;
    QFile script(folder.filePath(QStringLiteral("s.world")));
    QVERIFY(script.open(QIODevice::WriteOnly));
    script.write("after 50 quit\n");
    script.flush();
    QCOMPARE(run(shell(QStringLiteral("exec sleep 60"), {QStringLiteral("--script"), script.fileName()})).status, 143);
}

void TestWorldRun::inheritedSocket_speaksTheSameLanguage()
{
    const QString python = QStringLiteral("import os,socket,subprocess,sys\n"
                                          "ours,theirs=socket.socketpair()\n"
                                          "world=subprocess.Popen([sys.argv[1],'--control-fd',str(theirs.fileno()),"
                                          "'--','sh','-c','exec sleep 60'],pass_fds=[theirs.fileno()])\n"
                                          "lines=ours.makefile('rw')\n"
                                          "for word in ('ping','plug reader','dance','wait exit\\nquit'):\n"
                                          "    lines.write(word+'\\n'); lines.flush()\n"
                                          "    if word[0]!='w': print(lines.readline().strip())\n"
                                          "    else: ours.shutdown(socket.SHUT_WR)\n"
                                          "world.terminate(); print(world.wait())\n");
    QProcess process;
    process.start(QStringLiteral("python3"),
                  {QStringLiteral("-c"), python, QStringLiteral(YIZHAN_BUILD_DIR "/yizhan-world")});
    QVERIFY(process.waitForFinished(20'000));
    QCOMPARE(QString::fromUtf8(process.readAllStandardOutput()),
             QStringLiteral("ok\nok\nerror unknown command dance\n143\n"));
}

QTEST_GUILESS_MAIN(TestWorldRun)
#include "tst_world_run.moc"
