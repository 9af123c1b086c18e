// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/clock.h>

#include <algorithm>
#include <functional>

namespace yz::sync {

/** A random period from nothing to `longest`. */
using Jitter = std::function<Milliseconds(Milliseconds longest)>;

/** Full jitter: rand(0, min(300 s, 2 s · 2^n)). A value. */
class Backoff
{
public:
    Milliseconds next(const Jitter &jitter)
    {
        const Milliseconds window = std::min<Milliseconds>(kLongest, kFirst * (1 << std::min(m_failures, 10)));
        ++m_failures;
        return jitter(window);
    }
    void reset() { m_failures = 0; }
    int failures() const { return m_failures; }

private:
    static constexpr Milliseconds kFirst = std::chrono::seconds(2);
    static constexpr Milliseconds kLongest = std::chrono::seconds(300);
    int m_failures = 0;
};

} // namespace yz::sync
