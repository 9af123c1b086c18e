// SPDX-License-Identifier: Apache-2.0
#include "gst_frame_source.h"

#include "camera/camera_choice.h"
#include "camera/gst_camera.h"
#include "hub/hub_camera.h"
#include "scene_element.h"

#include <gst/app/gstappsink.h>
#include <gst/gst.h>
#include <gst/video/video.h>

#include <cstring>
#include <utility>

namespace yz {
namespace {

/** One picture at most waits in the pipeline, and an old one makes room: the hub wants the newest. */
constexpr const char *kEnding = " ! videoconvert n-threads=1 ! video/x-raw,format=BGR ! appsink name=pictures "
                                "max-buffers=1 drop=true sync=false enable-last-sample=false wait-on-eos=false";

template <class T, void (*Release)(T *)>
struct Released
{
    void operator()(T *held) const { Release(held); }
};
void unrefObject(GstObject *object)
{
    gst_object_unref(object);
}
void unrefSample(GstSample *sample)
{
    gst_sample_unref(sample);
}
void unrefMessage(GstMessage *message)
{
    gst_message_unref(message);
}
using Object = std::unique_ptr<GstObject, Released<GstObject, unrefObject>>;
using Sample = std::unique_ptr<GstSample, Released<GstSample, unrefSample>>;
using Message = std::unique_ptr<GstMessage, Released<GstMessage, unrefMessage>>;
using GlibError = std::unique_ptr<GError, Released<GError, g_error_free>>;

Fault faultOf(const GError &error)
{
    if (error.domain == GST_RESOURCE_ERROR) {
        switch (error.code) {
        case GST_RESOURCE_ERROR_BUSY:
            return Fault::DeviceBusy;
        case GST_RESOURCE_ERROR_SETTINGS:
        case GST_RESOURCE_ERROR_NOT_AUTHORIZED:
            return Fault::DeviceBroken;
        default:
            return Fault::DeviceAbsent; // not found, or gone while it was read
        }
    }
    if (error.domain == GST_STREAM_ERROR)
        return error.code == GST_STREAM_ERROR_DECODE ? Fault::DeviceGarbled : Fault::Unsupported;
    if (error.domain == GST_CORE_ERROR)
        return Fault::Unsupported;
    return Fault::DeviceBroken;
}

/** A copy, whose rows are laid as Frame has them; what it was copied from is blackened where it is ours alone. */
Result<FrameRef> frameFrom(GstSample *sample, Instant now, std::uint64_t number)
{
    GstVideoInfo info;
    GstBuffer *buffer = gst_sample_get_buffer(sample);
    GstCaps *caps = gst_sample_get_caps(sample);
    GstVideoFrame seen;
    if (buffer == nullptr || caps == nullptr || gst_video_info_from_caps(&info, caps) == FALSE ||
        gst_video_frame_map(&seen, &info, buffer, GST_MAP_READ) == FALSE)
        return Error{Fault::DeviceGarbled, "a picture that cannot be looked at"};
    const QSize size(GST_VIDEO_FRAME_WIDTH(&seen), GST_VIDEO_FRAME_HEIGHT(&seen));
    auto frame = std::make_shared<Frame>(size, now, number); // shared: see FrameRef
    const auto *rows = static_cast<const std::byte *>(GST_VIDEO_FRAME_PLANE_DATA(&seen, 0));
    const auto stride = static_cast<std::ptrdiff_t>(GST_VIDEO_FRAME_PLANE_STRIDE(&seen, 0));
    for (std::ptrdiff_t y = 0; y < size.height(); ++y)
        std::memcpy(frame->bytes().data() + y * frame->stride(), rows + y * stride,
                    static_cast<std::size_t>(size.width()) * 3);
    gst_video_frame_unmap(&seen);
    if (gst_buffer_is_writable(buffer) != FALSE)
        gst_buffer_memset(buffer, 0, 0, gst_buffer_get_size(buffer));
    return FrameRef(std::move(frame));
}

} // namespace

struct GstFrameSource::Pipeline
{
    explicit Pipeline(GstElement *made) : whole(GST_OBJECT(made)) {}
    ~Pipeline()
    {
        sink.reset();
        gst_element_set_state(GST_ELEMENT(whole.get()), GST_STATE_NULL); // joins its threads, closes the device
    }
    Pipeline(const Pipeline &) = delete;
    Pipeline &operator=(const Pipeline &) = delete;

    Object whole;
    Object sink;
};

Result<void> prepareGStreamer()
{
    static const bool isReady = gst_init_check(nullptr, nullptr, nullptr) != FALSE && registerSceneElement();
    if (!isReady)
        return Error{Fault::Unsupported, "GStreamer cannot be started"};
    return {};
}

GstFrameSource::GstFrameSource(Result<std::string> description, const Clock &clock)
    : m_description(std::move(description)), m_clock(clock)
{
}

GstFrameSource::~GstFrameSource() = default;

Result<void> GstFrameSource::open()
{
    close();
    if (!m_description)
        return m_description.error();
    if (auto ready = prepareGStreamer(); !ready)
        return ready;
    GError *raw = nullptr;
    GstElement *made =
        gst_parse_launch_full((*m_description + kEnding).c_str(), nullptr, GST_PARSE_FLAG_FATAL_ERRORS, &raw);
    const GlibError error(raw);
    if (made == nullptr)
        return Error{Fault::Unsupported, error ? error->message : "the pipeline cannot be made"};
    m_pipeline = std::make_unique<Pipeline>(made);
    m_pipeline->sink.reset(GST_OBJECT(gst_bin_get_by_name(GST_BIN(made), "pictures")));
    if (!m_pipeline->sink)
        return Error{Fault::Internal, "a pipeline without an end"};
    if (gst_element_set_state(made, GST_STATE_PLAYING) == GST_STATE_CHANGE_FAILURE)
        return trouble();
    m_number = 0;
    return {};
}

Result<FrameRef> GstFrameSource::next(Milliseconds patience)
{
    if (!m_pipeline)
        return Error{Fault::Internal, "the camera is not open"};
    auto *sink = GST_APP_SINK(m_pipeline->sink.get());
    const Sample sample(gst_app_sink_try_pull_sample(sink, static_cast<GstClockTime>(patience.count()) * GST_MSECOND));
    if (sample)
        return frameFrom(sample.get(), m_clock.now(), ++m_number);
    auto *bus = gst_element_get_bus(GST_ELEMENT(m_pipeline->whole.get()));
    const bool hasFailed = gst_bus_have_pending(bus) != FALSE;
    gst_object_unref(bus);
    if (gst_app_sink_is_eos(sink) != FALSE || hasFailed) {
        auto why = trouble();
        if (why.fault != Fault::TimedOut)
            return why;
    }
    return Error{Fault::TimedOut, "no picture"};
}

/** What the pipeline complains of; TimedOut when of nothing. */
Error GstFrameSource::trouble() const
{
    auto *bus = gst_element_get_bus(GST_ELEMENT(m_pipeline->whole.get()));
    const Object held(GST_OBJECT(bus));
    constexpr auto kEnds = static_cast<GstMessageType>(GST_MESSAGE_ERROR | GST_MESSAGE_EOS);
    const Message message(gst_bus_pop_filtered(bus, kEnds));
    if (!message)
        return {Fault::TimedOut, "the pipeline says nothing"};
    if (GST_MESSAGE_TYPE(message.get()) == GST_MESSAGE_EOS)
        return {Fault::DeviceAbsent, "the source has ended"};
    GError *raw = nullptr;
    gst_message_parse_error(message.get(), &raw, nullptr);
    const GlibError error(raw);
    const char *where = GST_MESSAGE_SRC_NAME(message.get());
    return {faultOf(*error), std::string(where != nullptr ? where : "camera") + ": " + error->message};
}

void GstFrameSource::close()
{
    m_pipeline.reset();
}

std::unique_ptr<Camera> makeGstCamera(const CameraChoice &choice, const Clock &clock, EventLog &log)
{
    return std::make_unique<HubCamera>(std::make_unique<GstFrameSource>(sourceDescription(choice), clock), clock, log);
}

} // namespace yz
