// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "camera/frame_hub.h"

#include <core/mailbox.h>

namespace yz {

/** A Camera that is a FrameHub, whose news it brings into its own thread. */
class HubCamera final : public Camera
{
    Q_OBJECT
public:
    HubCamera(std::unique_ptr<FrameSource> source, const Clock &clock, EventLog &log, HubTiming timing = {});

    std::unique_ptr<FrameSubscription> subscribe(FrameWish wish) override { return m_hub.subscribe(std::move(wish)); }
    CameraStatus status() const override { return m_status; }

private:
    void becomes(const CameraStatus &status);

    CameraStatus m_status;
    Mailbox m_inbox;
    FrameHub m_hub; // last: its thread posts to the inbox
};

} // namespace yz
