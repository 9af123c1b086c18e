// SPDX-License-Identifier: Apache-2.0
#include "loop.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>

namespace yz::world {

Loop::Loop() : m_wake(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {}

Loop::~Loop()
{
    close(m_wake);
}

void Loop::after(std::chrono::microseconds delay, Task task)
{
    {
        const std::lock_guard guard(m_mutex);
        m_tasks.emplace(std::chrono::steady_clock::now() + delay, std::move(task));
    }
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = write(m_wake, &one, sizeof one);
}

void Loop::watch(int fd, short events, Ready ready)
{
    m_watches[fd] = {events, std::move(ready)};
}

void Loop::unwatch(int fd)
{
    m_watches.erase(fd);
}

bool Loop::nextDue(Instant &due)
{
    const std::lock_guard guard(m_mutex);
    if (m_tasks.empty())
        return false;
    due = m_tasks.begin()->first;
    return true;
}

void Loop::runDue()
{
    for (;;) {
        Task task;
        {
            const std::lock_guard guard(m_mutex);
            if (m_tasks.empty() || m_tasks.begin()->first > std::chrono::steady_clock::now())
                return;
            task = std::move(m_tasks.begin()->second);
            m_tasks.erase(m_tasks.begin());
        }
        task();
    }
}

void Loop::waitUntil(bool timed, Instant due)
{
    std::vector<pollfd> fds{{m_wake, POLLIN, 0}};
    for (const auto &[fd, watch] : m_watches)
        fds.push_back({fd, watch.events, 0});
    timespec left{};
    if (timed) {
        const auto span = std::max(due - std::chrono::steady_clock::now(), std::chrono::steady_clock::duration::zero());
        const auto nanoseconds = std::chrono::duration_cast<std::chrono::nanoseconds>(span).count();
        left.tv_sec = nanoseconds / 1'000'000'000;
        left.tv_nsec = nanoseconds % 1'000'000'000;
    }
    if (ppoll(fds.data(), fds.size(), timed ? &left : nullptr, nullptr) <= 0)
        return;
    std::uint64_t count = 0;
    if (fds.front().revents) [[maybe_unused]]
        const auto got = read(m_wake, &count, sizeof count);
    runDue(); // what was posted comes before new commands: "printed" is true before anybody asks
    for (std::size_t i = 1; i < fds.size(); ++i) {
        const auto found = fds[i].revents ? m_watches.find(fds[i].fd) : m_watches.end();
        if (found == m_watches.end())
            continue;
        const Ready ready = found->second.ready; // a copy: the callback may unwatch itself
        ready(fds[i].revents);
    }
}

void Loop::run()
{
    m_stopped = false;
    while (!m_stopped) {
        runDue();
        if (m_stopped)
            break;
        Instant due;
        const bool timed = nextDue(due);
        waitUntil(timed, due);
    }
}

void Loop::drain()
{
    runDue();
}

} // namespace yz::world
