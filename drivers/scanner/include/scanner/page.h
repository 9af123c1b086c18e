// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QImage>
#include <QPointF>

#include <array>
#include <optional>
#include <span>
#include <string_view>

namespace yz {

/** Why a page cannot be taken as it lies there. What the citizen does about it differs per value. */
enum class PageFault {
    NoPage,   ///< lay one down
    CutOff,   ///< part of it lies outside the picture: move it
    TooSmall, ///< too far away for the writing: nearer
    TooDark,  ///< more light
    Glare,    ///< a lamp mirrors in it: turn it, or smooth it down
    Blurred,  ///< hold still; or the camera is not focused
};
inline constexpr int kPageFaults = 6;

/** As in the enum: for logs and tests. */
std::string_view name(PageFault fault);
std::span<const PageFault> allPageFaults();

/** The page's corners as fractions of the picture's width and height, clockwise from the one that is top left. */
using PageOutline = std::array<QPointF, 4>;

/** What one look at a picture found; a value. */
struct PageSight
{
    std::optional<PageOutline> outline; ///< drawn over the preview, also of a page that cannot be taken
    std::optional<PageFault> fault = PageFault::NoPage;
    /** The page's longer side in points of the picture; the writing's fineness. */
    double longSide = 0;

    bool isTakeable() const { return outline && !fault; }
};

/** A page as it is sent: upright as it lay, flat, evenly lit. Personal data: the document. */
struct ScannedPage
{
    QImage picture; ///< RGB32
};

/** The same page, turned clockwise by so many quarters: which way up the writing stands is the citizen's word. */
ScannedPage turned(const ScannedPage &page, int quarters);

} // namespace yz
