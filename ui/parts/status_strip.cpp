// SPDX-License-Identifier: Apache-2.0
#include "parts/status_strip.h"

#include <core/said.h>

#include <QPainter>

namespace yz::ui {

StatusStrip::StatusStrip(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setObjectName(QStringLiteral("status"));
    setAccessibleName(Said::tr("机器状态"));
}

void StatusStrip::setState(const ScreenView &view)
{
    m_notes.clear();
    if (!view.practice.isEmpty())
        m_notes.push_back({Icon::Warning, view.practice});
    if (view.printerDown)
        m_notes.push_back({Icon::Printer, Said::tr("现在打印不了，回执会显示在屏幕上。")});
    if (view.offline)
        m_notes.push_back({Icon::Clock, Said::tr("网络不通，申请先存在这里，接通后自动送出。")});
    // In the largest letters Home has room for two lines, and the citizen's come first.
    if (!view.attendant.isEmpty() && m_notes.size() < 2)
        m_notes.push_back({Icon::Info, view.attendant});
    QString said = Said::tr("机器状态：");
    for (const Note &note : m_notes)
        said += note.words;
    setAccessibleName(m_notes.empty() ? Said::tr("机器状态：正常") : said);
    update();
}

int StatusStrip::textLeft() const
{
    return m_theme.mm(12) + m_theme.lineHeight(Role::Caption) + m_theme.mm(2);
}

LaidText StatusStrip::lay(const Note &note, int width) const
{
    return layText(m_theme, note.words, {Role::Caption, Weight::Bold, 0, Breaking::Balanced},
                   width - textLeft() - m_theme.mm(12));
}

bool StatusStrip::textFits() const
{
    return heightForWidth(width()) <= height();
}

int StatusStrip::heightForWidth(int width) const
{
    int height = m_theme.mm(3);
    for (const Note &note : m_notes)
        height += lay(note, width).height();
    return height;
}

void StatusStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colours &c = m_theme.colours();
    painter.fillRect(rect(), c.warnSoft);
    if (c.flat)
        painter.fillRect(
            QRect(0, height() - m_theme.px(token::kStrongBorder), width(), m_theme.px(token::kStrongBorder)), c.ink);
    int top = m_theme.mm(1.5);
    const double side = m_theme.em(Role::Caption) * 1.15;
    for (const Note &note : m_notes) {
        const LaidText laid = lay(note, width());
        paintIcon(painter, note.icon, QRectF(m_theme.mm(12), top + (laid.lineHeight - side) / 2, side, side), c.warn);
        painter.setPen(c.warn);
        drawLaidText(painter, laid, QRect(textLeft(), top, width(), laid.height()), Qt::AlignLeft);
        top += laid.height();
    }
}

} // namespace yz::ui
