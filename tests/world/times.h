// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace yz::world {

/** How often a fault is to happen: a number of times, or always. */
class Times
{
public:
    static constexpr int kAlways = -1;
    void set(int times) { m_left = times; }
    /** True when it is due now; counts down. */
    bool strike()
    {
        if (m_left > 0)
            --m_left;
        else if (m_left == 0)
            return false;
        return true;
    }

private:
    int m_left = 0;
};

} // namespace yz::world
