// SPDX-License-Identifier: Apache-2.0
#include "parts/text_block.h"

#include <QPainter>

#include <algorithm>

namespace yz::ui {
namespace {

constexpr int kLongestLine = 24; ///< hanzi: a longer line is lost on the way back to the next

} // namespace

TextBlock::TextBlock(const Theme &theme, const QString &text, const TextSetting &setting, const QColor &colour,
                     QWidget *parent)
    : QLabel(parent), m_theme(theme), m_setting(setting), m_colour(colour)
{
    setTextFormat(Qt::PlainText);
    setTextInteractionFlags(Qt::NoTextInteraction);
    setContextMenuPolicy(Qt::NoContextMenu);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setWords(text);
}

void TextBlock::setWords(const QString &text)
{
    setText(text);
    setAccessibleName(text);
    updateGeometry();
    update();
}

void TextBlock::setColour(const QColor &colour)
{
    m_colour = colour;
    update();
}

void TextBlock::setAlign(Qt::Alignment alignment)
{
    m_align = alignment;
    update();
}

int TextBlock::measure() const
{
    const int characters = m_setting.role == Role::Caption || m_setting.role == Role::Label ? 32 : kLongestLine;
    return characters * m_theme.em(m_setting.role);
}

bool TextBlock::textFits() const
{
    const LaidText laid = layText(m_theme, text(), m_setting, width());
    return !laid.cut && laid.height() <= height();
}

int TextBlock::heightForWidth(int width) const
{
    return layText(m_theme, text(), m_setting, std::min(width, measure())).height();
}

QSize TextBlock::sizeHint() const
{
    const LaidText laid = layText(m_theme, text(), m_setting, measure());
    return laid.size();
}

QSize TextBlock::minimumSizeHint() const
{
    const QSize hint = sizeHint();
    const int em = m_theme.em(m_setting.role);
    return {std::min(hint.width(), (m_setting.maxLines == 1 ? hint.width() : 4 * em)),
            std::min(hint.height(), m_theme.lineHeight(m_setting.role))};
}

void TextBlock::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(m_colour);
    drawLaidText(painter, layText(m_theme, text(), m_setting, std::min(width(), measure())), rect(), m_align);
}

} // namespace yz::ui
