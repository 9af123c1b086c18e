// SPDX-License-Identifier: Apache-2.0
#include "camera/camera_choice.h"

#include <algorithm>
#include <string_view>

namespace yz {
namespace {

constexpr int kMostPixelsAcross = 8192;
constexpr int kMostFrames = 240;

/** What a file or device name may be made of here: nothing that the description's language reads in its own way. */
bool isPlain(std::string_view name)
{
    constexpr std::string_view kMarks = "/._-:+,=@%";
    return !name.empty() && name.size() < 1024 &&
           std::all_of(
               name.begin(), name.end(),
               [&](char c) {
                   return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                          kMarks.find(c) != std::string_view::npos;
               });
}

/** Exactly one number's place, "%d" or "%05d", and no other. */
bool isPattern(std::string_view files)
{
    const auto percent = files.find('%');
    if (percent == std::string_view::npos || files.find('%', percent + 1) != std::string_view::npos)
        return false;
    const auto end = files.find_first_not_of("0123456789", percent + 1);
    return end != std::string_view::npos && files[end] == 'd' && end - percent <= 3;
}

std::string rawCaps(const CameraChoice &choice, const std::string &format)
{
    return "video/x-raw,format=" + format + ",width=" + std::to_string(choice.size.width()) +
           ",height=" + std::to_string(choice.size.height()) + ",framerate=";
}

Result<std::string> device(const CameraChoice &choice)
{
    if (choice.device.empty())
        return Error{Fault::DeviceAbsent, "no camera is plugged in or named"};
    if (!isPlain(choice.device) || choice.device.front() != '/' || choice.device.find('%') != std::string::npos)
        return Error{Fault::BadInput, "not the path of a camera: '" + choice.device + "'"};
    const auto source = "v4l2src device=\"" + choice.device + "\" do-timestamp=true ! ";
    // Up to the rate asked for: in poor light, and at large sizes, a camera offers less.
    const auto rate = "(fraction)[1/1," + std::to_string(choice.framesPerSecond) + "/1]";
    if (choice.encoding == CameraChoice::Encoding::Yuy2)
        return source + rawCaps(choice, "YUY2") + rate;
    return source + "image/jpeg,width=" + std::to_string(choice.size.width()) +
           ",height=" + std::to_string(choice.size.height()) + ",framerate=" + rate +
           // A picture cut short on the wire is left out; a camera that sends nothing else is noticed by the hub.
           " ! jpegdec max-errors=-1";
}

Result<std::string> generated(const CameraChoice &choice)
{
    return "yizhanscene scene=" + std::to_string(static_cast<int>(choice.scene)) + " ! " + rawCaps(choice, "BGRx") +
           std::to_string(choice.framesPerSecond) + "/1";
}

Result<std::string> recorded(const CameraChoice &choice)
{
    if (!isPlain(choice.files) || !isPattern(choice.files))
        return Error{Fault::BadInput, "not a pattern of picture files: '" + choice.files + "'"};
    const bool isPng = choice.files.ends_with(".png");
    if (!isPng && !choice.files.ends_with(".jpg"))
        return Error{Fault::BadInput, "neither .jpg nor .png: '" + choice.files + "'"};
    return "multifilesrc location=\"" + choice.files +
           "\" start-index=0 loop=" + (choice.isRepeated ? "true" : "false") + " caps=image/" +
           (isPng ? "png" : "jpeg") + ",framerate=" + std::to_string(choice.framesPerSecond) + "/1 ! " +
           (isPng ? "pngdec" : "jpegdec") + " ! clocksync";
}

} // namespace

Result<std::string> sourceDescription(const CameraChoice &choice)
{
    const bool hasSize = choice.size.width() >= 32 && choice.size.width() <= kMostPixelsAcross &&
                         choice.size.height() >= 32 && choice.size.height() <= kMostPixelsAcross;
    if (!hasSize || choice.framesPerSecond < 1 || choice.framesPerSecond > kMostFrames)
        return Error{Fault::BadInput, "a camera of no possible size or rate"};
    switch (choice.kind) {
    case CameraChoice::Kind::Device:
        return device(choice);
    case CameraChoice::Kind::Generated:
        return generated(choice);
    case CameraChoice::Kind::Recorded:
        return recorded(choice);
    }
    return Error{Fault::Internal, "a kind of camera that nobody knows"};
}

} // namespace yz
