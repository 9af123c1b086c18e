// SPDX-License-Identifier: Apache-2.0
#include "parts/step_bar.h"

#include <core/said.h>

#include <QPainter>

#include <algorithm>

namespace yz::ui {

StepBar::StepBar(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setObjectName(QStringLiteral("form.steps"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void StepBar::setSteps(const QStringList &names, int step, int question, int questions)
{
    m_names = names;
    m_step = std::clamp(step, 0, std::max(0, static_cast<int>(names.size()) - 1));
    m_question = question;
    m_questions = questions;
    setAccessibleName(where() + QStringLiteral("。") + count());
    update();
}

QString StepBar::where() const
{
    return m_names.isEmpty() ? QString() : m_names.at(m_step);
}

QString StepBar::count() const
{
    return m_questions > 0 ? Said::tr("第 %1 题，共 %2 题").arg(m_question + 1).arg(m_questions) : QString();
}

bool StepBar::textFits() const
{
    return textWidth(m_theme, where(), {Role::Body, Weight::Bold}) + m_theme.mm(4) +
                   textWidth(m_theme, count(), {Role::Body}) <=
               width() &&
           sizeHint().height() <= height();
}

QSize StepBar::sizeHint() const
{
    return {m_theme.mm(80), m_theme.lineHeight(Role::Body) + m_theme.mm(1) + m_theme.mm(2)};
}

void StepBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Colours &c = m_theme.colours();
    const int line = m_theme.lineHeight(Role::Body);
    const QRect words(0, 0, width(), line);
    painter.setPen(c.brand);
    drawLaidText(painter, layText(m_theme, where(), {Role::Body, Weight::Bold, 1}, width() / 2), words, Qt::AlignLeft);
    painter.setPen(c.ink2);
    drawLaidText(painter, layText(m_theme, count(), {Role::Body, Weight::Regular, 1}, width()), words, Qt::AlignRight);
    const int pieces = static_cast<int>(m_names.size());
    if (pieces == 0)
        return;
    const double gap = m_theme.mm(1.5);
    const double each = (width() - gap * (pieces - 1)) / pieces;
    const double thick = m_theme.mm(2);
    for (int i = 0; i < pieces; ++i) {
        const QRectF piece(i * (each + gap), height() - thick, each, thick);
        painter.setPen(c.flat ? QPen(c.ink, 1) : QPen(Qt::NoPen));
        painter.setBrush(i <= m_step ? c.brand : c.flat ? c.surface : c.line);
        painter.drawRoundedRect(piece, thick / 2, thick / 2);
    }
}

} // namespace yz::ui
