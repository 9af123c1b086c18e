// SPDX-License-Identifier: Apache-2.0
#include "parts/choice_card.h"

#include <QPainter>

#include <algorithm>

namespace yz::ui {

ChoiceCard::ChoiceCard(const Theme &theme, Mark mark, const FormView::Option &option, QWidget *parent)
    : Pressable(theme, QStringLiteral("form.option.") + option.value, option.label, parent),
      m_mark(mark),
      m_option(option)
{
    setCheckable(true);
    setRepeatable(true);
    setSecondary(false);
    setAccessibleDescription(option.hint);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

int ChoiceCard::markSide() const
{
    return std::max(theme().mm(8), theme().em(Role::Lead));
}

QRect ChoiceCard::words(int width) const
{
    const int left = theme().mm(5) + markSide() + theme().mm(4);
    return {left, 0, width - left - theme().mm(3), height()};
}

LaidText ChoiceCard::label(int width) const
{
    return layText(theme(), m_option.label, {Role::Lead, Weight::Bold, 0}, words(width).width());
}

LaidText ChoiceCard::hint(int width) const
{
    return layText(theme(), m_option.hint, {Role::Body, Weight::Regular, 0}, words(width).width());
}

int ChoiceCard::heightForWidth(int width) const
{
    const int needed = label(width).height() + hint(width).height() + theme().mm(6);
    return std::max(theme().px(token::kPrimaryHeight), needed);
}

bool ChoiceCard::textFits() const
{
    return !label(width()).cut && !hint(width()).cut && label(width()).height() + hint(width()).height() <= height();
}

QSize ChoiceCard::sizeHint() const
{
    const int widest = std::max(textWidth(theme(), m_option.label, {Role::Lead, Weight::Bold}),
                                textWidth(theme(), m_option.hint, {Role::Body}));
    const int width = std::min(widest, 24 * theme().em(Role::Lead)) + theme().mm(20);
    return {width, heightForWidth(width)};
}

QSize ChoiceCard::minimumSizeHint() const
{
    return {theme().mm(50), theme().px(token::kPrimaryHeight)};
}

void ChoiceCard::paintMark(QPainter &painter) const
{
    const Colours &c = theme().colours();
    const double side = markSide();
    const QRectF box(theme().mm(5), (height() - side) / 2, side, side);
    const double round = m_mark == Mark::Disc ? side / 2 : theme().mm(1.5);
    painter.setRenderHint(QPainter::Antialiasing);
    const double border = theme().mm(0.5);
    painter.setPen(QPen(isChecked() ? c.brand : c.fieldBorder, border));
    painter.setBrush(isChecked() ? c.brand : c.surface);
    painter.drawRoundedRect(box.adjusted(border / 2, border / 2, -border / 2, -border / 2), round, round);
    if (isChecked())
        paintIcon(painter, Icon::Tick, box.adjusted(side * 0.18, side * 0.18, -side * 0.18, -side * 0.18), c.onBrand);
}

void ChoiceCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colours &c = theme().colours();
    Sheet sheet;
    sheet.fill = isDown() ? c.softPressed : isChecked() ? c.soft : c.surface;
    sheet.border = isChecked() ? c.brand : c.flat ? c.ink : c.fieldBorder;
    sheet.borderWidth = isChecked() ? Millimetres{0.8} : token::kBorder;
    paintSheet(painter, theme(), rect(), sheet);
    paintMark(painter);
    const QRect box = words(width());
    const LaidText first = label(width());
    const LaidText second = hint(width());
    const int top = (height() - first.height() - second.height()) / 2;
    painter.setPen(c.ink);
    drawLaidText(painter, first, QRect(box.left(), top, box.width(), first.height()), Qt::AlignLeft);
    painter.setPen(c.ink2);
    drawLaidText(painter, second, QRect(box.left(), top + first.height(), box.width(), second.height()), Qt::AlignLeft);
    if (hasFocus())
        paintFocus(painter, theme(), rect(), token::kCardRadius);
}

} // namespace yz::ui
