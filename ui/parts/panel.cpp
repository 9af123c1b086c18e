// SPDX-License-Identifier: Apache-2.0
#include "parts/panel.h"

#include <QPainter>

namespace yz::ui {

Panel::Panel(const Theme &theme, Kind kind, const QString &id, const QString &name, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_kind(kind)
{
    setObjectName(id);
    setAccessibleName(name);
}

int Panel::margin() const
{
    return m_kind == Kind::Card ? sheetMargin(m_theme) : 0;
}

void Panel::paintEvent(QPaintEvent *)
{
    if (m_kind == Kind::Plain)
        return;
    QPainter painter(this);
    const Colours &c = m_theme.colours();
    if (m_kind == Kind::Hero) {
        painter.fillRect(rect(), c.hero);
        if (c.flat)
            painter.fillRect(QRect(0, height() - m_theme.px(token::kStrongBorder), width(), height()), c.ink);
        return;
    }
    Sheet sheet = cardSheet(m_theme);
    if (m_kind == Kind::Soft) {
        sheet.shadow = false;
        sheet.fill = c.soft;
        sheet.border = c.flat ? c.ink : QColor();
    }
    // A card as wide as the column stands flush with the buttons: its shadow is left out at the sides.
    paintSheet(painter, m_theme, rect().adjusted(-margin(), 0, margin(), 0), sheet);
}

Picture::Picture(const Theme &theme, Icon icon, Millimetres side, const QColor &stroke, const QString &name, Look look,
                 QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_icon(icon),
      m_side(theme.px(side)),
      m_stroke(stroke),
      m_disc(theme.colours().soft),
      m_look(look)
{
    setObjectName(QStringLiteral("picture"));
    setAccessibleName(name);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setFixedSize(m_side, m_side);
}

void Picture::setLook(Icon icon, const QColor &stroke, const QColor &disc)
{
    m_icon = icon;
    m_stroke = stroke;
    m_disc = disc;
    update();
}

QSize Picture::sizeHint() const
{
    return {m_side, m_side};
}

void Picture::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QRectF box = rect();
    if (m_look == Look::Disc) {
        const bool flat = m_theme.colours().flat;
        const double border = flat ? m_theme.px(token::kStrongBorder) : 0;
        painter.setPen(flat ? QPen(m_stroke, border) : QPen(Qt::NoPen));
        painter.setBrush(m_disc);
        painter.drawEllipse(box.adjusted(border, border, -border, -border));
        const double inset = box.width() * 0.24;
        box.adjust(inset, inset, -inset, -inset);
    }
    paintIcon(painter, m_icon, box, m_stroke);
}

} // namespace yz::ui
