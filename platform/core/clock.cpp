// SPDX-License-Identifier: Apache-2.0
#include "core/clock.h"

#include <sys/timex.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>

namespace yz {

Instant SystemClock::now() const
{
    return std::chrono::steady_clock::now();
}

WallTime SystemClock::wall() const
{
    return std::chrono::time_point_cast<Milliseconds>(std::chrono::system_clock::now());
}

bool SystemClock::wallIsTrusted() const
{
    timex state{};
    const int answer = adjtimex(&state);
    if (answer < 0) // a sandbox forbids the question (ProtectClock=yes)
        return access(m_synchronized.c_str(), F_OK) == 0;
    // The kernel drops STA_UNSYNC once a time service disciplines the clock (adjtimex(2)).
    return answer != TIME_ERROR && (state.status & STA_UNSYNC) == 0;
}

std::string bootId()
{
    std::ifstream file("/proc/sys/kernel/random/boot_id");
    std::string id;
    std::getline(file, id);
    if (!id.empty())
        return id;
    const char *told = std::getenv("YIZHAN_BOOT");
    return told != nullptr ? told : std::string();
}

Milliseconds Deadline::remaining(const Clock &clock) const
{
    if (isNever())
        return Milliseconds::max();
    // Rounded up, so that a caller who waits this long finds the deadline passed.
    return std::max(Milliseconds(0), std::chrono::ceil<Milliseconds>(m_at - clock.now()));
}

} // namespace yz
