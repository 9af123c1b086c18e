// SPDX-License-Identifier: Apache-2.0
#include "call/rate_controller.h"

#include <algorithm>
#include <cmath>

namespace yz {
namespace {

constexpr double kMuchLost = 0.08;
constexpr double kLittleLost = 0.02;
constexpr double kBack = 0.7;
constexpr int kForward = 30;
constexpr double kGrownMs = 100;

bool isNumber(double value)
{
    return std::isfinite(value) && value >= 0;
}

} // namespace

int RateController::report(double fractionLost, double roundTripMs)
{
    // The numbers come from the other side: what is none says nothing.
    if (!isNumber(fractionLost))
        return m_kbits;
    bool isQueueing = false;
    if (isNumber(roundTripMs) && roundTripMs > 0) {
        m_bestRoundTripMs = m_bestRoundTripMs > 0 ? std::min(m_bestRoundTripMs, roundTripMs) : roundTripMs;
        isQueueing = roundTripMs > 2 * m_bestRoundTripMs && roundTripMs - m_bestRoundTripMs > kGrownMs;
    }
    if (fractionLost > kMuchLost || isQueueing)
        m_kbits = static_cast<int>(m_kbits * kBack);
    else if (fractionLost < kLittleLost)
        m_kbits += kForward;
    m_kbits = std::clamp(m_kbits, kLeast, kMost);
    return m_kbits;
}

} // namespace yz
