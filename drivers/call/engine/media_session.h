// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "call/call_message.h"
#include "call/media_watchdog.h"
#include "call/rate_controller.h"
#include "call_program.h"

#include <core/mailbox.h>
#include <core/result.h>

#include <QTimer>

#include <gst/gst.h>

#include <functional>
#include <memory>
#include <string>
#include <thread>

namespace yz {

struct SessionShared;

/**
 * One session of a call: one pipeline around webrtcbin. GStreamer's threads reach it only through SessionShared, which
 * forgets it first of all when it ends.
 * Owner: CallEngine. Thread: the main one; `end` is carried out in a thread of its own. Faults: BadInput, Unsupported,
 * Internal, DataMalformed; later ones as Trouble. Personal data: pictures and sound on their way.
 */
class MediaSession : public QObject
{
public:
    using Said = std::function<void(CallMessage)>;

    MediaSession(int session, CallSetup setup, FrameSlots &frames, const Clock &clock, Said said, EngineTrial trial);
    ~MediaSession() override;

    Result<void> begin();
    Result<void> setAnswer(const QString &sdp);
    void addCandidate(const CallCandidate &candidate);
    /** Nothing is said any more; `ended` is called in another thread when all devices are closed. */
    void end(std::function<void()> ended);

    // What GStreamer's threads have found, told in ours
    void offered(const std::string &sdp);
    void found(int index, const QString &candidate);
    void troubled(Fault fault);

    int number() const { return m_number; }
    /** For tests that look at what was built. */
    GstElement *pipeline() const { return m_pipeline; }

private:
    Result<void> prepareWebrtc();
    void connectWebrtc();
    void watch();
    void everySecond();
    void setRate(double lost, double roundTripMs);

    int m_number;
    CallSetup m_setup;
    FrameSlots &m_frames;
    const Clock &m_clock;
    Said m_said;
    EngineTrial m_trial;
    MediaWatchdog m_watchdog;
    RateController m_rate;
    CallState m_told = CallState::Idle;
    bool m_isTroubled = false;
    QStringList m_mids; // of our own offer, in the order of its sections
    GstElement *m_pipeline = nullptr;
    GstElement *m_webrtc = nullptr;
    QTimer m_watchTimer;
    QTimer m_secondTimer;
    int m_countAtLastSecond = 0;
    int m_lossPercent = 0;
    int m_nacks = 0;
    Mailbox m_inbox;
    std::shared_ptr<SessionShared> m_shared; // shared: with every callback of GStreamer
    std::thread m_ending;
};

} // namespace yz
