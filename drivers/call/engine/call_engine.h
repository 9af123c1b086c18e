// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "call/call_message.h"
#include "media_session.h"

#include <core/clock.h>

#include <QLocalSocket>

#include <functional>
#include <memory>
#include <optional>

namespace yz {

/**
 * The call program behind its socket: one session at a time, and a new one only when the devices of the last are free.
 * Owner: the program. Thread: main. Ends the program when the kiosk is gone or says nonsense.
 */
class CallEngine : public QObject
{
public:
    CallEngine(int control, FrameSlots frames, EngineTrial trial);

private:
    /** A session up to its offer, without camera and microphone: what the first call would load, and its certificate.
     */
    void rehearse();
    void read();
    void hear(const CallMessage &message);
    void begin(const callwire::Begin &wanted);
    void endSession();
    void sessionEnded();
    void say(const CallMessage &message);

    SystemClock m_clock;
    FrameSlots m_frames;
    EngineTrial m_trial;
    QLocalSocket m_socket;
    CallMessageReader m_reader;
    std::optional<callwire::Begin> m_next;
    bool m_isEnding = false;
    bool m_isEndAwaited = false;
    Mailbox m_inbox;
    std::unique_ptr<MediaSession> m_session; // last: its ending posts to the inbox
};

} // namespace yz
