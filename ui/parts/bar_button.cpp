// SPDX-License-Identifier: Apache-2.0
#include "parts/bar_button.h"

#include <QPainter>

#include <algorithm>

namespace yz::ui {

BarButton::BarButton(const Theme &theme, Shape shape, const QString &id, Icon icon, const QString &label,
                     QWidget *parent)
    : Pressable(theme, id, label, parent), m_shape(shape), m_icon(icon)
{
}

void BarButton::setActive(bool active)
{
    m_active = active;
    update();
}

int BarButton::iconSide() const
{
    return m_shape == Shape::Beside ? theme().em(Role::Body)
                                    : std::max(theme().mm(6.5), theme().em(Role::Label) * 11 / 10);
}

bool BarButton::textFits() const
{
    const int words = textWidth(theme(), text(), {Role::Label, Weight::Bold});
    if (m_shape == Shape::Beside)
        return iconSide() + theme().mm(2) + words <= width() && theme().lineHeight(Role::Label) <= height();
    return words <= width() && iconSide() + theme().lineHeight(Role::Label) <= height();
}

QSize BarButton::sizeHint() const
{
    const int words = textWidth(theme(), text(), {Role::Label, Weight::Bold});
    const QSize least = minimumTarget();
    if (m_shape == Shape::Beside)
        return {std::max(least.width(), words + iconSide() + theme().mm(2) + theme().mm(6)),
                std::max(least.height(), theme().lineHeight(Role::Label) + theme().mm(4))};
    return {std::max(least.width(), words + theme().mm(2)),
            std::max(least.height(), iconSide() + theme().lineHeight(Role::Label) + theme().mm(3.5))};
}

void BarButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colours &c = theme().colours();
    Sheet sheet;
    sheet.radius = token::kButtonRadius;
    sheet.fill = isDown() ? c.softPressed : isEnabled() ? c.soft : c.surface;
    sheet.border = m_active ? c.brand : c.flat && isEnabled() ? c.ink : QColor();
    sheet.borderWidth = m_active ? token::kFocusRing : token::kBorder;
    paintSheet(painter, theme(), rect(), sheet);
    const QColor ink = isEnabled() ? c.onSoft : c.pale;
    const LaidText laid = layText(theme(), text(), {Role::Label, Weight::Bold, 1}, width());
    const int side = iconSide();
    painter.setPen(ink);
    if (m_shape == Shape::Beside) {
        const int gap = theme().mm(2);
        const int left = (width() - side - gap - laid.width()) / 2;
        paintIcon(painter, m_icon, QRectF(left, (height() - side) / 2.0, side, side), ink);
        painter.setPen(ink);
        drawLaidText(painter, laid, QRect(left + side + gap, 0, laid.width(), height()), Qt::AlignVCenter);
    } else {
        const int top = (height() - side - laid.height()) / 2;
        paintIcon(painter, m_icon, QRectF((width() - side) / 2.0, top, side, side), ink);
        painter.setPen(ink);
        drawLaidText(painter, laid, QRect(0, top + side, width(), laid.height()), Qt::AlignHCenter);
    }
    if (hasFocus())
        paintFocus(painter, theme(), rect(), token::kButtonRadius);
}

} // namespace yz::ui
