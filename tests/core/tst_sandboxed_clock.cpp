// SPDX-License-Identifier: Apache-2.0
// What the clock says inside of a unit's sandbox (ProtectClock=yes, ProcSubset=pid).
#include <core/clock.h>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <functional>

using namespace yz;

namespace {

/** From now on, and in this process only, nobody is told how the clock stands. */
bool forbidQuestionsAboutTheClock()
{
    constexpr auto kRefuse = SECCOMP_RET_ERRNO | (EPERM & SECCOMP_RET_DATA);
    sock_filter program[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_adjtimex, 1, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clock_adjtime, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, kRefuse),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    const sock_fprog filter{std::size(program), program};
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
}

enum class Said { No, Yes, NotConfined };

/** In a process of its own: a filter stays for as long as its process lives. */
Said sandboxed(const std::function<bool()> &question)
{
    const pid_t child = fork();
    if (child == 0) {
        const Said said = !forbidQuestionsAboutTheClock() ? Said::NotConfined : question() ? Said::Yes : Said::No;
        _exit(static_cast<int>(said));
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? Said(WEXITSTATUS(status)) : Said::NotConfined;
}

} // namespace

class TestSandboxedClock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aKernelThatMustNotAnswer_isNoReasonToTrustTheClock()
    {
        const SystemClock clock("/nonexistent/synchronized");
        QCOMPARE(sandboxed([&] { return clock.wallIsTrusted(); }), Said::No);
    }

    void theTimeServicesOwnFile_isBelievedInstead()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("synchronized")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const SystemClock clock(QFile::encodeName(file.fileName()).toStdString());
        QCOMPARE(sandboxed([&] { return clock.wallIsTrusted(); }), Said::Yes);
    }
};

QTEST_GUILESS_MAIN(TestSandboxedClock)
#include "tst_sandboxed_clock.moc"
