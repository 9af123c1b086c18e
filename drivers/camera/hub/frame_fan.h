// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "camera/camera.h"

#include <condition_variable>
#include <mutex>
#include <vector>

namespace yz {

/**
 * The subscribers of one camera and their one-picture places.
 * Owner: shared by the camera and its subscriptions, none of which needs to go first. Thread: any.
 */
class FrameFan : public std::enable_shared_from_this<FrameFan>
{
public:
    std::unique_ptr<FrameSubscription> subscribe(FrameWish wish);
    /** Lays the picture into every place it is wanted in. */
    void offer(const FrameRef &frame, Instant now);
    /** Lets go of what nobody has taken: the device is closed. */
    void clear();

    bool isWanted() const;
    /** Sleeps until somebody subscribes; false when the camera ends. */
    bool awaitWanted();
    /** Sleeps, but not longer than somebody is subscribed. */
    void pause(Milliseconds period);
    /** Nothing is wanted any more. */
    void end();

private:
    struct Place;
    class Subscription;

    std::vector<std::shared_ptr<Place>> places() const; // shared: a place may be left while it is being filled

    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::vector<std::shared_ptr<Place>> m_places; // shared: as above
    bool m_hasEnded = false;
};

} // namespace yz
