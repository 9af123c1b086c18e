// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>

namespace yz::page {

/** What is measured of a page that was found. */
struct PageMeasures
{
    double white = 0;      ///< the paper's brightness, of 255
    double blur = 0;       ///< spread of the edges, in points of the flat page
    double glareShare = 0; ///< the largest piece that is nothing but light
};

/** `grey` and `pale` (the darkest of the three colours): the flat page with a margin of `margin` points around it. */
PageMeasures measured(const cv::Mat &grey, const cv::Mat &pale, int margin);

} // namespace yz::page
