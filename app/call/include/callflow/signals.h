// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "callflow/call_standing.h"

#include <core/result.h>
#include <core/uuid.h>

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>
#include <variant>
#include <vector>

namespace yz::callflow {

// What terminal and hub say to each other about a call: WebSocket text frames of one JSON object, at most 64 KiB.

struct IceServer
{
    QStringList urls;
    QString username;
    QString credential;
    bool operator==(const IceServer &) const = default;
};

namespace say {
struct Candidate ///< both ways
{
    QString mid;
    int index = 0;
    QString candidate;
    bool operator==(const Candidate &) const = default;
};
struct Text ///< both ways. Personal data.
{
    QString text;
    bool operator==(const Text &) const = default;
};
struct Bye ///< both ways
{
    QByteArray reason;
    bool operator==(const Bye &) const = default;
};
// terminal → hub
struct Request
{
    Media media = Media::Video;
    QString topic;
    std::optional<Uuid> order;
    bool operator==(const Request &) const = default;
};
struct Offer
{
    QString sdp;
    bool operator==(const Offer &) const = default;
};
struct Degrade
{
    Media media = Media::Audio;
    bool operator==(const Degrade &) const = default;
};
struct Ping
{
    bool operator==(const Ping &) const = default;
};
// hub → terminal
struct Hello
{
    std::vector<IceServer> ice;
    bool operator==(const Hello &) const = default;
};
struct Queued
{
    int place = 0;
    std::optional<int> waitSeconds;
    bool operator==(const Queued &) const = default;
};
struct Accepted
{
    QString display;
    QString organisation;
    bool operator==(const Accepted &) const = default;
};
struct Answer
{
    QString sdp;
    bool operator==(const Answer &) const = default;
};
struct Pong
{
    bool operator==(const Pong &) const = default;
};
} // namespace say

using ToHub = std::variant<say::Request, say::Offer, say::Candidate, say::Text, say::Degrade, say::Bye, say::Ping>;
using FromHub =
    std::variant<say::Hello, say::Queued, say::Accepted, say::Answer, say::Candidate, say::Text, say::Bye, say::Pong>;

struct Received
{
    Uuid call;
    int session = 0;
    FromHub message;
};

QByteArray encode(const Uuid &call, int session, const ToHub &message);

/** One frame. Unsupported for a type this version does not know (dropped and counted), DataMalformed for what breaks
 *  the rules: 64 KiB, SDP 32 KiB, texts 1000, 16 ICE servers of 8 addresses. */
Result<Received> decode(const QByteArray &frame);

} // namespace yz::callflow
