// SPDX-License-Identifier: Apache-2.0
#include "hub_camera.h"

#include <utility>

namespace yz {

HubCamera::HubCamera(std::unique_ptr<FrameSource> source, const Clock &clock, EventLog &log, HubTiming timing)
    : m_hub(
          std::move(source), clock, log,
          [this](const CameraStatus &status) { m_inbox.post([this, status] { becomes(status); }); }, timing)
{
}

void HubCamera::becomes(const CameraStatus &status)
{
    const auto before = std::exchange(m_status, status);
    if (before.state != status.state || before.size != status.size || before.error.fault != status.error.fault)
        Q_EMIT statusChanged(status);
}

} // namespace yz
