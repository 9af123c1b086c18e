// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <camera/frame_source.h>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>

namespace yz {

/** What the test puts into a ProbeSource and sees of it. Thread: any. */
class ProbeScript
{
public:
    void give(int frames)
    {
        const std::lock_guard lock(mutex);
        for (int i = 0; i < frames; ++i)
            answers.emplace_back(std::nullopt);
        wake.notify_all();
    }
    void fail(Fault fault)
    {
        const std::lock_guard lock(mutex);
        answers.emplace_back(Error{fault, "as the test says"});
        wake.notify_all();
    }
    /** The next calls of next() come back empty-handed at once, as after a patience that nobody has to sit through. */
    void timeOut(int times)
    {
        for (int i = 0; i < times; ++i)
            fail(Fault::TimedOut);
    }
    template <class Read>
    auto read(Read what)
    {
        const std::lock_guard lock(mutex);
        return what(*this);
    }

    std::mutex mutex;
    std::condition_variable wake;
    std::deque<std::optional<Error>> answers; ///< nothing: a picture
    std::optional<Error> refusal;             ///< of open()
    bool isOpen = false;
    int opened = 0;
    int refused = 0;
    int closed = 0;
    QSize size{64, 48};
    std::vector<std::weak_ptr<const Frame>> given;
};

/** A source that does as its script says. */
class ProbeSource final : public FrameSource
{
public:
    ProbeSource(ProbeScript &script, const Clock &clock) : m_script(script), m_clock(clock) {}

    Result<void> open() override
    {
        const std::lock_guard lock(m_script.mutex);
        m_script.wake.notify_all();
        if (m_script.refusal) {
            ++m_script.refused;
            return *m_script.refusal;
        }
        m_script.isOpen = true;
        ++m_script.opened;
        m_number = 0;
        return {};
    }
    Result<FrameRef> next(Milliseconds patience) override
    {
        std::unique_lock lock(m_script.mutex);
        if (!m_script.wake.wait_for(lock, patience, [this] { return !m_script.answers.empty(); }))
            return Error{Fault::TimedOut, "no picture"};
        const auto answer = std::move(m_script.answers.front());
        m_script.answers.pop_front();
        if (answer)
            return *answer;
        auto frame = std::make_shared<Frame>(m_script.size, m_clock.now(), ++m_number);
        m_script.given.push_back(frame);
        return FrameRef(std::move(frame));
    }
    void close() override
    {
        const std::lock_guard lock(m_script.mutex);
        m_script.closed += m_script.isOpen ? 1 : 0;
        m_script.isOpen = false;
    }

private:
    ProbeScript &m_script;
    const Clock &m_clock;
    std::uint64_t m_number = 0;
};

} // namespace yz
