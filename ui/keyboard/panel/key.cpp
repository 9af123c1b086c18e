// SPDX-License-Identifier: Apache-2.0
#include "panel/key.h"

#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace yz {

namespace {

constexpr double kRadius = 2.5;
constexpr double kEdge = 0.7;   ///< the darker foot of a key
constexpr double kBorder = 0.5; ///< in contrast modes
constexpr double kPadding = 3;
constexpr double kSignEm = 6.5;
constexpr double kHighest = 0.6; ///< of the key: a cap's em

/** Baseline below the middle, in ems: by the em box for hanzi, by the height of capitals for letters and digits. */
double baselineShift(const QString &cap)
{
    return !cap.isEmpty() && cap.at(0).unicode() >= 0x2E80 ? 0.38 : 0.36;
}

} // namespace

Key::Key(const KeyboardLook &look, KeyKind kind, QWidget *parent) : QAbstractButton(parent), m_look(look), m_kind(kind)
{
    setFocusPolicy(Qt::NoFocus);
    setContextMenuPolicy(Qt::NoContextMenu);
}

int Key::widthFor(const QString &cap) const
{
    return QFontMetrics(m_look.font(m_em, int(height() * kHighest))).horizontalAdvance(cap) + 2 * m_look.mm(kPadding);
}

QFont Key::capFont(const QString &cap, int width) const
{
    QFont font = m_look.font(m_em, int(height() * kHighest), m_kind == KeyKind::Action);
    const int wide = QFontMetrics(font).horizontalAdvance(cap);
    if (wide > width)
        font.setPixelSize(std::max(8, font.pixelSize() * width / wide));
    return font;
}

void Key::setOpen(bool open)
{
    if (m_open == open)
        return;
    m_open = open;
    update();
}

void Key::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor face = m_kind == KeyKind::Action ? m_look.action : m_kind == KeyKind::Soft ? m_look.soft : m_look.key;
    QColor ink = m_kind == KeyKind::Action ? m_look.onAction : m_kind == KeyKind::Soft ? m_look.onSoft : m_look.ink;
    if (isDown()) {
        face = m_kind == KeyKind::Action ? m_look.onAction : m_look.pressed;
        ink = m_kind == KeyKind::Action ? m_look.action : m_look.onPressed;
    }
    if (!isEnabled())
        ink.setAlphaF(0.35F);
    QRectF box = rect();
    if (isDown() || !m_open)
        paintSheet(painter, box, face);
    if (m_sign == Sign::Erase)
        return paintErase(painter, ink);
    if (m_sign != Sign::None)
        return paintChevron(painter, ink);
    const QString cap = text();
    const QFont font = capFont(cap, width() - m_look.mm(1));
    painter.setFont(font);
    painter.setPen(ink);
    const double wide = QFontMetricsF(font).horizontalAdvance(cap);
    painter.drawText(QPointF((width() - wide) / 2, box.center().y() + baselineShift(cap) * font.pixelSize()), cap);
}

/** Shrinks `box` to where the cap goes: a pressed key lies lower, its foot hidden. */
void Key::paintSheet(QPainter &painter, QRectF &box, const QColor &face) const
{
    const double radius = m_look.mm(kRadius);
    painter.setPen(Qt::NoPen);
    if (m_look.bordered) {
        const double line = std::max(2, m_look.mm(kBorder));
        painter.setPen(QPen(m_look.keyEdge, line));
        box.adjust(line / 2, line / 2, -line / 2, -line / 2);
    } else if (!isDown()) {
        const QColor foot = m_kind == KeyKind::Action ? m_look.actionEdge
                            : m_kind == KeyKind::Soft ? m_look.softEdge
                                                      : m_look.keyEdge;
        painter.setBrush(foot);
        painter.drawRoundedRect(box, radius, radius);
        box.adjust(0, 0, 0, -std::max(2, m_look.mm(kEdge)));
    } else {
        box.adjust(0, std::max(2, m_look.mm(kEdge)) / 2.0, 0, 0);
    }
    painter.setBrush(face);
    painter.drawRoundedRect(box, radius, radius);
}

void Key::paintChevron(QPainter &painter, const QColor &colour) const
{
    const double arm = std::min(m_look.mm(2.6), height() / 4);
    const double side = m_sign == Sign::Next ? arm / 2 : -arm / 2;
    const QPointF middle = QRectF(rect()).center();
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour, std::max(2.0, m_look.mm(1) * 1.0), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(
        QPolygonF{middle + QPointF(-side, -arm), middle + QPointF(side, 0), middle + QPointF(-side, arm)});
}

/** An arrow-shaped tag with a cross in it. */
void Key::paintErase(QPainter &painter, const QColor &colour) const
{
    const double high = m_look.font(kSignEm, height() / 2).pixelSize() * 1.2;
    const double wide = high * 1.45;
    painter.translate(rect().center() + QPointF(0.5, 0.5) - QPointF(wide / 2, high / 2));
    QPainterPath tag;
    tag.moveTo(0, high / 2);
    tag.lineTo(high * 0.45, 0);
    tag.lineTo(wide, 0);
    tag.lineTo(wide, high);
    tag.lineTo(high * 0.45, high);
    tag.closeSubpath();
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour, std::max(2.0, high / 11), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(tag);
    const QPointF middle(wide * 0.62, high / 2);
    const double arm = high * 0.19;
    painter.drawLine(middle - QPointF(arm, arm), middle + QPointF(arm, arm));
    painter.drawLine(middle - QPointF(arm, -arm), middle + QPointF(arm, -arm));
}

} // namespace yz
