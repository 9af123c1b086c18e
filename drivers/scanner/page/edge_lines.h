// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>
#include <vector>

namespace yz::page {

/** A straight line `x·normal = distance` in the small picture, and how much of it was seen. */
struct EdgeLine
{
    cv::Point2f normal; ///< of length one
    float distance = 0;
    float length = 0;      ///< of the pieces that were seen
    bool isBorder = false; ///< the picture's own edge: a page may go on behind it

    float of(cv::Point2f point) const { return normal.dot(point) - distance; }
};

/** The small picture in which a page is looked for. */
struct SmallPicture
{
    cv::Mat pale;     ///< the darkest of the three colours: paper is bright in all, desks are not; stretched to 255
    cv::Mat filled;   ///< the same without writing: what is thin and dark is filled up
    cv::Mat vivid;    ///< how much brighter the brightest of the three is, of 255: paper has little colour
    double scale;     ///< points of the small one for a point of the whole
    double brightest; ///< before stretching: the level few points exceed
};

SmallPicture smallPictureOf(const cv::Mat &whole);

/** The longest straight edges, and the four of the picture itself behind them. */
std::vector<EdgeLine> edgeLinesIn(const SmallPicture &picture);

} // namespace yz::page
