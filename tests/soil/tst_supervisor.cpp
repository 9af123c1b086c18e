// SPDX-License-Identifier: Apache-2.0
// What the service manager hears, on a real socket.
#include <QTemporaryDir>
#include <QTest>

#include <fakes/manual_clock.h>
#include <soil/supervisor.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstring>

using namespace yz;
using namespace yz::soil;
using namespace std::chrono_literals;

namespace {

/** The service manager's end. */
struct Listener
{
    explicit Listener(const QByteArray &path)
    {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::strncpy(address.sun_path, path.constData(), sizeof address.sun_path - 1);
        descriptor = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        if (::bind(descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
            qFatal("bind");
    }
    ~Listener() { ::close(descriptor); }
    QByteArray heard() const
    {
        std::array<char, 100> bytes{};
        const auto size = ::recv(descriptor, bytes.data(), bytes.size(), 0);
        return size < 0 ? QByteArray() : QByteArray(bytes.data(), size);
    }
    int descriptor;
};

} // namespace

class SupervisorTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsToldIsHeard();
    void withoutASocket_nothingHappens();
    void theWatchdogIsOurs_whateverProcessItNames();
    void theEnvironmentIsNotHandedOn();
    void aSocketThatIsGone_isAnErrorAndNoMore();
    void aStoreThatHangs_stopsThePulse();
};

void SupervisorTest::whatIsToldIsHeard()
{
    const QTemporaryDir folder;
    const QByteArray path = folder.filePath(QStringLiteral("notify")).toLocal8Bit();
    const Listener listener(path);
    const Supervisor manager(path, 30s);
    QVERIFY(manager.ready());
    QCOMPARE(listener.heard(), QByteArray("READY=1"));
    QVERIFY(manager.alive() && manager.alive() && manager.stopping());
    QCOMPARE(listener.heard(), QByteArray("WATCHDOG=1"));
    QCOMPARE(listener.heard(), QByteArray("WATCHDOG=1"));
    QCOMPARE(listener.heard(), QByteArray("STOPPING=1"));
    QCOMPARE(listener.heard(), QByteArray());
}

void SupervisorTest::withoutASocket_nothingHappens()
{
    const Supervisor nobody({}, {});
    QVERIFY(!nobody.isThere());
    QVERIFY(nobody.ready());
    QVERIFY(!nobody.watchdog());
}

void SupervisorTest::theWatchdogIsOurs_whateverProcessItNames()
{
    qputenv("NOTIFY_SOCKET", "/run/x");
    qputenv("WATCHDOG_USEC", "30000000");
    qputenv("WATCHDOG_PID", "1"); // cage's
    QCOMPARE(Supervisor::fromEnvironment().watchdog(), std::optional<Milliseconds>(30s));
    for (const char *nonsense : {"", "0", "-5", "soon"}) {
        qputenv("WATCHDOG_USEC", nonsense);
        QVERIFY2(!Supervisor::fromEnvironment().watchdog(), nonsense);
    }
}

void SupervisorTest::theEnvironmentIsNotHandedOn()
{
    qputenv("NOTIFY_SOCKET", "/run/x");
    (void)Supervisor::fromEnvironment();
    QVERIFY(!qEnvironmentVariableIsSet("NOTIFY_SOCKET"));
}

void SupervisorTest::aSocketThatIsGone_isAnErrorAndNoMore()
{
    QVERIFY(!Supervisor("/nowhere/notify", {}).alive());
    QCOMPARE(Supervisor(QByteArray(200, 'x'), {}).alive().fault(), Fault::BadInput);
}

void SupervisorTest::aStoreThatHangs_stopsThePulse()
{
    ManualClock clock;
    Pulse pulse(clock.now(), 60s);
    QVERIFY(pulse.beats(clock.now()));
    clock.advance(61s);
    QVERIFY(!pulse.beats(clock.now()));
    pulse.storeAnswered(clock.now());
    QVERIFY(pulse.beats(clock.now()));
}

QTEST_GUILESS_MAIN(SupervisorTest)
#include "tst_supervisor.moc"
