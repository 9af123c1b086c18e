// SPDX-License-Identifier: Apache-2.0
#include "parts/rows.h"

#include <QEvent>

#include <algorithm>

namespace yz::ui {
namespace {

QSizePolicy fixedByWidth()
{
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    return policy;
}

} // namespace

ButtonRow::ButtonRow(const Theme &theme, const QString &name, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setObjectName(QStringLiteral("foot"));
    setAccessibleName(name);
    setSizePolicy(fixedByWidth());
}

void ButtonRow::add(QWidget *button)
{
    button->setParent(this);
    button->installEventFilter(this);
    m_buttons.push_back(button);
    updateGeometry();
}

std::vector<QWidget *> ButtonRow::shown() const
{
    std::vector<QWidget *> shown;
    for (QWidget *button : m_buttons)
        if (!button->isHidden())
            shown.push_back(button);
    return shown;
}

bool ButtonRow::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ShowToParent || event->type() == QEvent::HideToParent) {
        updateGeometry();
        resizeEvent(nullptr);
    }
    return QWidget::eventFilter(watched, event);
}

bool ButtonRow::sideBySide(int width) const
{
    int needed = -gap();
    for (const QWidget *button : shown())
        needed += button->minimumSizeHint().width() + gap();
    return needed <= width;
}

int ButtonRow::heightForWidth(int width) const
{
    int tallest = 0;
    int total = -gap();
    for (const QWidget *button : shown()) {
        tallest = std::max(tallest, button->sizeHint().height());
        total += button->sizeHint().height() + gap();
    }
    return sideBySide(width) ? tallest : std::max(0, total);
}

QSize ButtonRow::sizeHint() const
{
    int width = -gap();
    for (const QWidget *button : shown())
        width += button->sizeHint().width() + gap();
    return {std::max(0, width), heightForWidth(width)};
}

QSize ButtonRow::minimumSizeHint() const
{
    QSize least;
    for (const QWidget *button : shown())
        least = least.expandedTo(button->minimumSizeHint());
    return least;
}

void ButtonRow::resizeEvent(QResizeEvent *)
{
    const std::vector<QWidget *> buttons = shown();
    if (buttons.empty())
        return;
    if (!sideBySide(width())) {
        int top = 0;
        for (auto at = buttons.rbegin(); at != buttons.rend(); ++at) {
            const int tall = (*at)->sizeHint().height();
            (*at)->setGeometry(0, top, width(), tall);
            top += tall + gap();
        }
        return;
    }
    int left = 0;
    for (std::size_t i = 0; i < buttons.size(); ++i) {
        const bool last = i + 1 == buttons.size();
        // The way back is never wider than its words need, up to a third: the way forward is what the eye should find.
        const int wide = last ? width() - left : std::max(buttons[i]->sizeHint().width(), (width() - 2 * gap()) / 4);
        const int fitting =
            last ? wide : std::min(wide, width() - gap() - left - buttons.back()->minimumSizeHint().width());
        buttons[i]->setGeometry(left, 0, fitting, height());
        left += fitting + gap();
    }
}

FlowRow::FlowRow(const Theme &theme, const QString &name, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setObjectName(QStringLiteral("flow"));
    setAccessibleName(name);
    setSizePolicy(fixedByWidth());
}

void FlowRow::add(QWidget *button)
{
    button->setParent(this);
    m_buttons.push_back(button);
    updateGeometry();
}

int FlowRow::flow(int width, bool place) const
{
    const int gap = m_theme.px(token::kGap);
    int left = 0;
    int top = 0;
    int tall = 0;
    for (QWidget *button : m_buttons) {
        const QSize size = button->sizeHint();
        const int wide = std::min(size.width(), width);
        if (left > 0 && left + wide > width) {
            left = 0;
            top += tall + gap;
            tall = 0;
        }
        if (place)
            button->setGeometry(left, top, wide, size.height());
        left += wide + gap;
        tall = std::max(tall, size.height());
    }
    return top + tall;
}

int FlowRow::heightForWidth(int width) const
{
    return flow(width, false);
}

QSize FlowRow::sizeHint() const
{
    const int width = m_theme.mm(200);
    return {width, heightForWidth(width)};
}

QSize FlowRow::minimumSizeHint() const
{
    return {m_theme.mm(40), m_theme.px(token::kSecondaryHeight)};
}

void FlowRow::resizeEvent(QResizeEvent *)
{
    flow(width(), true);
}

} // namespace yz::ui
