// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/mailbox.h>

#include <QImage>

#include <call/call_process.h>
#include <nice/agent.h>

#define GST_USE_UNSTABLE_API
#include <gst/app/gstappsink.h>
#include <gst/gst.h>
#include <gst/sdp/sdp.h>
#include <gst/webrtc/webrtc.h>

#include <functional>
#include <mutex>

/** The other end of a call without a browser: a bare webrtcbin that answers, shows blue and sounds 700 Hz. */
class WebrtcPeer
{
public:
    std::function<void(QString)> answered;
    std::function<void(yz::CallCandidate)> found;

    WebrtcPeer()
    {
        m_pipeline = gst_parse_launch(
            "webrtcbin name=webrtc bundle-policy=max-bundle "
            "videotestsrc is-live=true pattern=blue ! video/x-raw,width=320,height=240,framerate=15/1 ! vp8enc "
            "deadline=1 "
            "cpu-used=8 threads=1 ! rtpvp8pay pt=96 ! "
            "application/x-rtp,media=video,clock-rate=90000,encoding-name=VP8,payload=96 ! webrtc. "
            "audiotestsrc is-live=true freq=700 volume=0.3 ! audioconvert ! audioresample ! "
            "audio/x-raw,rate=48000,channels=1 "
            "! opusenc ! rtpopuspay pt=97 ! application/x-rtp,media=audio,encoding-name=OPUS,payload=97 ! webrtc.",
            nullptr);
        m_webrtc = gst_bin_get_by_name(GST_BIN(m_pipeline), "webrtc");
        listenOnLoopback();
        g_signal_connect(m_webrtc, "on-ice-candidate", G_CALLBACK(onCandidate), this);
        g_signal_connect(m_webrtc, "pad-added", G_CALLBACK(onPad), this);
        gst_element_set_state(m_pipeline, GST_STATE_PLAYING);
    }
    ~WebrtcPeer()
    {
        gst_element_set_state(m_pipeline, GST_STATE_NULL);
        gst_object_unref(m_webrtc);
        gst_object_unref(m_pipeline);
    }
    WebrtcPeer(const WebrtcPeer &) = delete;
    WebrtcPeer &operator=(const WebrtcPeer &) = delete;

    void takeOffer(const QString &text)
    {
        GstSDPMessage *parsed = nullptr;
        gst_sdp_message_new_from_text(text.toUtf8().constData(), &parsed);
        auto *offer = gst_webrtc_session_description_new(GST_WEBRTC_SDP_TYPE_OFFER, parsed);
        g_signal_emit_by_name(m_webrtc, "set-remote-description", offer, nullptr);
        gst_webrtc_session_description_free(offer);
        g_signal_emit_by_name(m_webrtc, "create-answer", nullptr,
                              gst_promise_new_with_change_func(onAnswer, this, nullptr));
    }
    void addCandidate(const yz::CallCandidate &candidate)
    {
        g_signal_emit_by_name(m_webrtc, "add-ice-candidate", static_cast<guint>(candidate.index),
                              candidate.candidate.toUtf8().constData());
    }
    /** What it sees: the newest picture. */
    QImage last() const
    {
        const std::lock_guard lock(m_mutex);
        return m_last;
    }

private:
    void listenOnLoopback()
    {
        GObject *ice = nullptr;
        NiceAgent *agent = nullptr;
        g_object_get(m_webrtc, "ice-agent", &ice, nullptr);
        g_object_get(ice, "agent", &agent, nullptr);
        NiceAddress loopback;
        nice_address_init(&loopback);
        nice_address_set_from_string(&loopback, "127.0.0.1");
        g_object_set(agent, "upnp", FALSE, "ice-tcp", FALSE, nullptr);
        nice_agent_add_local_address(agent, &loopback);
        g_object_unref(agent);
        g_object_unref(ice);
    }
    static void onAnswer(GstPromise *promise, gpointer data)
    {
        auto *self = static_cast<WebrtcPeer *>(data);
        GstWebRTCSessionDescription *answer = nullptr;
        if (const GstStructure *reply = gst_promise_get_reply(promise))
            gst_structure_get(reply, "answer", GST_TYPE_WEBRTC_SESSION_DESCRIPTION, &answer, nullptr);
        gst_promise_unref(promise);
        if (!answer)
            return;
        g_signal_emit_by_name(self->m_webrtc, "set-local-description", answer, nullptr);
        char *text = gst_sdp_message_as_text(answer->sdp);
        self->m_inbox.post([self, sdp = QString::fromUtf8(text)] { self->answered(sdp); });
        g_free(text);
        gst_webrtc_session_description_free(answer);
    }
    static void onCandidate(GstElement *, guint index, gchar *line, gpointer data)
    {
        auto *self = static_cast<WebrtcPeer *>(data);
        self->m_inbox.post([self, candidate = yz::CallCandidate{{}, static_cast<int>(index), QString::fromUtf8(line)}] {
            self->found(candidate);
        });
    }
    static void onPad(GstElement *, GstPad *pad, gpointer data)
    {
        auto *self = static_cast<WebrtcPeer *>(data);
        if (GST_PAD_DIRECTION(pad) != GST_PAD_SRC)
            return;
        GstCaps *caps = gst_pad_get_current_caps(pad);
        const std::string encoding = gst_structure_get_string(gst_caps_get_structure(caps, 0), "encoding-name");
        gst_caps_unref(caps);
        GstElement *bin = gst_parse_bin_from_description(
            encoding == "VP8" ? "rtpvp8depay request-keyframe=true wait-for-keyframe=true ! vp8dec ! videoconvert ! "
                                "video/x-raw,format=BGRx ! appsink name=shown max-buffers=1 drop=true sync=false"
                              : "fakesink async=false",
            TRUE, nullptr);
        if (GstElement *shown = gst_bin_get_by_name(GST_BIN(bin), "shown")) {
            GstAppSinkCallbacks callbacks = {};
            callbacks.new_sample = onSample;
            gst_app_sink_set_callbacks(GST_APP_SINK(shown), &callbacks, self, nullptr);
            gst_object_unref(shown);
        }
        gst_bin_add(GST_BIN(self->m_pipeline), bin);
        gst_element_sync_state_with_parent(bin);
        GstPad *in = gst_element_get_static_pad(bin, "sink");
        gst_pad_link(pad, in);
        gst_object_unref(in);
    }
    static GstFlowReturn onSample(GstAppSink *sink, gpointer data)
    {
        auto *self = static_cast<WebrtcPeer *>(data);
        GstSample *sample = gst_app_sink_pull_sample(sink);
        if (!sample)
            return GST_FLOW_EOS;
        int width = 0;
        int height = 0;
        const GstStructure *caps = gst_caps_get_structure(gst_sample_get_caps(sample), 0);
        gst_structure_get_int(caps, "width", &width);
        gst_structure_get_int(caps, "height", &height);
        GstMapInfo map;
        if (gst_buffer_map(gst_sample_get_buffer(sample), &map, GST_MAP_READ) != FALSE) {
            const QImage view(map.data, width, height, qsizetype(width) * 4, QImage::Format_RGB32);
            const std::lock_guard lock(self->m_mutex);
            self->m_last = view.copy();
            gst_buffer_unmap(gst_sample_get_buffer(sample), &map);
        }
        gst_sample_unref(sample);
        return GST_FLOW_OK;
    }

    yz::Mailbox m_inbox;
    mutable std::mutex m_mutex;
    QImage m_last;
    GstElement *m_pipeline = nullptr;
    GstElement *m_webrtc = nullptr;
};
