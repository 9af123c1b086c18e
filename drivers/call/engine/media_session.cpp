// SPDX-License-Identifier: Apache-2.0
#define GST_USE_UNSTABLE_API
#include "media_session.h"

#include "call/sdp_inspector.h"
#include "pipeline_text.h"
#include "received.h"
#include "session_shared.h"

#include <gst/gst.h>
#include <gst/sdp/sdp.h>
#include <gst/webrtc/webrtc.h>
#include <nice/agent.h>

#include <string>

namespace yz {
namespace {

constexpr int kWatchEveryMs = 100;

template <class Data>
void freeClosure(gpointer data, GClosure *)
{
    passHandover();
    delete static_cast<Data *>(data);
}

void connectShared(gpointer object, const char *signal, GCallback callback, const SharedSession &shared,
                   GConnectFlags flags = GConnectFlags(0))
{
    g_signal_connect_data(object, signal, callback, new SharedSession(shared), freeClosure<SharedSession>, flags);
}

struct Receiving
{
    SharedSession shared;
    CallSetup setup;
    GstElement *pipeline;
};

void onPad(GstElement *, GstPad *pad, gpointer data)
{
    const auto &receiving = *static_cast<const Receiving *>(data);
    if (GST_PAD_DIRECTION(pad) == GST_PAD_SRC)
        receive(receiving.pipeline, pad, receiving.setup, receiving.shared);
}

struct Speaking
{
    SharedSession shared;
    GstElement *webrtc;
};

void onOffer(GstPromise *promise, gpointer data)
{
    passHandover();
    const auto &speaking = *static_cast<const Speaking *>(data);
    GstWebRTCSessionDescription *offer = nullptr;
    const GstStructure *reply = gst_promise_get_reply(promise);
    if (reply)
        gst_structure_get(reply, "offer", GST_TYPE_WEBRTC_SESSION_DESCRIPTION, &offer, nullptr);
    gst_promise_unref(promise);
    if (!offer)
        return;
    g_signal_emit_by_name(speaking.webrtc, "set-local-description", offer, nullptr);
    char *text = gst_sdp_message_as_text(offer->sdp);
    speaking.shared->post([sdp = std::string(text)](MediaSession &session) { session.offered(sdp); });
    g_free(text);
    gst_webrtc_session_description_free(offer);
}

void onNegotiation(GstElement *webrtc, gpointer data)
{
    auto *speaking = new Speaking(*static_cast<Speaking *>(data));
    auto *promise = gst_promise_new_with_change_func(onOffer, speaking,
                                                     [](gpointer held) { delete static_cast<Speaking *>(held); });
    g_signal_emit_by_name(webrtc, "create-offer", nullptr, promise);
}

void onCandidate(GstElement *, guint index, gchar *candidate, gpointer data)
{
    const auto &speaking = *static_cast<const Speaking *>(data);
    speaking.shared->post([index, line = QString::fromUtf8(candidate)](MediaSession &session) {
        session.found(static_cast<int>(index), line);
    });
}

/** webrtcbin asks each new jitter buffer to have lost packets sent again only if the *last* source of the bundle wants
 *  it, and that is the sound: here it is set by what the source carries. */
void onJitterBuffer(GstElement *, GstElement *buffer, guint, guint source, gpointer data)
{
    auto &shared = **static_cast<SharedSession *>(data);
    const std::lock_guard lock(shared.mutex);
    if (shared.videoSources.contains(source))
        g_object_set(buffer, "do-retransmission", TRUE, nullptr);
}

/** What the other side reports of our video, and how often we asked for packets again. */
struct Report
{
    double lost = -1;
    double roundTripMs = 0;
    int nacks = 0;
};

gboolean readReport(GQuark, const GValue *value, gpointer data)
{
    auto &report = *static_cast<Report *>(data);
    if (!GST_VALUE_HOLDS_STRUCTURE(value))
        return TRUE;
    const GstStructure *entry = gst_value_get_structure(value);
    GstWebRTCStatsType type = GST_WEBRTC_STATS_CODEC;
    gst_structure_get(entry, "type", GST_TYPE_WEBRTC_STATS_TYPE, &type, nullptr);
    double number = 0;
    guint count = 0;
    if (type == GST_WEBRTC_STATS_REMOTE_INBOUND_RTP) {
        if (gst_structure_get_double(entry, "fraction-lost", &number) != FALSE)
            report.lost = std::max(report.lost, number);
        if (gst_structure_get_double(entry, "round-trip-time", &number) != FALSE)
            report.roundTripMs = std::max(report.roundTripMs, number * 1000);
    } else if (type == GST_WEBRTC_STATS_INBOUND_RTP && gst_structure_get_uint(entry, "nack-count", &count) != FALSE) {
        report.nacks += static_cast<int>(std::min(count, 1'000'000U));
    }
    return TRUE;
}

GstBusSyncReply onBus(GstBus *, GstMessage *message, gpointer data)
{
    passHandover();
    const auto &speaking = *static_cast<const Speaking *>(data);
    auto &shared = *speaking.shared;
    if (GST_MESSAGE_TYPE(message) == GST_MESSAGE_ERROR) {
        GError *error = nullptr;
        gst_message_parse_error(message, &error, nullptr);
        const bool isAbsent =
            error && (g_error_matches(error, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_NOT_FOUND) != FALSE ||
                      g_error_matches(error, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_OPEN_READ) != FALSE);
        g_clear_error(&error);
        const auto fault = isAbsent ? Fault::DeviceAbsent : Fault::DeviceBroken;
        shared.post([fault](MediaSession &session) { session.troubled(fault); });
    } else if (GST_MESSAGE_TYPE(message) == GST_MESSAGE_LATENCY) {
        shared.post([](MediaSession &session) { gst_bin_recalculate_latency(GST_BIN(session.pipeline())); });
    }
    gst_message_unref(message);
    return GST_BUS_DROP;
}

} // namespace

MediaSession::MediaSession(int session, CallSetup setup, FrameSlots &frames, const Clock &clock, Said said,
                           EngineTrial trial)
    : m_number(session),
      m_setup(std::move(setup)),
      m_frames(frames),
      m_clock(clock),
      m_said(std::move(said)),
      m_trial(trial),
      m_watchdog(clock),
      m_shared(std::make_shared<SessionShared>())
{
    m_shared->session = this;
    m_shared->inbox = &m_inbox;
    m_shared->frames = &m_frames;
    m_shared->clock = &m_clock;
    m_shared->isWatchedByPicture = m_setup.media == CallMedia::Video;
    // Called with the mutex held, so it posts by itself; one note of each stream is under way at most.
    m_shared->shown = [this, shared = m_shared.get()](CallStream stream) {
        auto &isUnderWay = stream == CallStream::Own ? shared->isOwnShown : shared->isRemoteShown;
        if (!isUnderWay.exchange(true))
            m_inbox.post([this, stream, &isUnderWay] {
                isUnderWay = false;
                if (m_shared->session)
                    m_said(callwire::Shown{m_number, stream});
            });
    };
    connect(&m_watchTimer, &QTimer::timeout, this, &MediaSession::watch);
    connect(&m_secondTimer, &QTimer::timeout, this, &MediaSession::everySecond);
}

MediaSession::~MediaSession()
{
    if (m_pipeline)
        end({});
    if (m_ending.joinable())
        m_ending.join();
}

Result<void> MediaSession::begin()
{
    const auto text = sendingPipeline(m_setup);
    if (!text)
        return text.error();
    GError *error = nullptr;
    m_pipeline = gst_parse_launch(text->c_str(), &error);
    const bool isWhole = m_pipeline && !error;
    const std::string why = error ? error->message : "";
    g_clear_error(&error);
    if (!isWhole)
        return Error{Fault::Unsupported, "pipeline: " + why};
    if (m_trial.loss > 0)
        losePackets(m_pipeline, m_trial.loss);
    if (auto prepared = prepareWebrtc(); !prepared)
        return prepared;
    connectWebrtc();
    if (GstElement *own = gst_bin_get_by_name(GST_BIN(m_pipeline), "ownshown")) {
        showFrom(own, CallStream::Own, m_shared);
        gst_object_unref(own);
    }
    passHandover();
    if (gst_element_set_state(m_pipeline, GST_STATE_PLAYING) == GST_STATE_CHANGE_FAILURE)
        return Error{Fault::DeviceBroken, "the pipeline does not start"};
    m_watchTimer.start(kWatchEveryMs);
    m_secondTimer.start(1000);
    watch();
    return {};
}

Result<void> MediaSession::prepareWebrtc()
{
    m_webrtc = gst_bin_get_by_name(GST_BIN(m_pipeline), "webrtc");
    for (const auto &server : m_setup.iceServers) {
        for (const auto &url : server.urls) {
            const auto uri = iceServerUri(url, server.username, server.credential);
            gboolean isAdded = FALSE;
            if (uri.starts_with("stun"))
                g_object_set(m_webrtc, "stun-server", uri.c_str(), nullptr);
            else if (!uri.empty())
                g_signal_emit_by_name(m_webrtc, "add-turn-server", uri.c_str(), &isAdded);
        }
    }
    // Only of the video (its pad was asked for first): Chromium refuses an offer to send sound again.
    GstWebRTCRTPTransceiver *video = nullptr;
    if (m_setup.media == CallMedia::Video)
        g_signal_emit_by_name(m_webrtc, "get-transceiver", 0, &video);
    if (video) {
        g_object_set(video, "do-nack", TRUE, nullptr);
        gst_object_unref(video);
    }
    GObject *ice = nullptr;
    GObject *agent = nullptr;
    g_object_get(m_webrtc, "ice-agent", &ice, nullptr);
    if (ice)
        g_object_get(ice, "agent", &agent, nullptr);
    if (agent) {
        g_object_set(agent, "upnp", FALSE, "ice-tcp", FALSE, nullptr);
        if (m_setup.isLoopbackOnly) {
            NiceAddress loopback;
            nice_address_init(&loopback);
            nice_address_set_from_string(&loopback, "127.0.0.1");
            nice_agent_add_local_address(NICE_AGENT(agent), &loopback);
        }
        g_object_unref(agent);
    }
    if (ice)
        g_object_unref(ice);
    return agent ? Result<void>() : Error{Fault::Unsupported, "webrtcbin without an ICE agent"};
}

void MediaSession::connectWebrtc()
{
    const Speaking speaking{m_shared, m_webrtc};
    g_signal_connect_data(m_webrtc, "on-negotiation-needed", G_CALLBACK(onNegotiation), new Speaking(speaking),
                          freeClosure<Speaking>, GConnectFlags(0));
    g_signal_connect_data(m_webrtc, "on-ice-candidate", G_CALLBACK(onCandidate), new Speaking(speaking),
                          freeClosure<Speaking>, GConnectFlags(0));
    g_signal_connect_data(m_webrtc, "pad-added", G_CALLBACK(onPad), new Receiving{m_shared, m_setup, m_pipeline},
                          freeClosure<Receiving>, GConnectFlags(0));
    if (GstElement *rtp = gst_bin_get_by_name(GST_BIN(m_webrtc), "rtpbin")) {
        connectShared(rtp, "new-jitterbuffer", G_CALLBACK(onJitterBuffer), m_shared, G_CONNECT_AFTER);
        gst_object_unref(rtp);
    }
    GstBus *bus = gst_element_get_bus(m_pipeline);
    gst_bus_set_sync_handler(bus, onBus, new Speaking(speaking),
                             [](gpointer data) { delete static_cast<Speaking *>(data); });
    gst_object_unref(bus);
}

void MediaSession::offered(const std::string &sdp)
{
    m_mids.clear();
    if (const auto facts = inspectSdp(sdp)) {
        for (const auto &section : facts->sections)
            m_mids += QString::fromStdString(section.mid);
    }
    m_said(callwire::Offer{m_number, QString::fromStdString(sdp)});
}

void MediaSession::found(int index, const QString &candidate)
{
    m_said(callwire::Candidate{m_number, {m_mids.value(index), index, candidate}});
}

void MediaSession::troubled(Fault fault)
{
    // What follows from the first is none of its own.
    if (!std::exchange(m_isTroubled, true))
        m_said(callwire::Trouble{m_number, fault});
}

Result<void> MediaSession::setAnswer(const QString &sdp)
{
    const auto text = sdp.toStdString();
    const auto facts = inspectSdp(text);
    if (!facts)
        return facts.error();
    GstSDPMessage *parsed = nullptr;
    if (gst_sdp_message_new_from_text(text.c_str(), &parsed) != GST_SDP_OK)
        return Error{Fault::DataMalformed, "session description: is none"};
    {
        const std::lock_guard lock(m_shared->mutex);
        m_shared->videoSources = facts->ssrcsOf("video");
    }
    auto *answer = gst_webrtc_session_description_new(GST_WEBRTC_SDP_TYPE_ANSWER, parsed);
    g_signal_emit_by_name(m_webrtc, "set-remote-description", answer, nullptr);
    gst_webrtc_session_description_free(answer);
    return {};
}

void MediaSession::addCandidate(const CallCandidate &candidate)
{
    if (m_webrtc && candidate.candidate.startsWith(QLatin1String("candidate:")))
        g_signal_emit_by_name(m_webrtc, "add-ice-candidate", static_cast<guint>(candidate.index),
                              candidate.candidate.toUtf8().constData());
}

void MediaSession::watch()
{
    GstWebRTCICEConnectionState ice = GST_WEBRTC_ICE_CONNECTION_STATE_NEW;
    g_object_get(m_webrtc, "ice-connection-state", &ice, nullptr);
    if (ice == GST_WEBRTC_ICE_CONNECTION_STATE_FAILED)
        m_watchdog.transportFailed();
    if (const auto seen = m_shared->lastSeen.load(); seen != 0)
        m_watchdog.seenAt(Instant(Instant::duration(seen)));
    const auto state = m_watchdog.judge();
    if (state != m_told)
        m_said(callwire::State{m_number, m_told = state});
}

void MediaSession::everySecond()
{
    CallStats stats;
    stats.framesDecoded = m_shared->decoded;
    stats.framesPerSecond =
        std::min(stats.framesDecoded - std::exchange(m_countAtLastSecond, stats.framesDecoded), 1000);
    stats.remoteHertz = m_shared->hertz;
    stats.remoteLevel = m_shared->level;
    stats.videoKbits = m_rate.kbits();
    stats.lossPercent = m_lossPercent;
    stats.nacks = m_nacks;
    m_said(callwire::Stats{m_number, stats});
    auto *promise = gst_promise_new_with_change_func(
        [](GstPromise *answered, gpointer data) {
            passHandover();
            Report report;
            if (const GstStructure *reply = gst_promise_get_reply(answered))
                gst_structure_foreach(reply, readReport, &report);
            gst_promise_unref(answered);
            (*static_cast<SharedSession *>(data))->post([report](MediaSession &session) {
                session.m_nacks = report.nacks;
                session.setRate(report.lost, report.roundTripMs);
            });
        },
        new SharedSession(m_shared), [](gpointer data) { delete static_cast<SharedSession *>(data); });
    passHandover();
    g_signal_emit_by_name(m_webrtc, "get-stats", nullptr, promise);
}

void MediaSession::setRate(double lost, double roundTripMs)
{
    const int before = m_rate.kbits();
    const int kbits = m_rate.report(lost, roundTripMs);
    m_lossPercent = lost > 0 && lost <= 1 ? static_cast<int>(lost * 100) : 0;
    GstElement *encoder = kbits == before ? nullptr : gst_bin_get_by_name(GST_BIN(m_pipeline), "encoder");
    if (!encoder)
        return;
    if (m_setup.codec == CallCodec::H264)
        g_object_set(encoder, "bitrate", static_cast<guint>(kbits * 1000), nullptr);
    else
        g_object_set(encoder, "target-bitrate", kbits * 1000, nullptr);
    gst_object_unref(encoder);
}

void MediaSession::end(std::function<void()> ended)
{
    m_watchTimer.stop();
    m_secondTimer.stop();
    m_shared->forget();
    if (m_pipeline) {
        GstBus *bus = gst_element_get_bus(m_pipeline);
        gst_bus_set_sync_handler(bus, nullptr, nullptr, nullptr);
        gst_object_unref(bus);
    }
    // Closing a camera and leaving a TURN server take their time.
    m_ending = std::thread([pipeline = std::exchange(m_pipeline, nullptr), webrtc = std::exchange(m_webrtc, nullptr),
                            ended = std::move(ended)] {
        if (pipeline)
            gst_element_set_state(pipeline, GST_STATE_NULL);
        if (webrtc)
            gst_object_unref(webrtc);
        if (pipeline)
            gst_object_unref(pipeline);
        if (ended)
            ended();
    });
}

} // namespace yz
