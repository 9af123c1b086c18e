// SPDX-License-Identifier: Apache-2.0
#include "camera/scene.h"

#include "drawn_face.h"

#include <QPainter>
#include <QPolygonF>
#include <QTransform>

#include <algorithm>
#include <array>
#include <random>
#include <utility>

namespace yz {
namespace {

constexpr int kBars = 32;
constexpr int kClockBits = 24;
constexpr std::uint32_t kClockMask = (1U << kClockBits) - 1;
constexpr std::uint32_t kCheck = 0xA5;

std::uint32_t checkOf(std::uint32_t clock)
{
    return ((clock >> 16) ^ (clock >> 8) ^ clock ^ kCheck) & 0xFF;
}

void drawColumns(QPainter &painter, QSize size)
{
    const std::array colours = {QColor(200, 40, 40), QColor(40, 160, 60), QColor(40, 60, 200)};
    for (int i = 0; i < 3; ++i)
        painter.fillRect(QRect(i * size.width() / 3, 0, size.width() / 3 + 1, size.height()),
                         colours[static_cast<std::size_t>(i)]);
}

void drawDesk(QPainter &painter, QSize size)
{
    painter.fillRect(QRect(QPoint(), size), QColor(70, 52, 40));
    std::minstd_rand grain(7); // the same desk each time
    for (int y = 0; y < size.height(); y += 6) {
        const int shade = static_cast<int>(grain() % 14);
        painter.fillRect(0, y, size.width(), 3, QColor(66 + shade, 49 + shade, 38 + shade));
    }
}

/** One character-like knot of strokes: text enough for whoever looks for lines, without a font. */
void drawGlyph(QPainter &painter, QRectF box, std::minstd_rand &chance)
{
    const auto at = [&] { return static_cast<double>(chance() % 100) / 100.0; };
    for (int stroke = 0; stroke < 5; ++stroke) {
        const bool isLevel = chance() % 2 == 0;
        const double along = at();
        const auto from = QPointF(isLevel ? 0.0 : along, isLevel ? along : 0.0);
        const auto to = QPointF(isLevel ? 1.0 : along, isLevel ? along : 1.0);
        painter.drawLine(QPointF(box.x() + from.x() * box.width(), box.y() + from.y() * box.height()),
                         QPointF(box.x() + to.x() * box.width(), box.y() + to.y() * box.height()));
    }
}

/** An A4 page of 210 by 297, in millimetres. */
void drawPageItself(QPainter &painter)
{
    painter.fillRect(QRectF(0, 0, 210, 297), QColor(243, 241, 235));
    painter.setPen(QPen(QColor(35, 35, 40), 0.7));
    std::minstd_rand chance(3);
    for (int i = 0; i < 6; ++i)
        drawGlyph(painter, QRectF(60 + i * 16, 24, 12, 12), chance);
    for (int line = 0; line < 20; ++line) {
        const int length = line % 5 == 4 ? 12 : 26;
        for (int i = 0; i < length; ++i)
            drawGlyph(painter, QRectF(24 + i * 6.2, 52 + line * 10.5, 4.6, 5.4), chance);
    }
}

void drawPage(QPainter &painter, QSize size)
{
    drawDesk(painter, size);
    const double w = size.width();
    const double h = size.height();
    // Seen from a little before it: aslant, and narrower at the far edge.
    const QPolygonF corners({{0.30 * w, 0.08 * h}, {0.66 * w, 0.06 * h}, {0.74 * w, 0.94 * h}, {0.26 * w, 0.92 * h}});
    QTransform lying;
    if (!QTransform::quadToQuad(QPolygonF({{0, 0}, {210, 0}, {210, 297}, {0, 297}}), corners, lying))
        return;
    painter.setTransform(lying);
    drawPageItself(painter);
}

void drawHall(QPainter &painter, QSize size)
{
    QLinearGradient wall(0, 0, 0, size.height());
    wall.setColorAt(0, QColor(176, 180, 184));
    wall.setColorAt(1, QColor(138, 142, 146));
    painter.fillRect(QRect(QPoint(), size), wall);
}

} // namespace

std::optional<Scene> sceneNamed(std::string_view name)
{
    constexpr std::array<std::pair<std::string_view, Scene>, 4> kScenes = {
        {{"clock", Scene::Clock}, {"page", Scene::Page}, {"face", Scene::Face}, {"empty", Scene::Empty}}};
    for (const auto &[word, scene] : kScenes) {
        if (word == name)
            return scene;
    }
    return {};
}

QImage drawScene(Scene scene, QSize size)
{
    QImage picture(size, QImage::Format_RGB32);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    switch (scene) {
    case Scene::Clock:
        drawColumns(painter, size);
        break;
    case Scene::Page:
        drawPage(painter, size);
        break;
    case Scene::Face:
        drawHall(painter, size);
        drawFace(painter, size);
        break;
    case Scene::Empty:
        drawHall(painter, size);
        break;
    }
    return picture;
}

void drawClockBars(QImage &picture, std::uint32_t milliseconds)
{
    const auto clock = milliseconds & kClockMask;
    const auto bits = (clock << (kBars - kClockBits)) | checkOf(clock);
    const int height = picture.height() / 8;
    QPainter painter(&picture);
    for (int i = 0; i < kBars; ++i) {
        const int left = i * picture.width() / kBars;
        const int right = (i + 1) * picture.width() / kBars;
        const bool isOne = ((bits >> (kBars - 1 - i)) & 1U) != 0;
        painter.fillRect(left, 0, right - left, height, isOne ? Qt::white : Qt::black);
    }
}

std::optional<std::uint32_t> readClockBars(const QImage &picture)
{
    if (picture.width() < kBars || picture.height() < 8)
        return {};
    std::uint32_t bits = 0;
    const int y = picture.height() / 16;
    for (int i = 0; i < kBars; ++i) {
        const int x = (2 * i + 1) * picture.width() / (2 * kBars);
        bits = (bits << 1) | (qGray(picture.pixel(x, y)) > 127 ? 1U : 0U);
    }
    const auto clock = bits >> (kBars - kClockBits);
    if ((bits & 0xFF) != checkOf(clock))
        return {};
    return clock;
}

std::uint32_t clockBarsOf(Instant now)
{
    const auto count = std::chrono::duration_cast<Milliseconds>(now.time_since_epoch()).count();
    return static_cast<std::uint32_t>(count) & kClockMask;
}

} // namespace yz
