// SPDX-License-Identifier: Apache-2.0
#include "parts/number_plate.h"

#include "theme/surface.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace yz::ui {

NumberPlate::NumberPlate(const Theme &theme, const QString &id, const QString &caption, const QString &number,
                         QWidget *parent)
    : QWidget(parent), m_theme(theme), m_caption(caption), m_number(number)
{
    setObjectName(id);
    setAccessibleName(caption + QStringLiteral("，") + number);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

LaidText NumberPlate::caption(int width) const
{
    return layText(m_theme, m_caption, {Role::Body, Weight::Regular, 0, Breaking::Balanced}, width - m_theme.mm(8));
}

LaidText NumberPlate::digits(int width) const
{
    // As large as the text size asks while it stands on one line, else 14 mm and as many lines as it takes.
    const int room = width - m_theme.mm(8);
    const int least = m_theme.px(token::kDisplay);
    int em = m_theme.em(Role::Display);
    while (em > least && textWidth(m_number, m_theme.fontOfEm(em, Weight::Bold)) > room)
        em -= 2;
    em = std::max(em, least);
    return layText(m_number, m_theme.fontOfEm(em, Weight::Bold), static_cast<int>(std::lround(em * 1.2)), room, 0);
}

bool NumberPlate::textFits() const
{
    return !digits(width()).cut && !caption(width()).cut && heightForWidth(width()) <= height();
}

int NumberPlate::heightForWidth(int width) const
{
    return caption(width).height() + digits(width).height() + m_theme.mm(8);
}

QSize NumberPlate::sizeHint() const
{
    const int width = textWidth(m_theme, m_number, {Role::Display, Weight::Bold}) + m_theme.mm(9);
    return {width, heightForWidth(width)};
}

QSize NumberPlate::minimumSizeHint() const
{
    return {m_theme.mm(60), m_theme.mm(24)};
}

void NumberPlate::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colours &c = m_theme.colours();
    Sheet sheet;
    sheet.fill = c.soft;
    if (c.flat)
        sheet.border = c.ink;
    sheet.borderWidth = token::kStrongBorder;
    paintSheet(painter, m_theme, rect(), sheet);
    const LaidText above = caption(width());
    const LaidText number = digits(width());
    const int top = (height() - above.height() - number.height()) / 2;
    painter.setPen(c.ink2);
    drawLaidText(painter, above, QRect(0, top, width(), above.height()), Qt::AlignHCenter);
    painter.setPen(c.brand);
    drawLaidText(painter, number, QRect(0, top + above.height(), width(), number.height()), Qt::AlignHCenter);
}

} // namespace yz::ui
