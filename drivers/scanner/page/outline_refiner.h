// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "page/outline_finder.h"

namespace yz::page {

/**
 * The same corners laid to the edges of the whole picture, to a fraction of a point: each side becomes the straight
 * line that most of the steepest places beside it lie on. A side where there are too few stays as it is.
 * `reach`: how far from the given side, in points of the whole picture.
 */
Corners refined(const cv::Mat &grey, const Corners &corners, double reach);

} // namespace yz::page
