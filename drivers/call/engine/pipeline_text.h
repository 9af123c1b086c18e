// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "call/call_process.h"

#include <core/result.h>

#include <string>
#include <string_view>

namespace yz {

constexpr int kVideoPayload = 96;
constexpr int kAudioPayload = 97;

/** What we send, up to the element "webrtc", in the language of gst_parse_launch: the settings that decide stand here.
 *  BadInput: no source. */
Result<std::string> sendingPipeline(const CallSetup &setup);

/** From a received stream to pictures ("shown", an appsink) or sound; empty for an encoding that is not ours. */
std::string receivingPipeline(std::string_view encoding, const CallSetup &setup);

/** "turn://user:password@host:port?transport=udp" as webrtcbin wants it, from the form browsers use. Empty: neither
 *  stun: nor turn: nor turns:. */
std::string iceServerUri(const QString &url, const QString &username, const QString &credential);

/** Which elements of GStreamer are missing here, by name; empty when a call can be made. */
std::string missingElements();

} // namespace yz
