// SPDX-License-Identifier: Apache-2.0
#include "pipeline_text.h"

#include "call/frame_slots.h"
#include "call/rate_controller.h"

#include <QUrl>

#include <gst/gst.h>

#include <array>

namespace yz {
namespace {

/** Without it the browser's estimate of the way to us begins at a third of a megabit and its picture shrinks. */
constexpr const char *kTransportFeedback =
    ",extmap-3=(string)http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";

std::string number(int value)
{
    return std::to_string(value);
}

/** Old pictures are dropped before the encoder: a call shows what is, not what was. */
std::string shortQueue()
{
    return "queue leaky=downstream max-size-buffers=2 max-size-bytes=0 max-size-time=0";
}

std::string encoder(const CallSetup &setup)
{
    const int fps = setup.sources.framesPerSecond;
    if (setup.codec == CallCodec::H264)
        // No profile-level-id behind the payloader: it sets its own, and another is "not negotiated".
        return "openh264enc name=encoder complexity=low rate-control=bitrate usage-type=camera multi-thread=1 "
               "gop-size=" +
               number(4 * fps) + " bitrate=" + number(RateController::kStart * 1000) +
               " ! video/x-h264,profile=constrained-baseline ! rtph264pay pt=" + number(kVideoPayload) +
               " aggregate-mode=zero-latency config-interval=-1";
    // More threads than one cost seventeen times as much on a busy machine of two cores.
    return "vp8enc name=encoder deadline=1 cpu-used=8 threads=1 end-usage=cbr lag-in-frames=0 "
           "error-resilient=partitions keyframe-max-dist=" +
           number(4 * fps) + " target-bitrate=" + number(RateController::kStart * 1000) +
           " ! rtpvp8pay picture-id-mode=15-bit pt=" + number(kVideoPayload);
}

std::string video(const CallSetup &setup)
{
    const auto &sources = setup.sources;
    const auto size = ",width=" + number(sources.size.width()) + ",height=" + number(sources.size.height());
    return sources.video.toStdString() + " ! " + shortQueue() +
           " ! videoconvert ! videoscale ! videorate drop-only=true ! video/x-raw,format=I420" + size +
           ",framerate=[1/1," + number(sources.framesPerSecond) + "/1],pixel-aspect-ratio=1/1 ! tee name=own own. ! " +
           shortQueue() + " ! " + encoder(setup) + " ! application/x-rtp,media=video,clock-rate=90000,encoding-name=" +
           (setup.codec == CallCodec::H264 ? "H264" : "VP8") + ",payload=" + number(kVideoPayload) +
           kTransportFeedback + " ! webrtc. own. ! " + shortQueue() +
           " ! videoscale ! videoconvert ! video/x-raw,format=BGRx,width=320,height=240 ! "
           "appsink name=ownshown max-buffers=1 drop=true sync=false ";
}

std::string audio(const CallSetup &setup)
{
    return setup.sources.audio.toStdString() +
           " ! queue leaky=downstream max-size-time=200000000 ! audioconvert ! audioresample ! "
           "audio/x-raw,rate=48000,channels=1 ! opusenc bitrate=32000 inband-fec=true audio-type=voice ! rtpopuspay "
           "pt=" +
           number(kAudioPayload) +
           " ! application/x-rtp,media=audio,encoding-name=OPUS,payload=" + number(kAudioPayload) + " ! webrtc. ";
}

} // namespace

Result<std::string> sendingPipeline(const CallSetup &setup)
{
    const bool hasVideo = setup.media == CallMedia::Video && !setup.sources.video.isEmpty();
    const bool hasAudio = !setup.sources.audio.isEmpty();
    if (!hasVideo && !hasAudio)
        return Error{Fault::BadInput, "a call without a source"};
    // 200 ms and more, or a packet that is sent again comes too late.
    return "webrtcbin name=webrtc bundle-policy=max-bundle latency=200 " + (hasVideo ? video(setup) : std::string()) +
           (hasAudio ? audio(setup) : std::string());
}

std::string receivingPipeline(std::string_view encoding, const CallSetup &setup)
{
    // Without asking for a key frame the picture stays garbled after a loss.
    const std::string depay = " request-keyframe=true wait-for-keyframe=true ! ";
    const auto shown =
        " ! videoconvert ! videoscale ! video/x-raw,format=BGRx,width=[16," + number(FrameSlots::kMostWidth) +
        "],height=[16,720],pixel-aspect-ratio=1/1 ! appsink name=shown max-buffers=1 drop=true sync=false";
    if (encoding == "VP8")
        return "rtpvp8depay" + depay + "vp8dec ! " + shortQueue() + shown;
    if (encoding == "H264")
        return "rtph264depay" + depay + "h264parse ! avdec_h264 max-threads=1 ! " + shortQueue() + shown;
    if (encoding == "OPUS") {
        // A lost packet is guessed from the last one; to wait for what the next one says of it would cost 120 ms.
        const auto &speaker = setup.sources.speaker;
        return "rtpopusdepay ! opusdec plc=true use-inband-fec=false ! audioconvert ! audioresample ! "
               "audio/x-raw,format=S16LE,rate=48000,channels=1 ! identity name=heard silent=true ! queue "
               "max-size-time=500000000 ! audioconvert ! " +
               (speaker.isEmpty() ? std::string("autoaudiosink") : speaker.toStdString());
    }
    return {};
}

std::string iceServerUri(const QString &url, const QString &username, const QString &credential)
{
    const auto colon = url.indexOf(QLatin1Char(':'));
    const auto scheme = url.left(colon).toStdString();
    const auto rest = url.mid(colon + 1).toStdString();
    constexpr std::string_view kPlain = "-._~:?=[]";
    const bool isPlain = !rest.empty() && std::all_of(rest.begin(), rest.end(), [&](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               kPlain.find(c) != std::string_view::npos;
    });
    if (!isPlain || (scheme != "stun" && scheme != "turn" && scheme != "turns"))
        return {};
    if (scheme == "stun")
        return "stun://" + rest;
    return scheme + "://" + QUrl::toPercentEncoding(username).toStdString() + ":" +
           QUrl::toPercentEncoding(credential).toStdString() + "@" + rest;
}

std::string missingElements()
{
    // Without some of these the failure would be silent, or speak of something else.
    constexpr std::array kNeeded = {"webrtcbin",    "nicesrc",       "nicesink",   "dtlssrtpenc", "dtlssrtpdec",
                                    "srtpenc",      "srtpdec",       "rtpbin",     "vp8enc",      "vp8dec",
                                    "rtpvp8pay",    "rtpvp8depay",   "opusenc",    "opusdec",     "rtpopuspay",
                                    "rtpopusdepay", "appsink",       "videoscale", "videorate",   "videoconvert",
                                    "audioconvert", "audioresample", "h264parse",  "rtph264pay",  "rtph264depay"};
    std::string missing;
    for (const char *name : kNeeded) {
        if (auto *factory = gst_element_factory_find(name))
            gst_object_unref(factory);
        else
            missing += (missing.empty() ? "" : " ") + std::string(name);
    }
    return missing;
}

} // namespace yz
