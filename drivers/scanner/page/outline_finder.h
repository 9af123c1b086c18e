// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "page/edge_lines.h"

#include <array>
#include <optional>

namespace yz::page {

using Corners = std::array<cv::Point2f, 4>;

/** Where a page may lie, in points of the picture it was looked for in; clockwise from top left. */
struct FoundOutline
{
    Corners corners;
    bool isCut = false; ///< part of it lies outside the picture
    double support = 0; ///< how much of its sides is to be seen, 0…1
};

/** The best four lines that could be a page brighter than what it lies on; in points of the small picture. */
std::optional<FoundOutline> outlineIn(const SmallPicture &picture);

/** In the order of an outline. */
Corners inOrder(Corners corners);
double areaOf(const Corners &corners);
/** Where two lines meet; nothing when they are parallel. */
std::optional<cv::Point2f> meeting(const EdgeLine &one, const EdgeLine &other);

} // namespace yz::page
