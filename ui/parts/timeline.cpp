// SPDX-License-Identifier: Apache-2.0
#include "parts/timeline.h"

#include "theme/icons.h"

#include <core/said.h>

#include <QPainter>

#include <algorithm>

namespace yz::ui {

Timeline::Timeline(const Theme &theme, const std::vector<ResultView::Step> &steps, QWidget *parent)
    : QWidget(parent), m_theme(theme)
{
    setObjectName(QStringLiteral("result.timeline"));
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setSteps(steps);
}

void Timeline::setSteps(const std::vector<ResultView::Step> &steps)
{
    m_steps = steps;
    QStringList said;
    for (const ResultView::Step &step : m_steps)
        said += step.title + QStringLiteral("，") + step.when +
                (step.done ? Said::tr("，已完成") : Said::tr("，还没有开始"));
    setAccessibleName(said.join(QStringLiteral("；")));
    updateGeometry();
    update();
}

Timeline::Row Timeline::row(const ResultView::Step &step, int width) const
{
    const int room = width - textLeft();
    Row row;
    row.title = layText(m_theme, step.title, {Role::Lead, Weight::Bold, 0, Breaking::NoOrphan}, room);
    row.when = layText(m_theme, step.when, {Role::Body, Weight::Regular, 0, Breaking::NoOrphan}, room);
    row.height = std::max(knob(), row.title.height() + row.when.height());
    return row;
}

bool Timeline::textFits() const
{
    for (const ResultView::Step &step : m_steps) {
        const Row laid = row(step, width());
        if (laid.title.cut || laid.when.cut)
            return false;
    }
    return heightForWidth(width()) <= height();
}

int Timeline::heightForWidth(int width) const
{
    int height = 0;
    for (const ResultView::Step &step : m_steps)
        height += row(step, width).height + gap();
    return std::max(0, height - gap());
}

QSize Timeline::sizeHint() const
{
    int widest = m_theme.mm(60);
    for (const ResultView::Step &step : m_steps)
        widest = std::max({widest, textLeft() + textWidth(m_theme, step.title, {Role::Lead, Weight::Bold}),
                           textLeft() + textWidth(m_theme, step.when, {Role::Body})});
    widest = std::min(widest, textLeft() + 24 * m_theme.em(Role::Lead));
    return {widest, heightForWidth(widest)};
}

QSize Timeline::minimumSizeHint() const
{
    return {m_theme.mm(50), m_theme.mm(12)};
}

void Timeline::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Colours &c = m_theme.colours();
    const double side = knob();
    const double pen = m_theme.mm(0.6);
    int top = 0;
    for (std::size_t i = 0; i < m_steps.size(); ++i) {
        const ResultView::Step &step = m_steps[i];
        const Row laid = row(step, width());
        const double knobTop =
            top + (laid.title.lineHeight - side) / 2.0 + std::max(0.0, (side - laid.title.lineHeight) / 2.0);
        const QRectF disc(pen / 2, knobTop + pen / 2, side - pen, side - pen);
        if (i + 1 < m_steps.size()) {
            painter.setPen(QPen(step.done ? c.ok : c.fieldBorder, pen));
            const double x = side / 2;
            painter.drawLine(QPointF(x, disc.bottom() + m_theme.mm(0.8)),
                             QPointF(x, top + laid.height + gap() + knobTop - top - m_theme.mm(0.8)));
        }
        painter.setPen(QPen(step.done ? c.ok : c.fieldBorder, pen));
        painter.setBrush(step.done ? c.ok : c.surface);
        painter.drawEllipse(disc);
        if (step.done) {
            const double in = side * 0.24;
            paintIcon(painter, Icon::Tick, disc.adjusted(in, in, -in, -in), c.flat ? c.surface : Qt::white);
        } else {
            painter.setPen(c.ink);
            const QString number = QString::number(i + 1);
            drawLaidText(painter,
                         layText(number, m_theme.font(Role::Label, Weight::Bold), static_cast<int>(side),
                                 static_cast<int>(side), 1),
                         disc.toAlignedRect(), Qt::AlignCenter);
        }
        painter.setPen(c.ink);
        drawLaidText(painter, laid.title, QRect(textLeft(), top, width() - textLeft(), laid.title.height()),
                     Qt::AlignLeft);
        painter.setPen(c.ink2);
        drawLaidText(painter, laid.when,
                     QRect(textLeft(), top + laid.title.height(), width() - textLeft(), laid.when.height()),
                     Qt::AlignLeft);
        top += laid.height + gap();
    }
}

} // namespace yz::ui
