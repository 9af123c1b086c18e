// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ui/views.h>

#include <QColor>
#include <QRectF>

class QPainter;

namespace yz::ui {

/** Pictures drawn by path, never an emblem. Meaning is always carried by words beside them. */
enum class Icon {
    // the eight tiles
    Umbrella, ///< legal aid: shelter
    TwoPeople,
    SealedPaper,
    Magnifier,
    Speech,
    Book,
    Signpost,
    Clock,
    // the bars
    Back,
    Home,
    HelpPerson,
    TextSize,
    HalfMoon,
    LowZone,
    Leave,
    Sound,
    Globe,
    // signs
    Phone,
    Tick,
    Warning,
    Info,
    Printer,
    Card,
    Paper,
    Up,
    Down,
    Forward,
    Pencil,
    Roof ///< our own word mark: a way station
};

Icon iconFor(TileIcon icon);
/** `fill` tints the inner shapes; pass a transparent colour for outlines only. */
void paintIcon(QPainter &painter, Icon icon, const QRectF &box, const QColor &stroke, const QColor &fill = {});

} // namespace yz::ui
