// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include <call/fake_call_process.h>
#include <call/media_watchdog.h>
#include <call/rate_controller.h>
#include <call/sdp_inspector.h>
#include <fakes/manual_clock.h>

#include <cmath>
#include <limits>

using namespace yz;

namespace {

const std::string kAnswer = "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE video0 audio1\r\n"
                            "m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=fingerprint:sha-256 AA\r\na=rtpmap:96 vp8/90000\r\n"
                            "a=rtcp-fb:96 nack\r\na=ssrc:11 cname:x\r\na=ssrc:12 cname:x\r\n"
                            "m=audio 0 UDP/TLS/RTP/SAVPF 97\r\na=rtpmap:97 opus/48000/2\r\na=ssrc:21 cname:x\r\n";

} // namespace

/** The pure units of a call. */
class TestCallWatch : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void noFrameForThreeSeconds_isNoticedWithinThreeAndAHalf()
    {
        ManualClock clock;
        MediaWatchdog watchdog(clock);
        watchdog.seen();
        Milliseconds passed{0};
        while (watchdog.judge() != CallState::Failed && passed < Milliseconds(10'000)) {
            clock.advance(Milliseconds(250)); // as often as the session asks
            passed += Milliseconds(250);
            if (passed < Milliseconds(1500))
                QCOMPARE(watchdog.judge(), CallState::Flowing);
            else if (passed < Milliseconds(3000))
                QCOMPARE(watchdog.judge(), CallState::Stalled);
        }
        QVERIFY(passed >= Milliseconds(3000) && passed <= Milliseconds(3500));
    }
    void aFrameAgain_makesItFlowAgain()
    {
        ManualClock clock;
        MediaWatchdog watchdog(clock);
        watchdog.seen();
        clock.advance(Milliseconds(2000));
        QCOMPARE(watchdog.judge(), CallState::Stalled);
        watchdog.seen();
        QCOMPARE(watchdog.judge(), CallState::Flowing);
    }
    void neverConnected_failsAfterTenSeconds()
    {
        ManualClock clock;
        MediaWatchdog watchdog(clock);
        clock.advance(Milliseconds(9999));
        QCOMPARE(watchdog.judge(), CallState::Connecting);
        clock.advance(Milliseconds(1));
        QCOMPARE(watchdog.judge(), CallState::Failed);
    }
    void aFailedTransport_isFinal()
    {
        ManualClock clock;
        MediaWatchdog watchdog(clock);
        watchdog.seen();
        watchdog.transportFailed();
        watchdog.seen();
        QCOMPARE(watchdog.judge(), CallState::Failed);
    }

    void muchLoss_takesTheRateToSevenTenths()
    {
        RateController rate;
        QCOMPARE(rate.kbits(), 400);
        QCOMPARE(rate.report(0.09, 0), 280);
        QCOMPARE(rate.report(0.05, 0), 280);
        QCOMPARE(rate.report(0.01, 0), 310);
    }
    void theRate_staysWithinItsBounds()
    {
        RateController rate;
        for (int i = 0; i < 100; ++i)
            rate.report(0, 20);
        QCOMPARE(rate.kbits(), RateController::kMost);
        for (int i = 0; i < 100; ++i)
            rate.report(1, 20);
        QCOMPARE(rate.kbits(), RateController::kLeast);
    }
    void aGrowingRoundTrip_countsLikeLoss()
    {
        RateController rate;
        QCOMPARE(rate.report(0, 40), 430);
        QCOMPARE(rate.report(0, 300), 301);
    }
    void nonsenseFromTheOtherSide_changesNothing()
    {
        RateController rate;
        QCOMPARE(rate.report(std::numeric_limits<double>::quiet_NaN(), 0), 400);
        QCOMPARE(rate.report(-1, 0), 400);
        QCOMPARE(rate.report(std::numeric_limits<double>::infinity(), 0), 400);
        QCOMPARE(rate.report(0, std::numeric_limits<double>::quiet_NaN()), 430);
    }

    void anAnswer_tellsTheSourcesOfItsVideo()
    {
        const auto facts = inspectSdp(kAnswer);
        QVERIFY(facts);
        QCOMPARE(facts->sections.size(), std::size_t(2));
        QCOMPARE(facts->sections[0].codecs, std::vector<std::string>{"VP8"});
        QVERIFY(facts->sections[0].hasNack && !facts->sections[0].isRefused && facts->sections[1].isRefused);
        QCOMPARE(facts->ssrcsOf("video"), (std::set<std::uint32_t>{11, 12}));
        QVERIFY(facts->isBundled);
    }
    void descriptionsThatAreNone_areRefused_data()
    {
        QTest::addColumn<QByteArray>("sdp");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("something else") << QByteArray("hello\n");
        QTest::newRow("without sections") << QByteArray("v=0\n");
        QTest::newRow("cut in a line") << QByteArray::fromStdString(kAnswer.substr(0, kAnswer.size() - 3));
        QTest::newRow("too long") << QByteArray::fromStdString(kAnswer) + QByteArray(40'000, '\n');
        QTest::newRow("a zero byte") << QByteArray("v=0\n\0m=video 9 x\n", 17);
        QTest::newRow("unencrypted") << QByteArray("v=0\nm=video 9 RTP/AVP 96\n");
        QTest::newRow("sections without end")
            << QByteArray("v=0\na=fingerprint:x y\n") + QByteArray("m=video 9 x\n").repeated(9);
        QByteArray many = "v=0\na=fingerprint:x y\nm=video 9 x\n";
        for (int i = 0; i < 100; ++i)
            many += "a=ssrc:" + QByteArray::number(i) + " cname:x\n";
        QTest::newRow("sources without end") << many;
        QTest::newRow("a source that is no number") << QByteArray("v=0\na=fingerprint:x y\nm=video 9 x\na=ssrc:x y\n");
    }
    void descriptionsThatAreNone_areRefused()
    {
        QFETCH(QByteArray, sdp);
        QVERIFY(inspectSdp({sdp.constData(), static_cast<std::size_t>(sdp.size())}).failedWith(Fault::DataMalformed));
    }

    void thePuppet_obeysItsLines()
    {
        FakeCallProcess puppet;
        auto state = CallState::Idle;
        int broken = 0;
        QColor seen;
        connect(&puppet, &CallProcess::stateChanged, this, [&](CallState now) { state = now; });
        connect(&puppet, &CallProcess::broken, this, [&] { ++broken; });
        connect(&puppet, &CallProcess::remoteFrame, this, [&](const QImage &frame) { seen = frame.pixelColor(1, 1); });
        QVERIFY(puppet.obey("call become stalled"));
        QCOMPARE(state, CallState::Stalled);
        QVERIFY(puppet.obey("call show green"));
        QCOMPARE(seen, QColor(Qt::green));
        QVERIFY(puppet.obey("call crash"));
        QCOMPARE(broken, 1);
        QVERIFY(puppet.obey("call become happy").failedWith(Fault::BadInput));
    }
};

QTEST_GUILESS_MAIN(TestCallWatch)
#include "tst_call_watch.moc"
