// SPDX-License-Identifier: Apache-2.0
// The desk between signalling and the process that makes the media, with puppets on both sides.
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>

#include <call/fake_call_process.h>
#include <callflow/call_desk.h>
#include <fakes/manual_clock.h>

using namespace yz;
using namespace yz::callflow;
using namespace std::chrono_literals;

namespace {

class FakeSignalling final : public Signalling
{
public:
    void open() override { isOpen = true; }
    void close() override { isOpen = false; }
    void send(const QByteArray &frame) override
    {
        types += QJsonDocument::fromJson(frame).object()[QStringLiteral("type")].toString();
    }

    bool isOpen = false;
    QStringList types;
};

struct Desk
{
    ManualClock clock;
    SilentEventLog log;
    FakeSignalling signalling;
    FakeCallProcess process;
    CallDesk desk{signalling, process, clock, log};

    void begin()
    {
        Wish wish;
        wish.call.bytes[15] = std::byte{1};
        desk.begin(wish);
        Q_EMIT signalling.up();
    }
    void hears(const char *json) { Q_EMIT signalling.received(json); }
};

const char *const kAccepted =
    "{\"v\":1,\"type\":\"accepted\",\"agent\":{\"display\":\"李律师\",\"organisation\":\"示范县\"}}";

} // namespace

class CallDeskTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theProcess_isTouchedOnlyAfterSomebodyAccepted_andStoppedAtTheEnd()
    {
        Desk one;
        QSignalSpy changes(&one.desk, &CallDesk::changed);
        one.begin();
        QCOMPARE(one.signalling.types, QStringList{QStringLiteral("request")});
        QVERIFY(!one.process.isRunning);
        one.hears(kAccepted);
        QVERIFY(one.process.isRunning);
        QVERIFY(one.signalling.types.contains(QStringLiteral("offer")));
        one.process.become(yz::CallState::Flowing);
        QCOMPARE(one.desk.standing().phase, Phase::InCall);
        one.desk.say(QStringLiteral("听不清"));
        one.desk.drop();
        QVERIFY(!one.process.isRunning);
        QVERIFY(!one.signalling.isOpen);
        QVERIFY(one.signalling.types.contains(QStringLiteral("bye")));
        QVERIFY(one.desk.standing().lines.empty()); // nothing of it is remembered
        QVERIFY(changes.count() >= 4);
    }

    void aProcessThatDies_isStartedAgain_andTheCitizenIsTold()
    {
        Desk one;
        one.begin();
        one.hears(kAccepted);
        one.process.become(yz::CallState::Flowing);
        one.process.crash();
        QCOMPARE(one.desk.standing().phase, Phase::Reconnecting);
        QVERIFY(one.desk.standing().unstable);
        one.clock.advance(1s);
        one.desk.tick();
        QVERIFY(one.process.isRunning);
        one.process.become(yz::CallState::Flowing);
        QCOMPARE(one.desk.standing().phase, Phase::InCall);
    }

    void whatIsNoSignal_isDroppedAndCounted()
    {
        Desk one;
        one.begin();
        one.hears("{\"v\":1,\"type\":\"dance\"}");
        one.hears("nonsense");
        QCOMPARE(one.desk.droppedSignals(), 2);
        QCOMPARE(one.desk.standing().phase, Phase::Requesting);
    }
};

QTEST_GUILESS_MAIN(CallDeskTest)
#include "tst_call_desk.moc"
