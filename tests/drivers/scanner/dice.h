// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace yz::drawn {

/** SplitMix64: the same numbers with every library. */
class Dice
{
public:
    explicit Dice(std::uint64_t seed) : m_state(seed ^ 0xA5A5A5A5DEADBEEFU)
    {
        m_state = next() * 0xD1342543DE82EF95U + 1; // neighbouring seeds must not walk in each other's steps
    }

    std::uint64_t next()
    {
        m_state += 0x9E3779B97F4A7C15U;
        auto z = m_state;
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
        return z ^ (z >> 31U);
    }
    double unit() { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }
    double between(double low, double high) { return low + (high - low) * unit(); }
    int among(int count) { return static_cast<int>(next() % static_cast<std::uint64_t>(count)); }
    bool chance(double share) { return unit() < share; }
    /** Nearly normal, spread one. */
    double bell() { return (unit() + unit() + unit() + unit() - 2) * 1.7320508; }

private:
    std::uint64_t m_state;
};

} // namespace yz::drawn
