// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/uuid.h>

#include <QString>

#include <optional>
#include <vector>

namespace yz::callflow {

/** What a call carries, from the most to the least; degrading goes downwards only. */
enum class Media { Video, Audio, Text };

enum class Phase { Consent, Requesting, Queued, Negotiating, Connecting, InCall, Reconnecting, Ended };

/** How it came to an end. */
enum class End {
    HungUp,      ///< the citizen pressed 挂断
    AgentEnded,  ///< the other side said goodbye
    AgentLeft,   ///< the other side went away in mid-call
    Nobody,      ///< nobody on duty, or nobody took it
    Refused,     ///< the hub would not have it
    Unreachable, ///< the hub cannot be reached
    Broken,      ///< neither picture, sound nor text could be kept up
};

/** Whether this end leaves a promise open: somebody is to call back. */
constexpr bool owesCallback(End end)
{
    return end != End::HungUp && end != End::AgentEnded;
}

/** A line of text beside the call. Personal data: the text. */
struct Line
{
    bool mine = false;
    QString text;
    bool operator==(const Line &) const = default;
};

/** What the visit and the screen know of a call. Personal data: the texts. */
struct Standing
{
    Phase phase = Phase::Requesting;
    Media media = Media::Video;
    int place = 0;                  ///< in the queue; 0: not told yet
    std::optional<int> waitSeconds; ///< expected
    QString agent;
    QString organisation;
    bool unstable = false;
    std::vector<Line> lines;
    End end = End::HungUp; ///< only in Ended
    bool operator==(const Standing &) const = default;
};

/** What is to be called about. */
struct Wish
{
    Uuid call;
    QString topic; ///< a code, at most 40 characters
    std::optional<Uuid> order;
    Media media = Media::Video;
};

} // namespace yz::callflow
