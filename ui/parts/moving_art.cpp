// SPDX-License-Identifier: Apache-2.0
#include "parts/moving_art.h"

#include "theme/icons.h"
#include "theme/surface.h"

#include <core/said.h>

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace yz::ui {
namespace {

constexpr int kFrameMs = 40;

double eased(double t)
{
    const double x = std::clamp(t, 0.0, 1.0);
    return x * x * (3 - 2 * x);
}

} // namespace

MovingArt::MovingArt(const Theme &theme, const QString &id, const QString &name, int periodMs, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_periodMs(periodMs)
{
    setObjectName(id);
    setAccessibleName(name);
    m_timer.setInterval(kFrameMs);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        m_moment = std::fmod(m_moment + static_cast<double>(kFrameMs) / m_periodMs, 1.0);
        update();
    });
}

void MovingArt::holdAt(double moment)
{
    m_held = true;
    m_moment = moment;
    m_timer.stop();
    update();
}

void MovingArt::setMoving(bool moving)
{
    m_moving = moving;
    if (moving && isVisible() && !m_held)
        m_timer.start();
    else
        m_timer.stop();
    update();
}

void MovingArt::showEvent(QShowEvent *)
{
    if (!m_held && m_moving)
        m_timer.start();
}

void MovingArt::hideEvent(QHideEvent *)
{
    m_timer.stop();
}

CardArt::CardArt(const Theme &theme, QWidget *parent)
    : MovingArt(theme, QStringLiteral("card.art"), Said::tr("图示：把身份证平放在感应区上"), 3600, parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setMaximumHeight(theme.mm(130));
}

void CardArt::setMood(Mood mood)
{
    m_mood = mood;
    update();
}

QSize CardArt::sizeHint() const
{
    return {theme().mm(180), theme().mm(110)};
}

QSize CardArt::minimumSizeHint() const
{
    return {theme().mm(70), theme().mm(44)};
}

void CardArt::paintReader(QPainter &painter, const QRectF &reader) const
{
    const Colours &c = theme().colours();
    const double pen = theme().mm(0.6);
    painter.setPen(QPen(c.flat ? c.ink : c.fieldBorder, pen));
    painter.setBrush(c.surface);
    painter.drawRoundedRect(reader, theme().mm(5), theme().mm(5));
    const double in = reader.height() * 0.13;
    QPen dashes(c.brand, theme().mm(0.7), Qt::DashLine, Qt::RoundCap);
    painter.setPen(dashes);
    painter.setBrush(c.soft);
    painter.drawRoundedRect(reader.adjusted(in, in, -in, -in), theme().mm(3), theme().mm(3));
}

void CardArt::paintWaves(QPainter &painter, const QRectF &reader) const
{
    const Colours &c = theme().colours();
    const double strength = m_mood == Mood::Reading ? 0.5 + 0.5 * std::sin(moment() * 4 * M_PI) : 0.6;
    QColor colour = c.brand;
    colour.setAlphaF(c.flat ? 1.0 : static_cast<float>(0.35 + 0.65 * strength));
    painter.setPen(QPen(colour, theme().mm(1), Qt::SolidLine, Qt::RoundCap));
    painter.setBrush(Qt::NoBrush);
    const QPointF centre = reader.center();
    const double unit = reader.height() * 0.1;
    for (int i = 1; i <= 3; ++i) {
        const double r = unit * i;
        painter.drawArc(QRectF(centre.x() - r, centre.y() - r + unit, 2 * r, 2 * r), 45 * 16, 90 * 16);
    }
}

void CardArt::paintCard(QPainter &painter, const QRectF &card) const
{
    const Colours &c = theme().colours();
    const double round = card.height() * 0.07;
    if (!c.flat) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(QColor(20, 35, 58, 28));
        painter.drawRoundedRect(card.translated(0, theme().mm(1.2)), round, round);
    }
    painter.setPen(QPen(m_mood == Mood::Trouble ? c.danger : c.brand, theme().mm(0.7)));
    painter.setBrush(c.surface);
    painter.drawRoundedRect(card, round, round);
    const double w = card.width();
    const double h = card.height();
    painter.setPen(QPen(c.flat ? c.ink : c.fieldBorder, h * 0.05, Qt::SolidLine, Qt::RoundCap));
    const QPointF o = card.topLeft();
    painter.drawLine(o + QPointF(w * 0.09, h * 0.2), o + QPointF(w * 0.38, h * 0.2));
    painter.drawLine(o + QPointF(w * 0.09, h * 0.38), o + QPointF(w * 0.48, h * 0.38));
    painter.drawLine(o + QPointF(w * 0.09, h * 0.56), o + QPointF(w * 0.52, h * 0.56));
    painter.setPen(QPen(c.flat ? c.ink : c.brand, h * 0.055, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(o + QPointF(w * 0.09, h * 0.82), o + QPointF(w * 0.82, h * 0.82));
    const QRectF face(o.x() + w * 0.63, o.y() + h * 0.14, w * 0.27, h * 0.5);
    painter.setPen(Qt::NoPen);
    painter.setBrush(c.flat ? c.surface : c.soft);
    painter.drawRoundedRect(face, round, round);
    painter.setBrush(c.brand);
    painter.drawEllipse(QPointF(face.center().x(), face.top() + face.height() * 0.36), face.width() * 0.2,
                        face.width() * 0.22);
    painter.save();
    painter.setClipRect(face);
    painter.drawEllipse(QPointF(face.center().x(), face.bottom() + face.height() * 0.06), face.width() * 0.4,
                        face.height() * 0.36);
    painter.restore();
}

void CardArt::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double scale = std::min(width() / 164.0, height() / 110.0);
    painter.translate(width() / 2.0, height() / 2.0);
    const QRectF reader(-78 * scale, -30 * scale, 156 * scale, 82 * scale);
    paintReader(painter, reader);
    paintWaves(painter, reader);
    const QSizeF size(85.6 * scale, 54 * scale);
    const QPointF home(reader.center() - QPointF(size.width() / 2, size.height() / 2));
    double fall = 0; // 0: on the reader, 1: above it
    if (m_mood == Mood::Waiting) {
        // down for a third of the time, rest, and up again
        const double t = moment();
        fall = t < 0.35 ? 1 - eased(t / 0.35) : t < 0.85 ? 0 : eased((t - 0.85) / 0.15);
    } else if (m_mood == Mood::Trouble) {
        fall = 0.55;
    }
    const QRectF card(home - QPointF(0, fall * 24 * scale), size);
    painter.setOpacity(m_mood == Mood::Waiting && !theme().colours().flat ? 1 - 0.35 * fall : 1.0);
    paintCard(painter, card);
}

DotsArt::DotsArt(const Theme &theme, QWidget *parent)
    : MovingArt(theme, QStringLiteral("working.dots"), Said::tr("请稍候"), 1500, parent)
{
    setFixedSize(sizeHint());
}

QSize DotsArt::sizeHint() const
{
    return {theme().mm(40), theme().mm(10)};
}

void DotsArt::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const double r = theme().mm(2.6);
    for (int i = 0; i < 3; ++i) {
        const double turn = 0.5 + 0.5 * std::cos((moment() - i / 3.0) * 2 * M_PI);
        QColor colour = theme().colours().brand;
        colour.setAlphaF(static_cast<float>(0.3 + 0.7 * turn));
        painter.setBrush(colour);
        painter.drawEllipse(QPointF(width() / 2.0 + (i - 1) * theme().mm(12), height() / 2.0), r, r);
    }
}

} // namespace yz::ui
