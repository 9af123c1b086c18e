// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace yz {

/**
 * How many kilobits a second the picture may take, from what the other side reports once a second: more than 8 % lost
 * takes it to seven tenths, less than 2 % adds 30 kbit/s; a round trip that grew to more than twice its best, and by
 * 100 ms at least, counts like loss, for a queue is filling up. Between 100 and 1500 kbit/s.
 * Owner: a media session. Thread: its own. Errors: none.
 */
class RateController
{
public:
    static constexpr int kStart = 400;
    static constexpr int kLeast = 100;
    static constexpr int kMost = 1500;

    /** `fractionLost` 0..1, `roundTripMs` zero for unknown. The rate from now on; call once a second. */
    int report(double fractionLost, double roundTripMs);
    int kbits() const { return m_kbits; }

private:
    int m_kbits = kStart;
    double m_bestRoundTripMs = 0;
};

} // namespace yz
