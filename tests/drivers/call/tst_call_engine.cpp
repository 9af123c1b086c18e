// SPDX-License-Identifier: Apache-2.0
#include "webrtc_peer.h"

#include <camera/camera_choice.h>
#include <camera/scene.h>

#include <QProcess>
#include <QSet>
#include <QTest>

#include <engine/media_session.h>
#include <engine/pipeline_text.h>

#include <functional>
#include <optional>

using namespace yz;

namespace {

CallSetup setupOf(CallCodec codec)
{
    CallSetup setup;
    setup.codec = codec;
    setup.isLoopbackOnly = true;
    setup.sources.video = QStringLiteral("videotestsrc is-live=true");
    setup.sources.audio = QStringLiteral("audiotestsrc is-live=true");
    setup.sources.speaker = QStringLiteral("fakesink");
    return setup;
}

/** A session that runs, and the elements in it. */
struct Built
{
    explicit Built(CallSetup setup) : frames(FrameSlots::create())
    {
        session.emplace(
            1, std::move(setup), *frames, clock,
            [this](const CallMessage &message) {
                if (const auto *made = std::get_if<callwire::Offer>(&message))
                    offer = made->sdp;
                if (said)
                    said(message);
            },
            EngineTrial());
    }
    GstElement *element(const char *name)
    {
        GstElement *found = gst_bin_get_by_name(GST_BIN(session->pipeline()), name);
        if (found)
            gst_object_unref(found); // the pipeline holds it
        return found;
    }
    template <class T>
    T property(const char *name, const char *which)
    {
        T value = {};
        g_object_get(element(name), which, &value, nullptr);
        return value;
    }
    SystemClock clock;
    Result<FrameSlots> frames;
    QString offer;
    std::function<void(const CallMessage &)> said;
    std::optional<MediaSession> session;
};

/** "name=value" of the first element of a kind in a description that was parsed. */
int propertyOf(const std::string &description, const char *kind, const char *property)
{
    GstElement *bin = gst_parse_bin_from_description(description.c_str(), TRUE, nullptr);
    GstIterator *all = gst_bin_iterate_all_by_element_factory_name(GST_BIN(bin), kind);
    GValue item = G_VALUE_INIT;
    int value = -1;
    if (gst_iterator_next(all, &item) == GST_ITERATOR_OK) {
        gboolean held = FALSE;
        g_object_get(g_value_get_object(&item), property, &held, nullptr);
        value = held;
        g_value_unset(&item);
    }
    gst_iterator_free(all);
    gst_object_unref(bin);
    return value;
}

} // namespace

/** The settings that decide, as they are in the pipeline that was built: with others a call works on loopback only. */
class TestCallEngine : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(prepareGStreamer()); }

    void theEncoder_hasOneThreadAndNoDelay()
    {
        Built built(setupOf(CallCodec::Vp8));
        QVERIFY(built.session->begin());
        QCOMPARE(built.property<int>("encoder", "threads"), 1);
        QCOMPARE(built.property<gint64>("encoder", "deadline"), gint64(1));
        QCOMPARE(built.property<int>("encoder", "cpu-used"), 8);
        QCOMPARE(built.property<int>("encoder", "lag-in-frames"), 0);
        QCOMPARE(built.property<int>("encoder", "keyframe-max-dist"), 4 * 15);
        QCOMPARE(built.property<int>("encoder", "target-bitrate"), 400'000);
    }

    void lostPackets_areAskedForAgainOfTheVideoOnly()
    {
        Built built(setupOf(CallCodec::Vp8));
        QVERIFY(built.session->begin());
        for (int i = 0; i < 2; ++i) {
            GstWebRTCRTPTransceiver *transceiver = nullptr;
            g_signal_emit_by_name(built.element("webrtc"), "get-transceiver", i, &transceiver);
            QVERIFY(transceiver);
            gboolean isOn = FALSE;
            g_object_get(transceiver, "do-nack", &isOn, nullptr);
            QCOMPARE(isOn != FALSE, i == 0);
            gst_object_unref(transceiver);
        }
    }

    void theJitterBuffer_isCorrectedAndWaitsLongEnough()
    {
        Built built(setupOf(CallCodec::Vp8));
        QVERIFY(built.session->begin());
        QVERIFY(built.property<guint>("webrtc", "latency") >= 200);
        GstElement *rtp = gst_bin_get_by_name(GST_BIN(built.element("webrtc")), "rtpbin");
        // webrtcbin's own handler and ours after it.
        const auto signal = g_signal_lookup("new-jitterbuffer", G_OBJECT_TYPE(rtp));
        QVERIFY(g_signal_has_handler_pending(rtp, signal, 0, TRUE) != FALSE);
        QVERIFY(built.session->setAnswer(
            QStringLiteral("v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=fingerprint:sha-256 AA\r\n"
                           "m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:video0\r\na=ssrc:11 cname:x\r\n"
                           "m=audio 9 UDP/TLS/RTP/SAVPF 97\r\na=mid:audio1\r\na=ssrc:22 cname:x\r\n")));
        for (const guint source : {11U, 22U}) {
            GstElement *buffer = gst_element_factory_make("rtpjitterbuffer", nullptr);
            gst_object_ref_sink(buffer);
            g_object_set(buffer, "do-retransmission", FALSE, nullptr);
            g_signal_emit_by_name(rtp, "new-jitterbuffer", buffer, 0U, source);
            gboolean isOn = FALSE;
            g_object_get(buffer, "do-retransmission", &isOn, nullptr);
            QCOMPARE(isOn != FALSE, source == 11);
            gst_object_unref(buffer);
        }
        gst_object_unref(rtp);
    }

    void keyFrames_areAskedForAfterALoss()
    {
        const auto setup = setupOf(CallCodec::Vp8);
        QCOMPARE(propertyOf(receivingPipeline("VP8", setup), "rtpvp8depay", "request-keyframe"), 1);
        QCOMPARE(propertyOf(receivingPipeline("VP8", setup), "rtpvp8depay", "wait-for-keyframe"), 1);
        QCOMPARE(propertyOf(receivingPipeline("H264", setup), "rtph264depay", "request-keyframe"), 1);
        QCOMPARE(propertyOf(receivingPipeline("H264", setup), "rtph264depay", "wait-for-keyframe"), 1);
        QVERIFY(receivingPipeline("H265", setup).empty());
    }

    void theSound_waitsForNothingButTheJitterBuffer()
    {
        auto setup = setupOf(CallCodec::Vp8);
        QCOMPARE(propertyOf(receivingPipeline("OPUS", setup), "opusdec", "use-inband-fec"), 0);
        QCOMPARE(propertyOf(receivingPipeline("OPUS", setup), "opusdec", "plc"), 1);
    }

    void theOffer_asksForTransportFeedback_data()
    {
        QTest::addColumn<int>("codec");
        QTest::addColumn<QString>("rtpmap");
        QTest::newRow("VP8") << int(CallCodec::Vp8) << QStringLiteral("a=rtpmap:96 VP8/90000");
        QTest::newRow("H.264") << int(CallCodec::H264) << QStringLiteral("a=rtpmap:96 H264/90000");
    }
    void theOffer_asksForTransportFeedback()
    {
        QFETCH(int, codec);
        QFETCH(QString, rtpmap);
        Built built(setupOf(static_cast<CallCodec>(codec)));
        QVERIFY(built.session->begin());
        QTRY_VERIFY_WITH_TIMEOUT(!built.offer.isEmpty(), 20'000);
        QVERIFY(built.offer.contains(rtpmap));
        QVERIFY(built.offer.contains(QLatin1String("transport-wide-cc-extensions-01")));
        QVERIFY(built.offer.contains(QLatin1String("a=group:BUNDLE")));
        const auto audio = built.offer.mid(built.offer.indexOf(QLatin1String("m=audio")));
        QVERIFY(!audio.contains(QLatin1String("FID")) && !audio.contains(QLatin1String("nack\r")));
        QVERIFY(built.offer.size() < 32LL * 1024);
    }

    void withAnotherWebrtcbin_pictureAndSoundRunBothWays_andTheRateFollows()
    {
        CameraChoice choice;
        choice.kind = CameraChoice::Kind::Generated;
        choice.size = {640, 480};
        auto setup = setupOf(CallCodec::Vp8);
        setup.sources.video = QString::fromStdString(*sourceDescription(choice));
        Built built(setup);
        WebrtcPeer peer;
        CallState state = CallState::Idle;
        CallStats stats;
        QSet<quint32> clocks;
        built.said = [&](const CallMessage &message) {
            if (const auto *made = std::get_if<callwire::Offer>(&message))
                peer.takeOffer(made->sdp);
            else if (const auto *found = std::get_if<callwire::Candidate>(&message))
                peer.addCandidate(found->candidate);
            else if (const auto *told = std::get_if<callwire::State>(&message))
                state = told->state;
            else if (const auto *counted = std::get_if<callwire::Stats>(&message))
                stats = counted->stats;
            if (const auto bars = readClockBars(peer.last()))
                clocks.insert(*bars);
        };
        peer.answered = [&](const QString &sdp) { QVERIFY(built.session->setAnswer(sdp)); };
        peer.found = [&](const CallCandidate &candidate) { built.session->addCandidate(candidate); };
        QVERIFY(built.session->begin());
        QTRY_COMPARE_WITH_TIMEOUT(state, CallState::Flowing, 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(clocks.size() >= 10, 10'000);
        QTRY_VERIFY_WITH_TIMEOUT(std::abs(stats.remoteHertz - 700) < 25, 10'000);
        // Written into the encoder while it runs, and more as long as nothing is lost.
        QTRY_VERIFY_WITH_TIMEOUT(built.property<int>("encoder", "target-bitrate") > 400'000, 10'000);
        const auto seen = built.frames->take(CallStream::Remote);
        QCOMPARE(seen.size(), QSize(320, 240));
        const auto middle = seen.pixelColor(160, 120);
        QVERIFY(middle.blue() > 180 && middle.red() < 90 && middle.green() < 90);
        built.said = nullptr;
    }

    void everyElement_isLookedForAtTheStart() { QCOMPARE(missingElements(), std::string()); }

    void iceServers_areTakenInTheBrowsersForm()
    {
        const auto uri = [](const char *url) {
            return iceServerUri(QString::fromLatin1(url), QStringLiteral("17:kiosk"), QStringLiteral("a/b@c"));
        };
        QCOMPARE(uri("stun:hub.example:3478"), std::string("stun://hub.example:3478"));
        QCOMPARE(uri("turns:hub.example:443?transport=tcp"),
                 std::string("turns://17%3Akiosk:a%2Fb%40c@hub.example:443?transport=tcp"));
        QCOMPARE(uri("file:/etc/passwd"), std::string());
        QCOMPARE(uri("turn:hub ! filesink"), std::string());
    }

    void aCallWithoutASource_isRefused()
    {
        QVERIFY(sendingPipeline({}).failedWith(Fault::BadInput));
        auto setup = setupOf(CallCodec::Vp8);
        setup.sources.video = QStringLiteral("nosuchelement");
        Built built(setup);
        QVERIFY(built.session->begin().failedWith(Fault::Unsupported));
    }

    void theProgram_saysWhatItIs()
    {
        for (const auto &[word, said] : {std::pair("--version", "yizhan-call 0"), std::pair("--help", "--control")}) {
            QProcess program;
            program.start(QStringLiteral(YIZHAN_BUILD_DIR "/yizhan-call"), {QLatin1String(word)});
            QVERIFY(program.waitForFinished());
            QCOMPARE(program.exitCode(), 0);
            QVERIFY(program.readAllStandardOutput().contains(said));
        }
    }
};

QTEST_GUILESS_MAIN(TestCallEngine)
#include "tst_call_engine.moc"
