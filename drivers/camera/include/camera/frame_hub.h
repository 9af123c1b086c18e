// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "camera/camera.h"
#include "camera/frame_source.h"

#include <core/event_log.h>

#include <functional>
#include <memory>
#include <thread>

namespace yz {

class FrameFan;

/** How patient a hub is. Data. */
struct HubTiming
{
    Milliseconds firstFrameWithin{4000}; ///< cameras take their time to start
    Milliseconds stalledAfter{1500};     ///< no picture for so long is a fault to be shown
    Milliseconds reopenedAfter{5000};    ///< no picture for so long: closed and opened anew
    Milliseconds betweenOpenings{1000};
};

/**
 * Hands the newest picture of one source to all subscribers, from one thread that opens the source with the first of
 * them and closes it with the last.
 * Owner: a Camera. Thread: any. Personal data: none of its own; the pictures lie with the subscribers.
 */
class FrameHub
{
public:
    /** Called in the hub's thread. */
    using Told = std::function<void(const CameraStatus &status)>;

    FrameHub(std::unique_ptr<FrameSource> source, const Clock &clock, EventLog &log, Told told, HubTiming timing = {});
    ~FrameHub();
    FrameHub(const FrameHub &) = delete;
    FrameHub &operator=(const FrameHub &) = delete;

    std::unique_ptr<FrameSubscription> subscribe(FrameWish wish);

private:
    void loop();
    Result<void> serve();
    Result<void> pump();
    void isAlive(const FrameRef &frame);
    void measureRate();
    void becomes(CameraState state, Error error = {});

    std::unique_ptr<FrameSource> m_source;
    const Clock &m_clock;
    EventLog &m_log;
    Told m_told;
    HubTiming m_timing;

    // The hub's thread
    CameraStatus m_status;
    bool m_isTroubled = false; ///< told in the log already
    Instant m_rateSince{};
    int m_rateCount = 0;

    std::shared_ptr<FrameFan> m_fan; // shared: with every subscription, which may outlive the hub
    std::thread m_thread;            // last: starts when all the rest stands
};

} // namespace yz
