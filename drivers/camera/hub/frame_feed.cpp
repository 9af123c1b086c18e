// SPDX-License-Identifier: Apache-2.0
#include "camera/frame_feed.h"

namespace yz {

FrameFeed::FrameFeed(Camera &camera, Milliseconds atMostEvery, QObject *parent)
    : QObject(parent), m_subscription(camera.subscribe({atMostEvery, [this] {
                                                            if (m_isNoted.exchange(true))
                                                                return;
                                                            m_inbox.post([this] {
                                                                m_isNoted = false;
                                                                if (auto frame = m_subscription->take())
                                                                    Q_EMIT frameReady(std::move(frame));
                                                            });
                                                        }}))
{
}

} // namespace yz
