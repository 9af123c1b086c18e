// SPDX-License-Identifier: Apache-2.0
#include "caller.h"

#include <QPainter>

namespace yz {

QImage drawnCaller(QSize size, const QColor &clothes)
{
    QImage picture(size, QImage::Format_RGB32);
    picture.fill(QColor(0xdd, 0xe4, 0xea));
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const qreal w = size.width();
    const qreal h = size.height();
    painter.setBrush(QColor(0xb9, 0xc7, 0xd3)); // a shelf behind
    painter.drawRect(QRectF(w * 0.06, h * 0.12, w * 0.2, h * 0.6));
    painter.setBrush(clothes);
    painter.drawEllipse(QPointF(w / 2, h * 1.05), w * 0.27, h * 0.4);
    painter.setBrush(QColor(0x3a, 0x33, 0x30)); // hair
    painter.drawEllipse(QPointF(w / 2, h * 0.38), h * 0.175, h * 0.21);
    painter.setBrush(QColor(0xea, 0xc6, 0xa5));
    painter.drawRect(QRectF(w / 2 - h * 0.06, h * 0.5, h * 0.12, h * 0.18));
    painter.drawEllipse(QPointF(w / 2, h * 0.42), h * 0.15, h * 0.19);
    painter.setBrush(QColor(0x8a, 0x6d, 0x55)); // the desk
    painter.drawRect(QRectF(0, h * 0.9, w, h * 0.1));
    return picture;
}

QImage drawnPage(QSize size)
{
    QImage picture(size, QImage::Format_RGB32);
    picture.fill(QColor(0x4a, 0x44, 0x40));
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(size.width() / 2.0, size.height() / 2.0);
    painter.rotate(-6);
    const qreal tall = size.height() * 0.8;
    const QRectF paper(-tall * 0.35, -tall / 2, tall * 0.7, tall);
    painter.fillRect(paper, QColor(0xf7, 0xf5, 0xef));
    for (int line = 0; line < 14; ++line) {
        const qreal wide = paper.width() * (line % 5 == 4 ? 0.4 : 0.76);
        painter.fillRect(
            QRectF(paper.left() + paper.width() * 0.12, paper.top() + tall * (0.12 + line * 0.055), wide, tall * 0.014),
            QColor(0x55, 0x5a, 0x66));
    }
    return picture;
}

} // namespace yz
