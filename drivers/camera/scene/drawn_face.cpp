// SPDX-License-Identifier: Apache-2.0
#include "drawn_face.h"

#include <QRadialGradient>

namespace yz {
namespace {

/** A blot with a soft edge, in units of the face's width. */
void shade(QPainter &painter, QPointF centre, double across, double down, QColor colour)
{
    painter.save();
    painter.translate(centre);
    painter.scale(across, down);
    QRadialGradient soft(QPointF(0, 0), 1);
    soft.setColorAt(0, colour);
    soft.setColorAt(0.55, colour);
    colour.setAlpha(0);
    soft.setColorAt(1, colour);
    painter.setPen(Qt::NoPen);
    painter.setBrush(soft);
    painter.drawEllipse(QPointF(0, 0), 1, 1);
    painter.restore();
}

void drawEye(QPainter &painter, QPointF at)
{
    shade(painter, at + QPointF(0, -0.005), 0.15, 0.085, QColor(120, 84, 66, 190));
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(226, 220, 212));
    painter.drawEllipse(at, 0.075, 0.030);
    painter.setBrush(QColor(34, 24, 20));
    painter.drawEllipse(at, 0.036, 0.036);
    shade(painter, at + QPointF(0, -0.105), 0.135, 0.038, QColor(38, 28, 24, 235));
}

} // namespace

void drawFace(QPainter &painter, QSize size)
{
    painter.save();
    painter.translate(size.width() / 2.0, size.height() * 0.48);
    const double width = size.height() * 0.42;
    painter.scale(width, width);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(52, 62, 84));
    painter.drawEllipse(QPointF(0, 1.30), 1.05, 0.62); // shoulders
    painter.setBrush(QColor(186, 144, 120));
    painter.drawRect(QRectF(-0.19, 0.35, 0.38, 0.45)); // neck
    painter.setBrush(QColor(36, 28, 26));
    painter.drawEllipse(QPointF(0, -0.16), 0.54, 0.62); // hair
    QRadialGradient skin(QPointF(0, -0.02), 0.72);
    skin.setColorAt(0, QColor(232, 194, 168));
    skin.setColorAt(0.6, QColor(216, 174, 148));
    skin.setColorAt(1, QColor(168, 126, 104));
    painter.setBrush(skin);
    painter.drawEllipse(QPointF(0, 0.04), 0.44, 0.58);
    drawEye(painter, {-0.19, -0.06});
    drawEye(painter, {0.19, -0.06});
    shade(painter, {0, 0.05}, 0.045, 0.17, QColor(244, 212, 190, 200)); // bridge of the nose
    shade(painter, {-0.055, 0.20}, 0.040, 0.024, QColor(96, 62, 50, 210));
    shade(painter, {0.055, 0.20}, 0.040, 0.024, QColor(96, 62, 50, 210));
    shade(painter, {0, 0.225}, 0.13, 0.035, QColor(150, 108, 88, 150));
    shade(painter, {-0.27, 0.17}, 0.12, 0.10, QColor(240, 204, 182, 150)); // cheeks
    shade(painter, {0.27, 0.17}, 0.12, 0.10, QColor(240, 204, 182, 150));
    shade(painter, {0, 0.345}, 0.17, 0.045, QColor(140, 70, 66, 230)); // mouth
    shade(painter, {0, 0.340}, 0.16, 0.014, QColor(70, 30, 30, 230));
    shade(painter, {0, 0.435}, 0.12, 0.030, QColor(176, 132, 110, 160)); // below the lip
    painter.restore();
}

} // namespace yz
