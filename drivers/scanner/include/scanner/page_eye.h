// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "scanner/page.h"

#include <core/result.h>

#include <cstddef>
#include <memory>
#include <span>

namespace yz {

class Frame;

/** Bytes that somebody says are a picture: blue, green, red, eight bits each. */
struct RawPicture
{
    std::span<const std::byte> bytes;
    int width = 0;
    int height = 0;
    int stride = 0; ///< bytes from one row to the next
};

/** BadInput: empty, beyond 40 million points, or the bytes are fewer than what is said of them. */
Result<RawPicture> checked(const RawPicture &picture);
/** A frame's bytes, unchecked. */
RawPicture rawOf(const Frame &frame);

/** How strict the eye is. Data; measured on drawn photographs (tests/drivers/scanner). */
struct PageLimits
{
    double smallestShare = 0.12;   ///< of the picture's area
    double darkestWhite = 70;      ///< the paper's brightness, of 255
    double blurMillimetres = 0.36; ///< spread of an edge, were the page of A4's size
    double glareShare = 0.004;     ///< of the page's area, in one piece
    int longestOutput = 2339;      ///< points: A4 at 200 to the inch
};

/**
 * Finds the one page in a picture, judges whether it can be taken, and takes it: straight, flat, evenly lit.
 * Owner: a scanner. Thread: one at a time. Errors: BadInput as of `checked`. Personal data: the picture, while
 * a call lasts.
 */
class PageEye
{
public:
    explicit PageEye(PageLimits limits = {});
    ~PageEye();

    /** Where the page lies and what is wrong with it. */
    Result<PageSight> look(const RawPicture &picture);
    /** The page within the outline. BadInput: it is none, or too thin. */
    Result<ScannedPage> take(const RawPicture &picture, const PageOutline &outline);

private:
    struct Retina;
    std::unique_ptr<Retina> m_retina;
};

/** Both for a still. BadInput: no picture, or none that can be judged. */
Result<PageSight> lookAt(PageEye &eye, const QImage &still);
Result<ScannedPage> takeFrom(PageEye &eye, const QImage &still, const PageOutline &outline);

} // namespace yz
