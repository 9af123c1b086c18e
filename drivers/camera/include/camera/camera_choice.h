// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "camera/scene.h"

#include <core/result.h>

#include <QSize>

#include <string>

namespace yz {

/** Which camera, and what is asked of it; data, from the configuration. */
struct CameraChoice
{
    enum class Kind {
        Device,    ///< v4l2
        Generated, ///< a scene that is drawn: demo and tests
        Recorded,  ///< pictures from files, one after the other, again and again
    };
    enum class Encoding { Mjpeg, Yuy2 };

    Kind kind = Kind::Device;
    /** Device: its node, by identity ("/dev/v4l/by-id/usb-…-video-index0"): numbers change with every plug. */
    std::string device;
    Encoding encoding = Encoding::Mjpeg; ///< Device: Yuy2 only for small sizes, USB 2 is too narrow for more
    Scene scene = Scene::Clock;          ///< Generated
    /** Recorded: a pattern of JPEG or PNG files with one number in it, "…/frame-%03d.jpg", from zero. */
    std::string files;
    bool isRepeated = true; ///< Recorded: otherwise the camera is Gone after the last
    QSize size{1280, 720};  ///< Device and Generated; what the device does not offer is refused by it
    int framesPerSecond = 30;
};

/**
 * How such a camera is opened, in the language of gst_parse_launch: from the source up to raw video, whatever its
 * format, to which the caller adds his own end. The one place that knows it. BadInput: a name that would need quoting,
 * a size or rate that makes no sense; DeviceAbsent: no device named. For Generated, call `prepareGStreamer` first.
 */
Result<std::string> sourceDescription(const CameraChoice &choice);

/** Starts GStreamer, once, and makes our generated scenes known to it; takes long the first time on a machine. Thread:
 *  any. Unsupported: GStreamer cannot be started. */
Result<void> prepareGStreamer();

} // namespace yz
