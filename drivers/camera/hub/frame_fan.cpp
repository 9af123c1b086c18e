// SPDX-License-Identifier: Apache-2.0
#include "frame_fan.h"

#include <algorithm>
#include <utility>

namespace yz {

struct FrameFan::Place
{
    mutable std::mutex mutex;
    std::condition_variable filled;
    FrameWish wish;
    FrameRef frame;
    Instant lastGiven = Instant::min();
    std::uint64_t lost = 0;
    bool isLeft = false;
    bool hasEnded = false;

    bool isTooSoon(Instant now) const { return lastGiven != Instant::min() && now - lastGiven < wish.atMostEvery; }
};

class FrameFan::Subscription final : public FrameSubscription
{
public:
    // shared: the fan must stand as long as somebody may leave it
    Subscription(std::shared_ptr<FrameFan> fan, std::shared_ptr<Place> place)
        : m_fan(std::move(fan)), m_place(std::move(place))
    {
    }

    ~Subscription() override
    {
        FrameRef last;
        {
            const std::lock_guard lock(m_place->mutex);
            m_place->isLeft = true;
            m_place->wish.arrived = nullptr;
            last = std::move(m_place->frame);
        }
        const std::lock_guard lock(m_fan->m_mutex);
        std::erase(m_fan->m_places, m_place);
        m_fan->m_wake.notify_all();
    }

    FrameRef take() override
    {
        const std::lock_guard lock(m_place->mutex);
        return std::exchange(m_place->frame, nullptr);
    }

    FrameRef wait(Milliseconds patience) override
    {
        std::unique_lock lock(m_place->mutex);
        m_place->filled.wait_for(lock, patience, [this] { return m_place->frame || m_place->hasEnded; });
        return std::exchange(m_place->frame, nullptr);
    }

    std::uint64_t lost() const override
    {
        const std::lock_guard lock(m_place->mutex);
        return m_place->lost;
    }

private:
    std::shared_ptr<FrameFan> m_fan; // shared: as above
    std::shared_ptr<Place> m_place;  // shared: with the fan
};

std::unique_ptr<FrameSubscription> FrameFan::subscribe(FrameWish wish)
{
    auto place = std::make_shared<Place>(); // shared: with the subscription
    place->wish = std::move(wish);
    {
        const std::lock_guard lock(m_mutex);
        place->hasEnded = m_hasEnded;
        m_places.push_back(place);
        m_wake.notify_all();
    }
    return std::make_unique<Subscription>(shared_from_this(), std::move(place));
}

std::vector<std::shared_ptr<FrameFan::Place>> FrameFan::places() const // shared: see the header
{
    const std::lock_guard lock(m_mutex);
    return m_places;
}

void FrameFan::offer(const FrameRef &frame, Instant now)
{
    for (const auto &place : places()) {
        FrameRef replaced; // wiped, if it was the last of its kind, when nobody waits for the lock
        const std::lock_guard lock(place->mutex);
        if (place->isLeft || place->isTooSoon(now))
            continue;
        replaced = std::exchange(place->frame, frame);
        if (replaced)
            ++place->lost;
        place->lastGiven = now;
        place->filled.notify_all();
        if (place->wish.arrived)
            place->wish.arrived(); // under the lock: whoever leaves waits for its end
    }
}

void FrameFan::clear()
{
    for (const auto &place : places()) {
        FrameRef dropped;
        const std::lock_guard lock(place->mutex);
        dropped = std::exchange(place->frame, nullptr);
        place->lastGiven = Instant::min();
    }
}

bool FrameFan::isWanted() const
{
    const std::lock_guard lock(m_mutex);
    return !m_hasEnded && !m_places.empty();
}

bool FrameFan::awaitWanted()
{
    std::unique_lock lock(m_mutex);
    m_wake.wait(lock, [this] { return m_hasEnded || !m_places.empty(); });
    return !m_hasEnded;
}

void FrameFan::pause(Milliseconds period)
{
    std::unique_lock lock(m_mutex);
    m_wake.wait_for(lock, period, [this] { return m_hasEnded || m_places.empty(); });
}

void FrameFan::end()
{
    std::unique_lock lock(m_mutex);
    m_hasEnded = true;
    m_wake.notify_all();
    lock.unlock();
    for (const auto &place : places()) {
        const std::lock_guard guard(place->mutex);
        place->hasEnded = true;
        place->filled.notify_all();
    }
}

} // namespace yz
