// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "photograph.h"

#include <scanner/page_eye.h>

#include <vector>

namespace yz::drawn {

/** What the eye made of a photograph, held against the truth. */
struct Verdict
{
    PageSight sight;
    bool isRight = false;   ///< taken well, or refused for the right reason
    double cornerError = 0; ///< the worst corner, as a share of the page's longer side
    double likeness = 0;    ///< of the flattened page to the document itself: the middle of its written pieces, -1…1
    QString words;
};

/** A corner may be this far off; the writing must be this like. */
inline constexpr double kMostCornerError = 0.012;
inline constexpr double kLeastLikeness = 0.6;

Verdict judge(PageEye &eye, const Photograph &shot);

/** How often the eye was right. */
class Tally
{
public:
    void add(const Photograph &shot, const Verdict &verdict);

    int takeable() const { return m_takeable; }
    int refusable() const { return m_refusable; }
    double takenShare() const { return share(m_taken, m_takeable); }
    double refusedShare() const { return share(m_refused, m_refusable); }
    double middleCornerError() const;
    double middleLikeness() const;
    QString words() const;

private:
    static double share(int part, int whole) { return whole > 0 ? static_cast<double>(part) / whole : 0; }

    int m_takeable = 0;
    int m_taken = 0;
    int m_refusable = 0;
    int m_refused = 0;
    std::vector<double> m_errors;
    std::vector<double> m_likenesses;
};

} // namespace yz::drawn
