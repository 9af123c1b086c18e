// SPDX-License-Identifier: Apache-2.0
#include "parts/action_button.h"

#include <QPainter>

#include <algorithm>

namespace yz::ui {
namespace {

bool isLarge(ActionButton::Kind kind)
{
    return kind == ActionButton::Kind::Primary || kind == ActionButton::Kind::Danger;
}

TextSetting settingOf(ActionButton::Kind kind)
{
    return {isLarge(kind) ? Role::Title : Role::Body,
            kind == ActionButton::Kind::Quiet ? Weight::Regular : Weight::Bold, 1};
}

int paddingOf(const Theme &theme, ActionButton::Kind kind)
{
    return theme.mm(kind == ActionButton::Kind::Quiet ? 3 : 5);
}

} // namespace

int ActionButton::widthFor(const Theme &theme, Kind kind, const QString &label)
{
    const TextSetting setting = settingOf(kind);
    const int words = textWidth(theme, label, {setting.role, setting.weight}) + 2 * paddingOf(theme, kind);
    return std::max(words, theme.px(isLarge(kind) ? token::kPrimaryWidth : token::kSecondaryWidth));
}

ActionButton::ActionButton(const Theme &theme, Kind kind, const QString &id, const QString &label, QWidget *parent)
    : Pressable(theme, id, label, parent), m_kind(kind)
{
    setSecondary(!isLarge(kind));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

ActionButton::ActionButton(const Theme &theme, Kind kind, const QString &id, Icon icon, const QString &label,
                           QWidget *parent)
    : ActionButton(theme, kind, id, label, parent)
{
    m_icon = icon;
}

TextSetting ActionButton::setting() const
{
    return settingOf(m_kind);
}

int ActionButton::iconWidth() const
{
    return m_icon ? theme().em(setting().role) + theme().mm(2.5) : 0;
}

bool ActionButton::textFits() const
{
    return textWidth(theme(), text(), {setting().role, setting().weight}) + iconWidth() + theme().mm(2) <= width() &&
           theme().lineHeight(setting().role) <= height();
}

QSize ActionButton::minimumSizeHint() const
{
    const int words = textWidth(theme(), text(), {setting().role, setting().weight});
    return {std::max(minimumTarget().width(), words + iconWidth() + 2 * paddingOf(theme(), m_kind)),
            std::max(minimumTarget().height(), theme().lineHeight(setting().role) + theme().mm(4))};
}

QSize ActionButton::sizeHint() const
{
    return minimumSizeHint();
}

ActionButton::Look ActionButton::look() const
{
    const Colours &c = theme().colours();
    Look look;
    look.sheet.radius = token::kButtonRadius;
    look.sheet.borderWidth = token::kStrongBorder;
    const bool pressed = isDown();
    if (!isEnabled()) {
        look.sheet.fill = c.ground;
        look.sheet.border = c.pale;
        look.ink = c.pale;
        return look;
    }
    switch (m_kind) {
    case Kind::Primary:
        look.sheet.fill = pressed ? c.brandPressed : c.brand;
        look.ink = c.onBrand;
        break;
    case Kind::Danger:
        look.sheet.fill = pressed ? c.dangerPressed : c.danger;
        look.ink = c.onDanger;
        break;
    case Kind::Secondary:
        look.sheet.fill = pressed ? c.softPressed : c.surface;
        look.sheet.border = c.brand;
        look.ink = c.brand;
        break;
    case Kind::Quiet:
        look.sheet.fill = pressed ? c.softPressed : c.soft;
        look.sheet.border = c.flat ? c.ink : QColor();
        look.ink = c.onSoft;
        break;
    }
    return look;
}

void ActionButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Look shown = look();
    paintSheet(painter, theme(), rect(), shown.sheet);
    const QFont font = theme().font(setting().role, setting().weight);
    const int room = width() - iconWidth() - theme().mm(2);
    const LaidText laid = layText(text(), font, theme().lineHeight(setting().role), room, 1);
    const int left = (width() - iconWidth() - laid.width()) / 2;
    if (m_icon) {
        const int side = theme().em(setting().role);
        paintIcon(painter, *m_icon, QRectF(left, (height() - side) / 2.0, side, side), shown.ink);
    }
    painter.setPen(shown.ink);
    drawLaidText(painter, laid, QRect(left + iconWidth(), 0, laid.width(), height()), Qt::AlignVCenter);
    if (hasFocus())
        paintFocus(painter, theme(), rect(), token::kButtonRadius);
}

} // namespace yz::ui
