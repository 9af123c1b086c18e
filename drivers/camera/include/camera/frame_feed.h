// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "camera/camera.h"

#include <core/mailbox.h>

#include <atomic>

namespace yz {

/**
 * A subscription that speaks in signals, for whoever lives in an event loop: at most one picture is under way to it.
 * Owner: the subscriber; the camera is on while it lives. Thread: the owner's.
 */
class FrameFeed : public QObject
{
    Q_OBJECT
public:
    explicit FrameFeed(Camera &camera, Milliseconds atMostEvery = Milliseconds(0), QObject *parent = nullptr);

    std::uint64_t lost() const { return m_subscription->lost(); }

Q_SIGNALS:
    void frameReady(yz::FrameRef frame);

private:
    std::atomic<bool> m_isNoted = false;
    Mailbox m_inbox;
    std::unique_ptr<FrameSubscription> m_subscription; // last: nothing is posted any more when the inbox goes
};

} // namespace yz
