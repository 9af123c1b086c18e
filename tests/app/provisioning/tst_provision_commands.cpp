// SPDX-License-Identifier: Apache-2.0
// yizhan-provision, as an office uses it.
#include "commands/provision_commands.h"

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <poll.h>
#include <provisioning/bundle.h>
#include <provisioning/durable.h>
#include <pty.h>
#include <staff/roster.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

using namespace yz;
using namespace yz::provisioning;
using namespace Qt::StringLiterals;

namespace {

/** The program at a terminal of its own, and somebody who reads and types there. */
class AtATerminal
{
public:
    explicit AtATerminal(const QStringList &words)
    {
        std::vector<QByteArray> texts{YIZHAN_BUILD_DIR "/yizhan-provision"};
        for (const QString &word : words)
            texts.push_back(word.toUtf8());
        std::vector<char *> arguments;
        for (QByteArray &text : texts)
            arguments.push_back(text.data());
        arguments.push_back(nullptr);
        if (::openpty(&m_person, &m_terminal, nullptr, nullptr, nullptr) != 0)
            qFatal("no pseudo-terminal");
        m_child = ::fork();
        if (m_child == 0) {
            ::setsid();
            ::ioctl(m_terminal, TIOCSCTTY, 0); // so that its keys send signals
            for (int file : {0, 1, 2})
                ::dup2(m_terminal, file);
            ::close(m_person);
            ::execv(arguments[0], arguments.data());
            ::_exit(127);
        }
    }
    ~AtATerminal()
    {
        ::close(m_person);
        ::close(m_terminal);
    }
    AtATerminal(const AtATerminal &) = delete;
    AtATerminal &operator=(const AtATerminal &) = delete;

    bool reads(QByteArrayView words)
    {
        pollfd ready{m_person, POLLIN, 0};
        char piece[256];
        while (!m_seen.contains(words) && ::poll(&ready, 1, 30'000) == 1) {
            const auto got = ::read(m_person, piece, sizeof piece);
            if (got <= 0)
                break;
            m_seen.append(piece, got);
        }
        return m_seen.contains(words);
    }
    void types(QByteArrayView keys)
    {
        [[maybe_unused]] const auto typed = ::write(m_person, keys.data(), static_cast<std::size_t>(keys.size()));
    }
    bool isShown() const
    {
        termios how{};
        return ::tcgetattr(m_terminal, &how) == 0 && (how.c_lflag & ECHO) != 0;
    }
    /** As waitpid() says it. */
    int ended()
    {
        int status = -1;
        ::waitpid(m_child, &status, 0);
        return status;
    }
    const QByteArray &seen() const { return m_seen; }

private:
    int m_person = -1;
    int m_terminal = -1;
    pid_t m_child = -1;
    QByteArray m_seen;
};

} // namespace

class ProvisionCommandsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void helpIsThere_andAnUnknownWordLeadsToIt();
    void aKeyIsMadeOnce_andNeverWrittenOver();
    void aBundle_isCreatedInspectedAndVerified();
    void whatATerminalWouldRefuse_isSaidHere();
    void aListOfStaff_isAddedTo_andBadPinsAreNot();
    void aPinTypedAtATerminal_isAskedForTwice_andNeverShown();
    void aPinMistypedTheSecondTime_isNobodys();
    void whoeverInterrupts_seesWhatHeTypesAgain();
    void aPinFromAPipe_isReadOnce();
    void aFileThatIsMissing_isNamed();

private:
    QStringList adding() const
    {
        return {u"staff"_s,  at(u"staff.json"_s), u"--number"_s, u"1001"_s,
                u"--name"_s, u"王敏"_s,           u"--role"_s,   u"attendant"_s};
    }
    CommandOutcome run(const QStringList &words, const QByteArray &secret = {})
    {
        return provisionCommand(words, secret);
    }
    QString at(const QString &name) const { return m_folder->filePath(name); }
    QStringList creating(const QString &into) const
    {
        return {u"create"_s,           u"--into"_s, at(into),           u"--title"_s, u"改地点"_s, u"--region"_s,
                u"230102"_s,           u"--key"_s,  at(u"fleet.key"_s), u"--kid"_s,   u"fleet"_s,  u"--configuration"_s,
                at(u"terminal.json"_s)};
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void ProvisionCommandsTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    const auto made = run({u"keygen"_s, at(u"fleet.key"_s), u"--kid"_s, u"fleet"_s, u"--issuer"_s, u"某厅"_s,
                           u"--may"_s, u"configuration,staff"_s});
    QCOMPARE(made.status, 0);
    QVERIFY(writeWhole(at(u"trust.json"_s), made.said));
    QVERIFY(writeWhole(at(u"terminal.json"_s), R"({"place":"甲"})"));
}

void ProvisionCommandsTest::helpIsThere_andAnUnknownWordLeadsToIt()
{
    QCOMPARE(run({u"--help"_s}).status, 0);
    QVERIFY(run({u"--help"_s}).said.contains("create"));
    QCOMPARE(run({}).status, 2);
    QCOMPARE(run({u"destroy"_s}).status, 2);
    QVERIFY(run({u"destroy"_s}).complained.contains("--help"));
    QCOMPARE(run({u"create"_s}).status, 2);
}

void ProvisionCommandsTest::aKeyIsMadeOnce_andNeverWrittenOver()
{
    const auto mode = QFile::permissions(at(u"fleet.key"_s));
    QVERIFY(!(mode & (QFile::ReadGroup | QFile::ReadOther)));
    const auto again = run(
        {u"keygen"_s, at(u"fleet.key"_s), u"--kid"_s, u"fleet"_s, u"--issuer"_s, u"某厅"_s, u"--may"_s, u"staff"_s});
    QCOMPARE(again.status, 1);
    QCOMPARE(run({u"keygen"_s, at(u"x"_s), u"--kid"_s, u"x"_s, u"--issuer"_s, u"y"_s, u"--may"_s, u"root"_s}).status,
             2);
}

void ProvisionCommandsTest::aBundle_isCreatedInspectedAndVerified()
{
    const auto made = run(creating(u"a.yzb"_s) + QStringList{u"--terminal"_s, u"YZ-1"_s, u"--epoch"_s, u"7"_s});
    QVERIFY2(made.status == 0, made.complained.constData());
    const auto seen = run({u"inspect"_s, at(u"a.yzb"_s)});
    QVERIFY(seen.said.contains("configuration 7") && seen.said.contains("YZ-1"));
    const auto held = run({u"verify"_s, at(u"a.yzb"_s), u"--trust"_s, at(u"trust.json"_s), u"--region"_s, u"230102"_s,
                           u"--terminal"_s, u"YZ-1"_s});
    QVERIFY2(held.status == 0, held.complained.constData());
    QVERIFY(held.said.contains("某厅"));
}

void ProvisionCommandsTest::whatATerminalWouldRefuse_isSaidHere()
{
    QCOMPARE(run(creating(u"a.yzb"_s) + QStringList{u"--terminal"_s, u"YZ-1"_s}).status, 0);
    const auto foreign = run({u"verify"_s, at(u"a.yzb"_s), u"--trust"_s, at(u"trust.json"_s), u"--region"_s,
                              u"230102"_s, u"--terminal"_s, u"YZ-2"_s});
    QCOMPARE(foreign.status, 1);
    QVERIFY(foreign.complained.contains("another terminal"));
    QVERIFY(writeWhole(at(u"trust2.json"_s), run({u"keygen"_s, at(u"other.key"_s), u"--kid"_s, u"other"_s,
                                                  u"--issuer"_s, u"别人"_s, u"--may"_s, u"staff"_s})
                                                 .said));
    const auto unknown = run({u"verify"_s, at(u"a.yzb"_s), u"--trust"_s, at(u"trust2.json"_s)});
    QVERIFY(unknown.complained.contains("nobody whom"));
}

void ProvisionCommandsTest::aListOfStaff_isAddedTo_andBadPinsAreNot()
{
    const auto add = [&](const QString &number, const QByteArray &pin) {
        return run({u"staff"_s, at(u"staff.json"_s), u"--number"_s, number, u"--name"_s, u"王敏"_s, u"--role"_s,
                    u"attendant"_s},
                   pin);
    };
    QCOMPARE(add(u"1001"_s, "123456\n").status, 1);
    QVERIFY(!QFile::exists(at(u"staff.json"_s)));
    QCOMPARE(add(u"1001"_s, "271828\n").status, 0);
    QCOMPARE(add(u"1002"_s, "314159\n").status, 0);
    QCOMPARE(add(u"1001"_s, "161803\n").status, 0); // a new PIN, not a new person
    QCOMPARE(add(u"1"_s, "271828\n").status, 1);
    const auto roster = staff::readRoster(at(u"staff.json"_s));
    QVERIFY(roster && roster->members.size() == 2);
}

void ProvisionCommandsTest::aPinTypedAtATerminal_isAskedForTwice_andNeverShown()
{
    AtATerminal terminal(adding());
    QVERIFY(terminal.reads("PIN: "));
    QVERIFY(!terminal.isShown());
    terminal.types("271828\n");
    QVERIFY(terminal.reads("PIN again: "));
    QVERIFY(!terminal.isShown());
    terminal.types("271828\n");
    QVERIFY(terminal.reads("may enter"));
    QCOMPARE(terminal.ended(), 0);
    QVERIFY(!terminal.seen().contains("271828"));
    QVERIFY(terminal.isShown());
    QVERIFY(staff::readRoster(at(u"staff.json"_s)));
}

void ProvisionCommandsTest::aPinMistypedTheSecondTime_isNobodys()
{
    AtATerminal terminal(adding());
    QVERIFY(terminal.reads("PIN: "));
    terminal.types("271828\n");
    QVERIFY(terminal.reads("PIN again: "));
    terminal.types("271829\n");
    QVERIFY(terminal.reads("not the same"));
    const int status = terminal.ended();
    QVERIFY(WIFEXITED(status) && WEXITSTATUS(status) == 1);
    QVERIFY(!terminal.seen().contains("27182"));
    QVERIFY(terminal.isShown());
    QVERIFY(!QFile::exists(at(u"staff.json"_s)));
}

void ProvisionCommandsTest::whoeverInterrupts_seesWhatHeTypesAgain()
{
    AtATerminal terminal(adding());
    QVERIFY(terminal.reads("PIN: "));
    QVERIFY(!terminal.isShown());
    terminal.types("2718\x03");
    const int status = terminal.ended();
    QVERIFY(WIFSIGNALED(status) && WTERMSIG(status) == SIGINT);
    QVERIFY(terminal.isShown());
    QVERIFY(!QFile::exists(at(u"staff.json"_s)));
}

void ProvisionCommandsTest::aPinFromAPipe_isReadOnce()
{
    QProcess program;
    program.start(QStringLiteral(YIZHAN_BUILD_DIR "/yizhan-provision"), adding());
    program.write("271828\n");
    program.closeWriteChannel();
    QVERIFY(program.waitForFinished());
    QCOMPARE(program.exitCode(), 0);
    QVERIFY(!program.readAllStandardError().contains("PIN"));
    QVERIFY(staff::readRoster(at(u"staff.json"_s)));
}

void ProvisionCommandsTest::aFileThatIsMissing_isNamed()
{
    QVERIFY(QFile::remove(at(u"terminal.json"_s)));
    const auto made = run(creating(u"a.yzb"_s));
    QCOMPARE(made.status, 1);
    QVERIFY(made.complained.contains("terminal.json"));
    QVERIFY(!QFile::exists(at(u"a.yzb"_s)));
}

QTEST_GUILESS_MAIN(ProvisionCommandsTest)
#include "tst_provision_commands.moc"
