// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "camera/camera.h"
#include "camera/presence_judge.h"

#include <core/mailbox.h>
#include <core/worker.h>

#include <atomic>
#include <memory>
#include <mutex>
#include <string>

namespace yz {

class FaceFinder;

struct PresenceChoice
{
    /** A cascade of local binary patterns, of Debian's opencv-data. */
    std::string cascade = "/usr/share/opencv4/lbpcascades/lbpcascade_frontalface_improved.xml";
    Milliseconds every{250};
    PresenceTiming timing = {};
};

/**
 * Whether somebody stands before the camera: a face about as large as a quarter of the picture's height, whoever's.
 * The camera is on while it watches. Moments are those the pictures were taken at, by the camera's clock.
 * Owner: `app/main`. Thread: the one it was made in; it looks in a thread of its own.
 * Faults in `failed`: Unsupported when the cascade cannot be read; it then stays Unknown.
 * Personal data: one reduced grey picture at a time, in memory only, blackened after each look; no face is kept,
 * measured or told apart.
 */
class PresenceWatch : public QObject
{
    Q_OBJECT
public:
    explicit PresenceWatch(Camera &camera, PresenceChoice choice = {}, QObject *parent = nullptr);
    ~PresenceWatch() override;

    void start();
    void stop();
    Presence presence() const { return m_judge.presence(); }

Q_SIGNALS:
    void changed(yz::Presence presence);
    void failed(yz::Error error);

private:
    void look(int watch);
    void looked(int watch, bool seesFace, Instant at);
    void forget();
    void tellIfOther(Presence before);

    Camera &m_camera;
    PresenceChoice m_choice;
    PresenceJudge m_judge;
    int m_watch = 0; ///< the how-many-eth start: answers of an earlier one are dropped
    std::atomic<bool> m_isNoted = false;
    std::unique_ptr<FaceFinder> m_finder; ///< the worker's
    Mailbox m_inbox;
    std::mutex m_mutex;
    std::unique_ptr<FrameSubscription> m_subscription; ///< under the mutex: the worker takes from it
    Worker m_worker;                                   // last: ends before all that it works with
};

} // namespace yz
