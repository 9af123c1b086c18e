// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "call/frame_slots.h"

#include <core/clock.h>
#include <core/mailbox.h>

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <set>

namespace yz {

class MediaSession;

/** Passed by who hands something to GStreamer, just before, and by who gets it there, first of all: the thread
 * sanitizer does not see the locks of GLib. */
inline void passHandover()
{
    static std::mutex door;
    const std::lock_guard through(door);
}

/** What GStreamer's threads hold of a session. After `forget` they find nobody, and leave. */
struct SessionShared
{
    std::mutex mutex;
    MediaSession *session = nullptr;       ///< under mutex
    Mailbox *inbox = nullptr;              ///< under mutex
    FrameSlots *frames = nullptr;          ///< under mutex
    std::function<void(CallStream)> shown; ///< under mutex; posts
    std::set<std::uint32_t> videoSources;  ///< under mutex: what the other side says is video
    bool hasVideo = false;                 ///< under mutex: one stream of each kind is taken, no more
    bool hasAudio = false;

    const Clock *clock = nullptr;
    bool isWatchedByPicture = true; ///< else by sound; set before anything runs
    std::atomic<Instant::rep> lastSeen{0};
    std::atomic<int> decoded{0};
    std::atomic<int> hertz{0};
    std::atomic<int> level{0};
    std::atomic<bool> isOwnShown{false}; ///< one note is under way
    std::atomic<bool> isRemoteShown{false};

    /** `call(session)` in the main thread, unless the session is over by then. */
    template <class Call>
    void post(Call call)
    {
        const std::lock_guard lock(mutex);
        if (inbox)
            inbox->post([this, call = std::move(call)]() mutable {
                if (session) // only the main thread changes it; the inbox goes with the session that holds this
                    call(*session);
            });
    }
    void forget()
    {
        const std::lock_guard lock(mutex);
        session = nullptr;
        inbox = nullptr;
        frames = nullptr;
        shown = nullptr;
    }
};
using SharedSession = std::shared_ptr<SessionShared>; // shared: see above

} // namespace yz
