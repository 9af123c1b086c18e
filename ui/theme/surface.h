// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "theme/theme.h"

#include <QRect>

class QPainter;

namespace yz::ui {

/** A rounded sheet. `border` invalid: none. */
struct Sheet
{
    QColor fill;
    QColor border;
    Millimetres borderWidth = token::kBorder;
    Millimetres radius = token::kCardRadius;
    bool shadow = false;
};

/** How far the visible sheet lies inside the widget, so that its shadow stays within. */
int sheetMargin(const Theme &theme);
/** Corners and edges from a cached picture, the centre by a plain fill: stretching pictures is what costs time. */
void paintSheet(QPainter &painter, const Theme &theme, const QRect &box, const Sheet &sheet);
/** A card as most parts show it: white with a soft shadow, or bordered in the contrast modes. */
Sheet cardSheet(const Theme &theme, bool pressed = false);
/** Two rings, dark outside and bright inside: seen on white and on black. */
void paintFocus(QPainter &painter, const Theme &theme, const QRect &box, Millimetres radius);

} // namespace yz::ui
