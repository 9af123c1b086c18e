// SPDX-License-Identifier: Apache-2.0
#include "parts/info_banner.h"

#include "theme/surface.h"

#include <QPainter>

#include <algorithm>

namespace yz::ui {

InfoBanner::InfoBanner(const Theme &theme, Tone tone, const QString &id, const QString &sentence, const QString &next,
                       QWidget *parent)
    : QWidget(parent), m_theme(theme), m_tone(tone)
{
    setObjectName(id);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    say(tone, sentence, next);
}

void InfoBanner::say(Tone tone, const QString &sentence, const QString &next)
{
    m_tone = tone;
    m_icon = tone == Tone::Told ? Icon::Info : tone == Tone::Done ? Icon::Tick : Icon::Warning;
    m_sentence = sentence;
    m_next = next;
    setAccessibleName(next.isEmpty() ? sentence : sentence + next);
    updateGeometry();
    update();
}

void InfoBanner::setIcon(Icon icon)
{
    m_icon = icon;
    update();
}

int InfoBanner::iconSide() const
{
    return m_theme.lineHeight(Role::Lead);
}

int InfoBanner::textLeft() const
{
    return m_theme.mm(4) + iconSide() + m_theme.mm(3);
}

LaidText InfoBanner::first(int width) const
{
    return layText(m_theme, m_sentence, {Role::Lead, Weight::Bold, 0, Breaking::NoOrphan},
                   width - textLeft() - m_theme.mm(4));
}

LaidText InfoBanner::second(int width) const
{
    return layText(m_theme, m_next, {Role::Body, Weight::Regular, 0, Breaking::NoOrphan},
                   width - textLeft() - m_theme.mm(4));
}

bool InfoBanner::textFits() const
{
    return !first(width()).cut && !second(width()).cut &&
           first(width()).height() + second(width()).height() <= height();
}

int InfoBanner::heightForWidth(int width) const
{
    return first(width).height() + second(width).height() + m_theme.mm(8);
}

QSize InfoBanner::sizeHint() const
{
    const int widest =
        std::max(textWidth(m_theme, m_sentence, {Role::Lead, Weight::Bold}), textWidth(m_theme, m_next, {Role::Body}));
    const int width = std::min(widest, 24 * m_theme.em(Role::Lead)) + textLeft() + m_theme.mm(5);
    return {width, heightForWidth(width)};
}

QSize InfoBanner::minimumSizeHint() const
{
    return {m_theme.mm(50), m_theme.lineHeight(Role::Lead) + m_theme.mm(8)};
}

void InfoBanner::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colours &c = m_theme.colours();
    Sheet sheet;
    QColor sign = c.brand;
    sheet.fill = c.soft;
    if (m_tone == Tone::Warned) {
        sheet.fill = c.warnSoft;
        sign = c.warn;
    } else if (m_tone == Tone::Trouble) {
        sheet.fill = c.dangerSoft;
        sign = c.danger;
    } else if (m_tone == Tone::Done) {
        sheet.fill = c.okSoft;
        sign = c.ok;
    }
    if (c.flat || m_tone == Tone::Trouble)
        sheet.border = sign;
    sheet.borderWidth = token::kStrongBorder;
    paintSheet(painter, m_theme, rect(), sheet);
    const LaidText one = first(width());
    const LaidText two = second(width());
    const int top = (height() - one.height() - two.height()) / 2;
    const double side = iconSide() * 0.94;
    paintIcon(painter, m_icon, QRectF(m_theme.mm(4), top + (one.lineHeight - side) / 2, side, side), sign);
    const int room = width() - textLeft() - m_theme.mm(4);
    painter.setPen(c.ink);
    drawLaidText(painter, one, QRect(textLeft(), top, room, one.height()), Qt::AlignLeft);
    drawLaidText(painter, two, QRect(textLeft(), top + one.height(), room, two.height()), Qt::AlignLeft);
}

} // namespace yz::ui
