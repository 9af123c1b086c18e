// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/clock.h>
#include <core/result.h>

#include <QString>

namespace yz::staff {

/** Nothing for the first four wrong ones; 30 s after the fifth, twice as long after each more, one hour at most. */
Milliseconds waitAfter(int failures);

/**
 * Counts wrong PINs, and how long nobody may try again. What it counts is on the disk before a PIN is looked at, so
 * that pulling the plug wins nothing; how long is measured by the machine's own uptime, so that setting the clock wins
 * nothing; after a restart of the machine, which has no common time with the last, the whole period begins anew.
 * Owner: StaffDesk. Thread: one at a time; blocks on the disk. No personal data.
 */
class PinLock
{
public:
    /** `file` is made when missing. One that cannot be understood counts as five failures: it was meddled with. */
    PinLock(QString file, std::string boot, const Clock &clock);

    int failures() const { return m_failures; }
    /** Zero: a try is allowed. */
    Milliseconds remaining() const;
    /** Before each try. An error: it could not be noted, and then it must not be made. */
    Result<void> countTry();
    /** After the right PIN. */
    Result<void> forget();

private:
    void read();
    Result<void> write() const;

    QString m_file;
    std::string m_boot;
    const Clock &m_clock;
    int m_failures = 0;
    Instant m_since{}; ///< of the last failure
};

} // namespace yz::staff
