// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/clock.h>

#include <atomic>

namespace yz {

/** A clock that stands still until a test moves it. Thread: any. */
class ManualClock final : public Clock
{
public:
    Instant now() const override { return Instant(Milliseconds(1'000'000'000) + Milliseconds(m_elapsed.load())); }
    WallTime wall() const override { return WallTime(Milliseconds(m_wallAtStart.load() + m_elapsed.load())); }
    bool wallIsTrusted() const override { return m_trusted.load(); }

    void advance(Milliseconds period) { m_elapsed += period.count(); }
    void setWall(WallTime wall) { m_wallAtStart = wall.time_since_epoch().count() - m_elapsed.load(); }
    void setWallTrusted(bool trusted) { m_trusted = trusted; }

private:
    std::atomic<Milliseconds::rep> m_elapsed{0};
    /** 2026-11-23T09:30:00+08:00 */
    std::atomic<Milliseconds::rep> m_wallAtStart{1'795'397'400'000};
    std::atomic<bool> m_trusted{true};
};

} // namespace yz
