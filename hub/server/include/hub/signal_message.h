// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/clock.h>
#include <core/result.h>
#include <core/uuid.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace yz::hub {

/** The bounds of hub/contract/signalling.schema.json. */
inline constexpr std::size_t kMaxSignal = 64 * 1024;
inline constexpr std::size_t kMaxSdp = 32 * 1024;
inline constexpr std::size_t kMaxCandidate = 2048;
inline constexpr std::size_t kMaxCallText = 1000; ///< characters
inline constexpr std::size_t kMaxTopic = 40;
inline constexpr int kMaxSession = 10'000;

enum class CallMedia { Video, Audio, Text };
std::string_view nameOf(CallMedia media);

struct IceServer
{
    std::vector<std::string> urls;
    std::string username;
    std::string credential;
};

/** What is said about a call. Personal data: texts and notes; network addresses in sdp and candidates. */
namespace say {
// terminal → hub
struct Request
{
    CallMedia media = CallMedia::Video;
    std::string topic;
    std::optional<Uuid> order = {};
};
struct Offer
{
    std::string sdp;
};
struct Degrade
{
    CallMedia media = CallMedia::Audio;
};
// agent → hub
struct Accept
{
};
struct Answer
{
    std::string sdp;
};
struct Note
{
    std::string text;
};
struct Duty ///< and back, as it is now
{
    bool on = false;
};
// both
struct Candidate
{
    std::optional<std::string> mid = {};
    std::optional<int> index = {};
    std::string candidate;
};
struct Text
{
    std::string text;
};
struct Bye
{
    std::string reason;
};
struct Ping
{
};
// hub → terminal
struct Hello
{
    std::vector<IceServer> ice;
    WallTime expires{};
};
struct Queued
{
    int place = 0;
    std::optional<int> expectedWaitSeconds = {};
};
struct Accepted
{
    std::string display, organisation;
};
// hub → agent
struct Call ///< yours now
{
    std::string topic;
    std::optional<Uuid> order;
    CallMedia media = CallMedia::Video;
    std::vector<IceServer> ice;
};
struct Waiting
{
    Uuid call;
    WallTime since{};
    std::string topic;
    std::optional<Uuid> order;
    CallMedia media = CallMedia::Video;
};
struct Queue
{
    std::vector<Waiting> waiting;
};
struct OrdersChanged
{
};
struct Pong
{
};
} // namespace say

using FromTerminal =
    std::variant<say::Request, say::Offer, say::Candidate, say::Text, say::Degrade, say::Bye, say::Ping>;
using FromAgent =
    std::variant<say::Accept, say::Answer, say::Candidate, say::Text, say::Note, say::Bye, say::Duty, say::Ping>;
using FromHub =
    std::variant<say::Hello, say::Queued, say::Accepted, say::Call, say::Queue, say::OrdersChanged, say::Duty,
                 say::Offer, say::Answer, say::Candidate, say::Text, say::Degrade, say::Bye, say::Pong>;

/** A message with what it is about. `call` is null for duty, pushes and pings that name none. */
template <class Message>
struct Signal
{
    Uuid call;
    int session = 0;
    Message message;
};

/**
 * One text frame. Pure; takes any bytes. Unsupported: of another version, or of a type this side may not send (dropped
 * and counted); DataMalformed with the member that breaks the rules. What is written again has known members only.
 */
Result<Signal<FromTerminal>> parseTerminalSignal(std::string_view frame);
Result<Signal<FromAgent>> parseAgentSignal(std::string_view frame);
std::string writeSignal(const Signal<FromHub> &signal);

} // namespace yz::hub
