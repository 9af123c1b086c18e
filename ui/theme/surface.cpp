// SPDX-License-Identifier: Apache-2.0
#include "theme/surface.h"

#include <QImage>
#include <QPainter>
#include <QPixmap>
#include <QPixmapCache>

#include <algorithm>
#include <cmath>

namespace yz::ui {
namespace {

constexpr int kTile = 64; ///< edges are tiled from strips of this length: shorter ones cost more in portrait
constexpr double kShadowStrength = 0.13;

/** Distance from a point to a rounded rectangle; negative inside. */
double distanceTo(const QRectF &box, double radius, double x, double y)
{
    const double dx = std::abs(x - box.center().x()) - (box.width() / 2 - radius);
    const double dy = std::abs(y - box.center().y()) - (box.height() / 2 - radius);
    return std::hypot(std::max(dx, 0.0), std::max(dy, 0.0)) + std::min(std::max(dx, dy), 0.0) - radius;
}

/** Alpha is computed per pixel: many faint layers over each other round towards purple. */
void shade(QImage &image, const QRectF &sheet, double radius, double reach, double drop)
{
    const QRectF dropped = sheet.translated(0, drop);
    for (int y = 0; y < image.height(); ++y) {
        auto *line = reinterpret_cast<QRgb *>(image.scanLine(y));
        for (int x = 0; x < image.width(); ++x) {
            const double away = distanceTo(dropped, radius, x + 0.5, y + 0.5) / reach;
            const double fade = std::clamp(1 - away, 0.0, 1.0);
            line[x] = qRgba(20, 35, 58, static_cast<int>(std::lround(255 * kShadowStrength * fade * fade)));
        }
    }
}

struct Patch
{
    QPixmap picture;
    int corner = 0;
};

Patch patchFor(const Theme &theme, const Sheet &sheet)
{
    const int radius = theme.px(sheet.radius);
    const int margin = sheet.shadow ? sheetMargin(theme) : 0;
    const int corner = radius + margin + 2;
    const int side = 2 * corner + kTile;
    const int border = sheet.border.isValid() ? std::max(1, theme.px(sheet.borderWidth)) : 0;
    const QString key = QStringLiteral("sheet/%1/%2/%3/%4/%5")
                            .arg(sheet.fill.rgba(), 0, 16)
                            .arg(border ? sheet.border.rgba() : 0, 0, 16)
                            .arg(border)
                            .arg(radius)
                            .arg(margin);
    Patch patch{QPixmap(), corner};
    if (QPixmapCache::find(key, &patch.picture))
        return patch;
    QImage image(side, side, QImage::Format_ARGB32);
    image.fill(Qt::transparent);
    const QRectF box = QRectF(0, 0, side, side).adjusted(margin, margin, -margin, -margin);
    if (margin > 0)
        shade(image, box, radius, margin - theme.px(token::kShadowDrop), theme.px(token::kShadowDrop));
    image.convertTo(QImage::Format_ARGB32_Premultiplied);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(sheet.fill);
    painter.setPen(border ? QPen(sheet.border, border) : QPen(Qt::NoPen));
    const double half = border / 2.0;
    painter.drawRoundedRect(box.adjusted(half, half, -half, -half), radius - half, radius - half);
    painter.end();
    patch.picture = QPixmap::fromImage(image);
    QPixmapCache::insert(key, patch.picture);
    return patch;
}

} // namespace

int sheetMargin(const Theme &theme)
{
    return theme.colours().flat ? 0 : theme.px(Millimetres{token::kShadowReach.value + token::kShadowDrop.value});
}

void paintSheet(QPainter &painter, const Theme &theme, const QRect &box, const Sheet &sheet)
{
    const Patch patch = patchFor(theme, sheet);
    const int c = patch.corner;
    if (box.width() < 2 * c || box.height() < 2 * c) { // too small for the picture: drawn directly
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setBrush(sheet.fill);
        const double width = sheet.border.isValid() ? std::max(1, theme.px(sheet.borderWidth)) : 0;
        painter.setPen(width > 0 ? QPen(sheet.border, width) : QPen(Qt::NoPen));
        const double radius = std::min(theme.px(sheet.radius), std::min(box.width(), box.height()) / 2);
        const double inset = width / 2 + (sheet.shadow ? sheetMargin(theme) : 0);
        painter.drawRoundedRect(QRectF(box).adjusted(inset, inset, -inset, -inset), radius, radius);
        painter.restore();
        return;
    }
    const int far = c + kTile;
    const QPixmap &p = patch.picture;
    const int right = box.right() + 1 - c;
    const int bottom = box.bottom() + 1 - c;
    painter.drawPixmap(box.left(), box.top(), p, 0, 0, c, c);
    painter.drawPixmap(right, box.top(), p, far, 0, c, c);
    painter.drawPixmap(box.left(), bottom, p, 0, far, c, c);
    painter.drawPixmap(right, bottom, p, far, far, c, c);
    const int across = box.width() - 2 * c;
    for (int done = 0; done < across; done += kTile) {
        const int piece = std::min(kTile, across - done);
        painter.drawPixmap(box.left() + c + done, box.top(), p, c, 0, piece, c);
        painter.drawPixmap(box.left() + c + done, bottom, p, c, far, piece, c);
    }
    const int down = box.height() - 2 * c;
    for (int done = 0; done < down; done += kTile) {
        const int piece = std::min(kTile, down - done);
        painter.drawPixmap(box.left(), box.top() + c + done, p, 0, c, c, piece);
        painter.drawPixmap(right, box.top() + c + done, p, far, c, c, piece);
    }
    painter.fillRect(box.adjusted(c, c, -c, -c), sheet.fill);
}

Sheet cardSheet(const Theme &theme, bool pressed)
{
    const Colours &c = theme.colours();
    Sheet sheet;
    sheet.fill = pressed ? c.softPressed : c.surface;
    sheet.shadow = !c.flat;
    sheet.border = c.cardBorder;
    sheet.borderWidth = c.flat ? token::kStrongBorder : Millimetres{0.1};
    return sheet;
}

void paintFocus(QPainter &painter, const Theme &theme, const QRect &box, Millimetres radius)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    const double width = std::max(2, theme.px(token::kFocusRing));
    const double r = theme.px(radius);
    for (int ring = 0; ring < 2; ++ring) {
        const double inset = width * (ring + 0.5);
        painter.setPen(QPen(ring == 0 ? theme.colours().focusRing : theme.colours().focus, width));
        painter.drawRoundedRect(QRectF(box).adjusted(inset, inset, -inset, -inset), std::max(1.0, r - inset),
                                std::max(1.0, r - inset));
    }
    painter.restore();
}

} // namespace yz::ui
