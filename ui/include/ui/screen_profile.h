// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QSize>

#include <cmath>

namespace yz {

/** A length on the glass. The only unit that layouts know. */
struct Millimetres
{
    double value = 0;
};

enum class TextSize { Standard, Large, Larger, Elder }; ///< ×1, ×1.25, ×1.5, ×1.75
enum class Contrast { Standard, BlackOnWhite, WhiteOnBlack, YellowOnBlack };

/** The glass of one device model and how it is to be read. Data: from the terminal's configuration. */
struct ScreenProfile
{
    QSize pixels{1080, 1920};
    double millimetresPerPixel = 0.248; ///< 21.5": overrides what the display says of itself
    TextSize textSize = TextSize::Standard;
    Contrast contrast = Contrast::Standard;

    bool isPortrait() const { return pixels.height() > pixels.width(); }
    int px(Millimetres length) const { return static_cast<int>(std::lround(length.value / millimetresPerPixel)); }
};

} // namespace yz
