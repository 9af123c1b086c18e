// SPDX-License-Identifier: Apache-2.0
#include "camera/presence_watch.h"

#include "face_finder.h"

#include <utility>

namespace yz {

PresenceWatch::PresenceWatch(Camera &camera, PresenceChoice choice, QObject *parent)
    : QObject(parent), m_camera(camera), m_choice(std::move(choice)), m_judge(m_choice.timing), m_worker("yz-presence")
{
    connect(&camera, &Camera::statusChanged, this, [this](const CameraStatus &status) {
        if (status.state != CameraState::Live)
            forget();
    });
}

PresenceWatch::~PresenceWatch()
{
    const auto subscription = [this] {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_subscription, nullptr);
    }();
}

void PresenceWatch::start()
{
    if (m_subscription) // set in this thread only
        return;
    m_isNoted = false;
    const int watch = ++m_watch;
    m_worker.run(
        this,
        [this]() -> Result<void> {
            if (m_finder)
                return {};
            auto finder = std::make_unique<FaceFinder>();
            auto loaded = finder->load(m_choice.cascade);
            if (loaded)
                m_finder = std::move(finder);
            return loaded;
        },
        [this](Result<void> loaded) {
            if (loaded)
                return;
            stop(); // the camera is not on for nothing
            Q_EMIT failed(loaded.error());
        });
    auto subscription = m_camera.subscribe({m_choice.every, [this, watch] {
                                                if (m_isNoted.exchange(true))
                                                    return;
                                                m_worker.post([this, watch] { look(watch); });
                                            }});
    const std::lock_guard lock(m_mutex);
    m_subscription = std::move(subscription);
}

void PresenceWatch::stop()
{
    std::unique_ptr<FrameSubscription> ended; // outside the lock, which the worker may be waiting for
    {
        const std::lock_guard lock(m_mutex);
        ended = std::exchange(m_subscription, nullptr);
    }
    if (!ended)
        return;
    ended.reset();
    ++m_watch;
    m_worker.post([this] {
        if (m_finder)
            m_finder->forget();
    });
    forget();
}

/** In the worker. */
void PresenceWatch::look(int watch)
{
    m_isNoted = false;
    FrameRef frame;
    {
        const std::lock_guard lock(m_mutex);
        if (m_subscription)
            frame = m_subscription->take();
    }
    if (!frame || !m_finder)
        return;
    const bool seesFace = m_finder->sees(*frame);
    m_inbox.post([this, watch, seesFace, at = frame->takenAt()] { looked(watch, seesFace, at); });
}

void PresenceWatch::looked(int watch, bool seesFace, Instant at)
{
    if (watch != m_watch || m_camera.status().state != CameraState::Live)
        return;
    const auto before = m_judge.presence();
    m_judge.look(seesFace, at);
    tellIfOther(before);
}

void PresenceWatch::forget()
{
    const auto before = m_judge.presence();
    m_judge.forget();
    tellIfOther(before);
}

void PresenceWatch::tellIfOther(Presence before)
{
    if (m_judge.presence() != before)
        Q_EMIT changed(m_judge.presence());
}

} // namespace yz
