// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <vector>

namespace yz::world {

using Milliseconds = std::chrono::milliseconds;

/**
 * The main thread of the world: descriptors, timers and posted tasks.
 * Tasks run on the main thread and hold no lock: each takes the world's lock by itself.
 * after() and post() may be called from any thread, the rest from the main thread only.
 */
class Loop
{
public:
    using Task = std::function<void()>;
    using Ready = std::function<void(short events)>;

    Loop();
    ~Loop();
    Loop(const Loop &) = delete;
    Loop &operator=(const Loop &) = delete;

    void post(Task task) { after(std::chrono::microseconds(0), std::move(task)); }
    void after(std::chrono::microseconds delay, Task task);
    void watch(int fd, short events, Ready ready);
    void unwatch(int fd);
    void run();
    void stop() { m_stopped = true; }
    /** Runs what is due now and comes back: the last receipts are written this way. */
    void drain();

private:
    using Instant = std::chrono::steady_clock::time_point;
    struct Watch
    {
        short events;
        Ready ready;
    };

    bool nextDue(Instant &due);
    void runDue();
    void waitUntil(bool timed, Instant due);

    int m_wake = -1;
    bool m_stopped = false;
    std::map<int, Watch> m_watches;
    std::mutex m_mutex;
    std::multimap<Instant, Task> m_tasks;
};

} // namespace yz::world
