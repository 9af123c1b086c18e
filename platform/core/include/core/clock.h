// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <string>
#include <utility>

namespace yz {

using Milliseconds = std::chrono::milliseconds;
/** A moment that only ever grows; what every period is measured with. */
using Instant = std::chrono::steady_clock::time_point;
/** A moment of the calendar (UTC); only shown and recorded, nothing is ordered by it. */
using WallTime = std::chrono::sys_time<Milliseconds>;

/** The only source of time. Owner: `app/main`, or a test. Thread: any. */
class Clock
{
public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;
    virtual WallTime wall() const = 0;
    /** Whether `wall()` was set from a trusted source since boot (recorded with every order). */
    virtual bool wallIsTrusted() const = 0;
};

/**
 * The machine's own clocks. `synchronized`: the file by which systemd-timesyncd says that it has set the clock since
 * boot (systemd-time-wait-sync.service(8)); asked where the kernel must not be.
 */
class SystemClock final : public Clock
{
public:
    explicit SystemClock(std::string synchronized = "/run/systemd/timesync/synchronized")
        : m_synchronized(std::move(synchronized))
    {
    }
    Instant now() const override;
    WallTime wall() const override;
    bool wallIsTrusted() const override;

private:
    std::string m_synchronized;
};

/**
 * Names this run of the machine: `Instant`s of two programs compare only under the same name. Empty: unknown. By the
 * kernel's word, or where a unit hides it (ProcSubset=pid) the service manager's: YIZHAN_BOOT (%b, systemd.unit(5)).
 */
std::string bootId();

/** When a blocking call gives up. A value; `never()` for none. */
class Deadline
{
public:
    static Deadline after(const Clock &clock, Milliseconds period) { return Deadline(clock.now() + period); }
    static Deadline never() { return Deadline(Instant::max()); }

    bool isNever() const { return m_at == Instant::max(); }
    bool expired(const Clock &clock) const { return !isNever() && clock.now() >= m_at; }
    /** What is left, never negative; `Milliseconds::max()` for `never()`. */
    Milliseconds remaining(const Clock &clock) const;
    /** The nearer of the two. */
    Deadline orSooner(Deadline other) const { return m_at < other.m_at ? *this : other; }

private:
    explicit Deadline(Instant at) : m_at(at) {}
    Instant m_at;
};

} // namespace yz
