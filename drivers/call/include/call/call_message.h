// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "call/call_process.h"
#include "call/frame_slots.h"

#include <core/result.h>

#include <QByteArray>

#include <optional>
#include <variant>

namespace yz {

/** What kiosk and call process tell each other. Values. */
namespace callwire {

constexpr int kVersion = 1;
constexpr qsizetype kLongest = 64LL * 1024;

// To the call process
struct Begin ///< what went before ends first
{
    int session = 0;
    CallSetup setup;
};
struct Answer
{
    int session = 0;
    QString sdp;
};
struct End
{
};
// Both ways
struct Candidate
{
    int session = 0;
    CallCandidate candidate;
};
// To the kiosk
struct Ready
{
};
struct Offer
{
    int session = 0;
    QString sdp;
};
struct State
{
    int session = 0;
    CallState state = CallState::Idle;
};
struct Shown ///< a picture lies in the shared memory
{
    int session = 0;
    CallStream stream = CallStream::Remote;
};
struct Stats
{
    int session = 0;
    CallStats stats;
};
struct Trouble
{
    int session = 0;
    Fault fault = Fault::Internal;
};
struct Ended ///< camera and microphone are closed
{
};

} // namespace callwire

using CallMessage = std::variant<callwire::Begin, callwire::Answer, callwire::End, callwire::Candidate, callwire::Ready,
                                 callwire::Offer, callwire::State, callwire::Shown, callwire::Stats, callwire::Trouble,
                                 callwire::Ended>;

/** Four bytes of length, highest first, then JSON. */
QByteArray encode(const CallMessage &message);

/** One JSON text. DataMalformed, naming the member: too long, no such type, another version, a value out of bounds. */
Result<CallMessage> decodeCallMessage(const QByteArray &json);

/** Takes messages out of a stream of bytes, however it was cut. After an error nothing more is read from it. */
class CallMessageReader
{
public:
    void feed(const QByteArray &bytes) { m_bytes += bytes; }
    qsizetype held() const { return m_bytes.size(); }
    /** Nothing: not whole yet. */
    Result<std::optional<CallMessage>> next();

private:
    QByteArray m_bytes;
};

} // namespace yz
