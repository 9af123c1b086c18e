// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "camera/camera.h"
#include "camera/camera_choice.h"

#include <core/event_log.h>

#include <memory>

namespace yz {

/** A camera behind GStreamer; nothing of GStreamer is loaded or started before the first subscription. */
std::unique_ptr<Camera> makeGstCamera(const CameraChoice &choice, const Clock &clock, EventLog &log);

} // namespace yz
