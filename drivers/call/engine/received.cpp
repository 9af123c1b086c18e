// SPDX-License-Identifier: Apache-2.0
#include "received.h"

#include "pipeline_text.h"

#include <gst/app/gstappsink.h>
#include <gst/gst.h>
#include <gst/video/video.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <string>

namespace yz {
namespace {

struct Showing
{
    SharedSession shared;
    CallStream stream;
};

void write(const Showing &showing, GstSample *sample)
{
    GstVideoInfo info;
    GstVideoFrame frame;
    if (gst_video_info_from_caps(&info, gst_sample_get_caps(sample)) == FALSE ||
        gst_video_frame_map(&frame, &info, gst_sample_get_buffer(sample), GST_MAP_READ) == FALSE)
        return;
    auto &shared = *showing.shared;
    {
        const std::lock_guard lock(shared.mutex);
        if (shared.frames) {
            const int stride = GST_VIDEO_FRAME_PLANE_STRIDE(&frame, 0);
            const int height = GST_VIDEO_FRAME_HEIGHT(&frame);
            shared.frames->write(showing.stream, static_cast<const std::byte *>(GST_VIDEO_FRAME_PLANE_DATA(&frame, 0)),
                                 static_cast<std::size_t>(stride) * static_cast<std::size_t>(height),
                                 GST_VIDEO_FRAME_WIDTH(&frame), height, stride);
            shared.shown(showing.stream);
        }
    }
    gst_video_frame_unmap(&frame);
}

GstFlowReturn onSample(GstAppSink *sink, gpointer data)
{
    passHandover();
    const auto &showing = *static_cast<const Showing *>(data);
    GstSample *sample = gst_app_sink_pull_sample(sink);
    if (!sample)
        return GST_FLOW_EOS;
    if (showing.stream == CallStream::Remote) {
        ++showing.shared->decoded;
        showing.shared->lastSeen = showing.shared->clock->now().time_since_epoch().count();
    }
    write(showing, sample);
    gst_sample_unref(sample);
    return GST_FLOW_OK;
}

/** How loud and how high: the technician, and tests, see from it that somebody is heard. */
GstPadProbeReturn onSound(GstPad *, GstPadProbeInfo *info, gpointer data)
{
    auto &shared = **static_cast<SharedSession *>(data);
    GstMapInfo map;
    GstBuffer *buffer = GST_PAD_PROBE_INFO_BUFFER(info);
    if (!buffer || gst_buffer_map(buffer, &map, GST_MAP_READ) == FALSE)
        return GST_PAD_PROBE_OK;
    const auto *samples = reinterpret_cast<const std::int16_t *>(map.data);
    const auto count = map.size / sizeof(std::int16_t);
    double squares = 0;
    int crossings = 0;
    std::size_t first = 0;
    std::size_t last = 0;
    for (std::size_t i = 0; i < count; ++i) {
        squares += double(samples[i]) * samples[i];
        if (i > 0 && samples[i - 1] < 0 && samples[i] >= 0) {
            first = crossings == 0 ? i : first;
            last = i;
            ++crossings;
        }
    }
    if (count > 0)
        shared.level = static_cast<int>(std::sqrt(squares / double(count)) / 32.768);
    shared.hertz =
        crossings > 1 ? std::min(48'000, static_cast<int>(48'000.0 * (crossings - 1) / double(last - first))) : 0;
    if (!shared.isWatchedByPicture)
        shared.lastSeen = shared.clock->now().time_since_epoch().count();
    gst_buffer_unmap(buffer, &map);
    return GST_PAD_PROBE_OK;
}

void freeShared(gpointer data)
{
    delete static_cast<SharedSession *>(data);
}

bool isFirstOfItsKind(std::string_view encoding, SessionShared &shared)
{
    const std::lock_guard lock(shared.mutex);
    return shared.session && !std::exchange(encoding == "OPUS" ? shared.hasAudio : shared.hasVideo, true);
}

std::string encodingOf(GstPad *pad)
{
    GstCaps *caps = gst_pad_get_current_caps(pad);
    if (!caps)
        return {};
    const char *name = gst_structure_get_string(gst_caps_get_structure(caps, 0), "encoding-name");
    std::string encoding = name ? name : "";
    gst_caps_unref(caps);
    return encoding;
}

GstElement *binOf(const std::string &text)
{
    GError *error = nullptr;
    GstElement *bin = gst_parse_bin_from_description(text.c_str(), TRUE, &error);
    g_clear_error(&error);
    return bin;
}

GstPadProbeReturn maybeLose(GstPad *, GstPadProbeInfo *, gpointer data)
{
    thread_local std::minstd_rand chance(17);
    const double loss = *static_cast<double *>(data);
    return std::generate_canonical<double, 20>(chance) < loss ? GST_PAD_PROBE_DROP : GST_PAD_PROBE_OK;
}

void freeLoss(gpointer data)
{
    delete static_cast<double *>(data);
}

void onDeepElement(GstBin *, GstBin *, GstElement *element, gpointer data)
{
    GstElementFactory *factory = gst_element_get_factory(element);
    const std::string name = factory ? GST_OBJECT_NAME(factory) : "";
    const char *which = name == "nicesink" ? "sink" : name == "nicesrc" ? "src" : nullptr;
    GstPad *pad = which ? gst_element_get_static_pad(element, which) : nullptr;
    if (!pad)
        return;
    for (const auto kind : {GST_PAD_PROBE_TYPE_BUFFER, GST_PAD_PROBE_TYPE_BUFFER_LIST})
        gst_pad_add_probe(pad, kind, maybeLose, new double(*static_cast<double *>(data)), freeLoss);
    gst_object_unref(pad);
}

} // namespace

void showFrom(GstElement *appsink, CallStream stream, const SharedSession &shared)
{
    GstAppSinkCallbacks callbacks = {};
    callbacks.new_sample = onSample;
    gst_app_sink_set_callbacks(GST_APP_SINK(appsink), &callbacks, new Showing{shared, stream},
                               [](gpointer data) { delete static_cast<Showing *>(data); });
}

void receive(GstElement *pipeline, GstPad *pad, const CallSetup &setup, const SharedSession &shared)
{
    const auto encoding = encodingOf(pad);
    const auto text = receivingPipeline(encoding, setup);
    const bool isWanted = !text.empty() && isFirstOfItsKind(encoding, *shared);
    GstElement *bin = binOf(isWanted ? text : "fakesink sync=false async=false");
    if (!bin)
        return;
    if (GstElement *shown = gst_bin_get_by_name(GST_BIN(bin), "shown")) {
        showFrom(shown, CallStream::Remote, shared);
        gst_object_unref(shown);
    }
    if (GstElement *heard = gst_bin_get_by_name(GST_BIN(bin), "heard")) {
        GstPad *out = gst_element_get_static_pad(heard, "src");
        gst_pad_add_probe(out, GST_PAD_PROBE_TYPE_BUFFER, onSound, new SharedSession(shared), freeShared);
        gst_object_unref(out);
        gst_object_unref(heard);
    }
    gst_bin_add(GST_BIN(pipeline), bin);
    gst_element_sync_state_with_parent(bin);
    GstPad *in = gst_element_get_static_pad(bin, "sink");
    passHandover();
    gst_pad_link(pad, in);
    gst_object_unref(in);
}

void losePackets(GstElement *pipeline, double loss)
{
    g_signal_connect_data(
        pipeline, "deep-element-added", G_CALLBACK(onDeepElement), new double(loss),
        [](gpointer data, GClosure *) { freeLoss(data); }, GConnectFlags(0));
}

} // namespace yz
