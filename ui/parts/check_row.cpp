// SPDX-License-Identifier: Apache-2.0
#include "parts/check_row.h"

#include "parts/action_button.h"

#include <core/said.h>

#include <QPainter>

#include <algorithm>

namespace yz::ui {

CheckRow::CheckRow(const Theme &theme, const CheckView::Row &row, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_row(row)
{
    setObjectName(QStringLiteral("check.row.") + row.field);
    setAccessibleName(row.label + QStringLiteral("，") + row.value);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    if (row.field.isEmpty())
        return;
    m_change = new ActionButton(theme, ActionButton::Kind::Quiet, QStringLiteral("check.change.") + row.field,
                                Said::tr("修改"), this);
    m_change->setAccessibleName(Said::tr("修改") + row.label);
    connect(m_change, &Pressable::chosen, this, [this] { Q_EMIT wantsChange(m_row.field); });
}

CheckRow::Places CheckRow::places(int width) const
{
    Places at;
    const int pad = m_theme.mm(3);
    // The buttons' column is kept free in every row, so that the values stand in one line down the page.
    const int column = ActionButton::widthFor(m_theme, ActionButton::Kind::Quiet, Said::tr("修改"));
    const int room = width - column - m_theme.mm(4);
    const int labelWidth = std::min(9 * m_theme.em(Role::Body), room * 2 / 5);
    const bool stacked = room < 22 * m_theme.em(Role::Lead);
    if (stacked) {
        at.label = layText(m_theme, m_row.label, {Role::Label, Weight::Regular, 0}, room);
        at.value = layText(m_theme, m_row.value, {Role::Lead, Weight::Bold, 0}, room);
        at.labelBox = QRect(0, pad, room, at.label.height());
        at.valueBox = QRect(0, pad + at.label.height(), room, at.value.height());
        at.height = at.label.height() + at.value.height();
    } else {
        at.label = layText(m_theme, m_row.label, {Role::Body, Weight::Regular, 0, Breaking::Balanced}, labelWidth);
        at.value = layText(m_theme, m_row.value, {Role::Lead, Weight::Bold, 0}, room - labelWidth - m_theme.mm(4));
        at.height = std::max(at.label.height(), at.value.height());
        at.labelBox = QRect(0, pad, labelWidth, at.height);
        at.valueBox = QRect(labelWidth + m_theme.mm(4), pad, room - labelWidth - m_theme.mm(4), at.height);
    }
    at.height = std::max(at.height, m_theme.px(token::kSecondaryHeight)) + 2 * pad;
    return at;
}

bool CheckRow::textFits() const
{
    const Places at = places(width());
    return !at.label.cut && !at.value.cut && at.height <= height();
}

int CheckRow::heightForWidth(int width) const
{
    return places(width).height;
}

QSize CheckRow::sizeHint() const
{
    const int width = m_theme.mm(160);
    return {width, heightForWidth(width)};
}

QSize CheckRow::minimumSizeHint() const
{
    return {m_theme.mm(70), m_theme.mm(20)};
}

void CheckRow::resizeEvent(QResizeEvent *)
{
    if (!m_change)
        return;
    const QSize size = m_change->sizeHint();
    m_change->setGeometry(width() - size.width(), (height() - size.height()) / 2, size.width(), size.height());
}

void CheckRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colours &c = m_theme.colours();
    const Places at = places(width());
    const int words = at.valueBox.bottom() + 1 - at.labelBox.top();
    const int down = (height() - words) / 2 - at.labelBox.top();
    painter.setPen(c.ink2);
    drawLaidText(painter, at.label, at.labelBox.translated(0, down), Qt::AlignLeft | Qt::AlignTop);
    painter.setPen(c.ink);
    drawLaidText(painter, at.value, at.valueBox.translated(0, down), Qt::AlignLeft | Qt::AlignTop);
    painter.fillRect(QRect(0, height() - 1, width(), 1), c.line);
}

} // namespace yz::ui
