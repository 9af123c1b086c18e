// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "page/outline_finder.h"

namespace yz::page {

/** The size the flat page gets, at most `longest`: A4 when it is nearly that, else by the lengths of its sides. */
cv::Size flatSize(const Corners &corners, cv::Size picture, double longest);
/** The page straightened, with `margin` points of what lies around it. */
cv::Mat straightened(const cv::Mat &picture, const Corners &corners, cv::Size size, int margin);
/** Shadows and the lamp's fall-off divided out: paper is white everywhere, colours of stamps stay. In place. */
void flatten(cv::Mat &page);

} // namespace yz::page
