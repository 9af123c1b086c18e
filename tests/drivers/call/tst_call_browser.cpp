// SPDX-License-Identifier: Apache-2.0
#include "browser_agent.h"

#include <camera/camera_choice.h>
#include <camera/scene.h>

#include <QElapsedTimer>
#include <QSet>
#include <QTest>

#include <call/child_call_process.h>

using namespace yz;

namespace {

CallProgram program(const QString &path)
{
    CallProgram made;
    made.path = path;
    made.isLoopbackOnly = true;
    CameraChoice choice;
    choice.kind = CameraChoice::Kind::Generated;
    choice.size = {640, 480};
    choice.framesPerSecond = 15;
    made.sources.video = QString::fromStdString(*sourceDescription(choice));
    made.sources.audio = QStringLiteral("audiotestsrc is-live=true freq=440 volume=0.3");
    made.sources.speaker = QStringLiteral("fakesink sync=true async=false");
    return made;
}
QString shipped()
{
    return QStringLiteral(YIZHAN_BUILD_DIR "/yizhan-call");
}
QString lossy()
{
    return QStringLiteral(YIZHAN_BUILD_DIR "/tests/drivers/call/yizhan-call-lossy");
}

/** What the kiosk sees of a call. */
struct Kiosk : QObject
{
    explicit Kiosk(const QString &path) : process(program(path))
    {
        connect(&process, &CallProcess::remoteFrame, this, [this](const QImage &frame) {
            last = frame.copy();
            ++frames;
            if (const auto bars = readClockBars(frame))
                clocks.insert(*bars);
        });
        connect(&process, &CallProcess::selfFrame, this, [this] { ++ownFrames; });
        connect(&process, &CallProcess::stateChanged, this, [this](CallState now) { state = now; });
        connect(&process, &CallProcess::statsReady, this, [this](const CallStats &now) { stats = now; });
        connect(&process, &CallProcess::broken, this, [this](Fault fault) { faults.push_back(fault); });
    }
    ChildCallProcess process;
    QImage last;
    int frames = 0;
    int ownFrames = 0;
    QSet<quint32> clocks;
    CallState state = CallState::Idle;
    CallStats stats;
    std::vector<Fault> faults;
};

CallSetup with(CallCodec codec)
{
    CallSetup setup;
    setup.codec = codec;
    return setup;
}

} // namespace

/** A call between the shipped program and a real browser, both ways. */
class TestCallBrowser : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        if (BrowserAgent::program().isEmpty())
            QSKIP("chromium is absent: no call with a real browser is made");
    }

    void pictureAndSound_runBothWays_data()
    {
        QTest::addColumn<int>("codec");
        QTest::addColumn<QString>("mime");
        QTest::newRow("VP8") << int(CallCodec::Vp8) << QStringLiteral("video/VP8");
        QTest::newRow("H.264") << int(CallCodec::H264) << QStringLiteral("video/H264");
    }
    void pictureAndSound_runBothWays()
    {
        QFETCH(int, codec);
        QFETCH(QString, mime);
        BrowserAgent agent;
        Kiosk kiosk(shipped());
        agent.joinTo(kiosk.process);
        QVERIFY(agent.open());
        QTRY_VERIFY_WITH_TIMEOUT(agent.isHere, 30'000);
        kiosk.process.start(with(static_cast<CallCodec>(codec)));
        QTRY_VERIFY_WITH_TIMEOUT(kiosk.frames > 0, 30'000);
        QTRY_COMPARE_WITH_TIMEOUT(kiosk.state, CallState::Flowing, 5000);
        // The browser sees the kiosk's red column under a clock that runs, and hears 440 Hz.
        QTRY_VERIFY_WITH_TIMEOUT(agent.distinctBars >= 4, 20'000);
        const auto left = [&](int i) { return agent.report[QLatin1String("left")].toArray()[i].toInt(); };
        QVERIFY2(left(0) > 150 && left(1) < 90 && left(2) < 90, QJsonDocument(agent.report).toJson());
        QCOMPARE(agent.report[QLatin1String("codec")].toString(), mime);
        QTRY_VERIFY_WITH_TIMEOUT(std::abs(agent.report[QLatin1String("hertz")].toInt() - 440) < 12, 10'000);
        // The kiosk sees the browser's green under its clock, and hears 700 Hz.
        QTRY_VERIFY_WITH_TIMEOUT(kiosk.clocks.size() >= 20, 10'000);
        const auto middle = kiosk.last.pixelColor(kiosk.last.width() / 2, kiosk.last.height() / 2);
        QVERIFY(middle.green() > 120 && middle.green() > middle.red() + 50 && middle.green() > middle.blue() + 50);
        QTRY_VERIFY_WITH_TIMEOUT(std::abs(kiosk.stats.remoteHertz - 700) < 25, 10'000);
        QVERIFY(kiosk.ownFrames > 20);
        QVERIFY2(agent.errors.isEmpty(), qPrintable(agent.errors.join(QLatin1Char(' '))));
        QVERIFY(kiosk.faults.empty());
    }

    void oneInTwentyLostEachWay_keepsAUsablePicture()
    {
        BrowserAgent agent;
        Kiosk kiosk(lossy());
        agent.joinTo(kiosk.process);
        QVERIFY(agent.open());
        QTRY_VERIFY_WITH_TIMEOUT(agent.isHere, 30'000);
        kiosk.process.start(with(CallCodec::Vp8));
        QTRY_VERIFY_WITH_TIMEOUT(kiosk.frames > 0, 30'000);
        const int before = kiosk.stats.framesDecoded;
        QElapsedTimer watch;
        watch.start();
        QTRY_VERIFY_WITH_TIMEOUT(kiosk.clocks.size() >= 100 && kiosk.stats.nacks > 0, 40'000);
        const double rate = (kiosk.stats.framesDecoded - before) * 1000.0 / double(watch.elapsed());
        qInfo("5 %% lost each way: %.1f frames a second, %d retransmissions asked for, browser asked %d", rate,
              kiosk.stats.nacks, agent.report[QLatin1String("nacks")].toInt());
        QVERIFY(rate > 8);
        const auto middle = kiosk.last.pixelColor(kiosk.last.width() / 2, kiosk.last.height() / 2);
        QVERIFY(middle.green() > middle.red() + 50 && middle.green() > middle.blue() + 50);
        QTRY_VERIFY_WITH_TIMEOUT(agent.distinctBars >= 4, 20'000);
    }

    void aKilledBrowser_isNoticedWithinThreeAndAHalfSeconds()
    {
        BrowserAgent agent;
        Kiosk kiosk(shipped());
        agent.joinTo(kiosk.process);
        QVERIFY(agent.open());
        QTRY_VERIFY_WITH_TIMEOUT(agent.isHere, 30'000);
        kiosk.process.start(with(CallCodec::Vp8));
        QTRY_VERIFY_WITH_TIMEOUT(kiosk.clocks.size() >= 20, 30'000);
        agent.kill();
        QElapsedTimer watch;
        watch.start();
        QTRY_COMPARE_WITH_TIMEOUT(kiosk.state, CallState::Failed, 6000);
        qInfo("noticed after %lld ms", watch.elapsed());
        QVERIFY(watch.elapsed() <= 3500);
    }

    void aRebuiltSession_flowsAgain_andAudioAloneToo()
    {
        BrowserAgent agent;
        Kiosk kiosk(shipped());
        agent.joinTo(kiosk.process);
        QVERIFY(agent.open());
        QTRY_VERIFY_WITH_TIMEOUT(agent.isHere, 30'000);
        kiosk.process.start(with(CallCodec::Vp8));
        QTRY_VERIFY_WITH_TIMEOUT(kiosk.clocks.size() >= 5, 30'000);
        kiosk.clocks.clear();
        kiosk.process.rebuild();
        QTRY_VERIFY_WITH_TIMEOUT(kiosk.clocks.size() >= 20, 30'000);
        kiosk.process.setMedia(CallMedia::Audio);
        QTRY_COMPARE_WITH_TIMEOUT(kiosk.state, CallState::Connecting, 10'000);
        QTRY_COMPARE_WITH_TIMEOUT(kiosk.state, CallState::Flowing, 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(std::abs(kiosk.stats.remoteHertz - 700) < 25, 10'000);
        QVERIFY(!agent.offer().contains(QLatin1String("m=video")));
    }
};

QTEST_GUILESS_MAIN(TestCallBrowser)
#include "tst_call_browser.moc"
