// SPDX-License-Identifier: Apache-2.0
#include "parts/pane.h"

#include "parts/action_button.h"
#include "parts/text_block.h"

#include <core/said.h>

#include <QEvent>
#include <QScrollArea>
#include <QScrollBar>
#include <QScroller>
#include <QVBoxLayout>

#include <algorithm>

namespace yz::ui {
namespace {

void makeDraggable(QWidget *viewport)
{
    QScroller::grabGesture(viewport, QScroller::LeftMouseButtonGesture);
    QScrollerProperties properties;
    properties.setScrollMetric(QScrollerProperties::MousePressEventDelay, 0.0); // the press is answered at once
    properties.setScrollMetric(QScrollerProperties::DragStartDistance, 0.004);
    properties.setScrollMetric(QScrollerProperties::HorizontalOvershootPolicy,
                               QVariant::fromValue(QScrollerProperties::OvershootAlwaysOff));
    properties.setScrollMetric(QScrollerProperties::VerticalOvershootPolicy,
                               QVariant::fromValue(QScrollerProperties::OvershootAlwaysOff));
    QScroller::scroller(viewport)->setScrollerProperties(properties);
}

} // namespace

Pane::Pane(const Theme &theme, const QString &name, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_area(new QScrollArea(this)),
      m_paper(new QWidget),
      m_content(new QVBoxLayout(m_paper)),
      m_up(new ActionButton(theme, ActionButton::Kind::Quiet, QStringLiteral("pane.up"), Icon::Up, Said::tr("上一屏"),
                            this)),
      m_down(new ActionButton(theme, ActionButton::Kind::Quiet, QStringLiteral("pane.down"), Icon::Down,
                              Said::tr("下一屏"), this)),
      m_where(new TextBlock(theme, QString(), {Role::Label, Weight::Regular, 1}, theme.colours().ink2, this))
{
    setObjectName(QStringLiteral("pane"));
    setAccessibleName(name);
    m_area->setObjectName(QStringLiteral("pane.area"));
    m_area->setAccessibleName(name);
    m_area->viewport()->setObjectName(QStringLiteral("pane.window"));
    m_area->viewport()->setAccessibleName(name);
    m_paper->setObjectName(QStringLiteral("pane.paper"));
    m_paper->setAccessibleName(name);
    m_where->setObjectName(QStringLiteral("pane.where"));
    m_where->setAlign(Qt::AlignCenter);
    m_content->setContentsMargins(0, 0, 0, 0);
    m_content->setSpacing(theme.mm(4));
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->setFocusPolicy(Qt::NoFocus);
    m_area->setWidget(m_paper);
    m_area->viewport()->setAutoFillBackground(false);
    m_paper->setAutoFillBackground(false);
    for (ActionButton *button : {m_up, m_down}) {
        button->setRepeatable(true);
        button->hide();
    }
    m_where->hide();
    m_paper->installEventFilter(this);
    makeDraggable(m_area->viewport());
    connect(m_up, &Pressable::chosen, this, [this] { turn(-1); });
    connect(m_down, &Pressable::chosen, this, [this] { turn(1); });
    connect(m_area->verticalScrollBar(), &QScrollBar::valueChanged, this, &Pane::showWhere);
}

int Pane::neededHeight(int width) const
{
    const int byWidth = m_content->hasHeightForWidth() ? m_content->heightForWidth(width) : 0;
    return std::max(byWidth, m_content->minimumSize().height());
}

int Pane::stripHeight() const
{
    return m_up->sizeHint().height() + m_theme.mm(3);
}

bool Pane::isTurnable() const
{
    return m_up->isVisibleTo(this);
}

void Pane::arrange()
{
    const int needed = neededHeight(width());
    const bool more = needed > height();
    const int window = more ? std::max(m_theme.mm(10), height() - stripHeight()) : height();
    m_area->setGeometry(0, 0, width(), window);
    m_paper->setGeometry(0, m_paper->y(), width(), std::max(needed, window));
    for (QWidget *part :
         {static_cast<QWidget *>(m_up), static_cast<QWidget *>(m_down), static_cast<QWidget *>(m_where)})
        part->setVisible(more);
    if (more) {
        const int top = window + m_theme.mm(3);
        const QSize arrow = m_up->sizeHint();
        m_up->setGeometry(0, top, arrow.width(), arrow.height());
        m_down->setGeometry(width() - m_down->sizeHint().width(), top, m_down->sizeHint().width(), arrow.height());
        m_where->setGeometry(arrow.width(), top, width() - arrow.width() - m_down->sizeHint().width(), arrow.height());
    }
    showWhere();
}

void Pane::showWhere()
{
    const QScrollBar *bar = m_area->verticalScrollBar();
    const int step = stepOfTurn();
    const int pages = (bar->maximum() + step - 1) / step + 1;
    const bool atEnd = bar->value() >= bar->maximum();
    const int page = atEnd ? pages : std::min(pages, bar->value() / step + 1);
    m_where->setWords(QStringLiteral("%1 / %2").arg(page).arg(pages));
    m_up->setEnabled(bar->value() > bar->minimum());
    m_down->setEnabled(!atEnd);
}

void Pane::turn(int direction)
{
    m_area->verticalScrollBar()->setValue(m_area->verticalScrollBar()->value() + direction * stepOfTurn());
}

/** A little of the last screen stays in sight, so that the eye finds the place again. */
int Pane::stepOfTurn() const
{
    return std::max(1, m_area->viewport()->height() - m_theme.mm(12));
}

void Pane::reveal(QWidget *part)
{
    m_area->ensureWidgetVisible(part, 0, m_theme.mm(4));
}

void Pane::bringIntoSight(QWidget *part)
{
    auto *around = part->parentWidget();
    while (around != nullptr && qobject_cast<Pane *>(around) == nullptr)
        around = around->parentWidget();
    auto *pane = qobject_cast<Pane *>(around);
    if (pane == nullptr || !part->isVisible())
        return;
    pane->arrange(); // with the room that its words need now
    pane->m_content->activate();
    pane->reveal(part);
}

void Pane::resizeEvent(QResizeEvent *)
{
    arrange();
}

bool Pane::event(QEvent *event)
{
    if (event->type() == QEvent::Show || event->type() == QEvent::LayoutRequest)
        arrange();
    return QWidget::event(event);
}

bool Pane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_paper && event->type() == QEvent::LayoutRequest)
        arrange();
    return QWidget::eventFilter(watched, event);
}

} // namespace yz::ui
