// SPDX-License-Identifier: Apache-2.0
#include "parts/numbered_list.h"

#include "theme/surface.h"

#include <QPainter>

#include <algorithm>

namespace yz::ui {

NumberedList::NumberedList(const Theme &theme, const QString &id, const QStringList &points, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_points(points)
{
    setObjectName(id);
    setAccessibleName(points.join(QStringLiteral("；")));
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

int NumberedList::pad() const
{
    return sheetMargin(m_theme) + m_theme.mm(6);
}

LaidText NumberedList::point(const QString &text, int width) const
{
    const int room = width - 2 * pad() - knob() - m_theme.mm(4);
    return layText(m_theme, text, {Role::Lead, Weight::Regular, 0, Breaking::NoOrphan},
                   std::min(room, 24 * m_theme.em(Role::Lead)));
}

bool NumberedList::textFits() const
{
    for (const QString &text : m_points)
        if (point(text, width()).cut)
            return false;
    return heightForWidth(width()) <= height();
}

int NumberedList::heightForWidth(int width) const
{
    int height = 2 * pad() - gap();
    for (const QString &text : m_points)
        height += std::max(knob(), point(text, width).height()) + gap();
    return height;
}

QSize NumberedList::sizeHint() const
{
    const int width = m_theme.mm(180);
    return {width, heightForWidth(width)};
}

QSize NumberedList::minimumSizeHint() const
{
    return {m_theme.mm(70), m_theme.mm(20)};
}

void NumberedList::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colours &c = m_theme.colours();
    const int flush = sheetMargin(m_theme); // with the column, like every card
    paintSheet(painter, m_theme, rect().adjusted(-flush, 0, flush, 0), cardSheet(m_theme));
    painter.setRenderHint(QPainter::Antialiasing);
    int top = pad();
    const int side = knob();
    for (int i = 0; i < m_points.size(); ++i) {
        const LaidText laid = point(m_points.at(i), width());
        const int row = std::max(side, laid.height());
        const int knobTop = top + std::max(0, (laid.lineHeight - side) / 2);
        painter.setPen(c.flat ? QPen(c.ink, m_theme.px(token::kStrongBorder)) : QPen(Qt::NoPen));
        painter.setBrush(c.soft);
        painter.drawEllipse(QRect(pad(), knobTop, side, side).adjusted(1, 1, -1, -1));
        painter.setPen(c.onSoft);
        drawLaidText(painter, layText(QString::number(i + 1), m_theme.font(Role::Label, Weight::Bold), side, side, 1),
                     QRect(pad(), knobTop, side, side), Qt::AlignCenter);
        painter.setPen(c.ink);
        drawLaidText(painter, laid,
                     QRect(pad() + side + m_theme.mm(4), top + std::max(0, (side - laid.lineHeight) / 2), width(),
                           laid.height()),
                     Qt::AlignLeft | Qt::AlignTop);
        top += row + gap();
    }
}

} // namespace yz::ui
