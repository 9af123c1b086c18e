// SPDX-License-Identifier: Apache-2.0
#include "screens/screen.h"

#include "parts/pane.h"
#include "parts/rows.h"

#include <core/said.h>

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace yz::ui {

Screen::Screen(const Theme &theme, const QString &id, const QString &name, QWidget *parent)
    : QWidget(parent), m_theme(theme)
{
    setObjectName(id);
    setAccessibleName(name);
}

Frame::Frame(const Theme &theme, QWidget *page, Columns columns, double leftShare)
    : m_one(theme.isPortrait() || columns == Columns::One)
{
    const int edge = theme.mm(theme.isPortrait() ? 12 : 10);
    const int gap = theme.mm(6);
    m_foot = new ButtonRow(theme, Said::tr("操作"), page);
    m_mainPane = new Pane(theme, page->accessibleName(), page);
    if (m_one) {
        auto *column = new QVBoxLayout(page);
        column->setContentsMargins(edge, theme.mm(10), edge, theme.mm(8));
        column->setSpacing(gap);
        column->addWidget(m_mainPane, 1);
        column->addWidget(m_foot);
        m_head = new QVBoxLayout;
        m_main = new QVBoxLayout;
        m_mainPane->content()->setSpacing(gap);
        m_mainPane->content()->addLayout(m_head);
        m_mainPane->content()->addLayout(m_main, 1);
    } else {
        auto *across = new QHBoxLayout(page);
        across->setContentsMargins(edge, theme.mm(8), edge, theme.mm(8));
        across->setSpacing(theme.mm(12));
        auto *left = new QVBoxLayout;
        left->setSpacing(gap);
        auto *headPane = new Pane(theme, page->accessibleName(), page);
        left->addWidget(headPane, 1);
        left->addWidget(m_foot);
        across->addLayout(left, static_cast<int>(leftShare * 100));
        across->addWidget(m_mainPane, static_cast<int>((1 - leftShare) * 100));
        m_head = headPane->content();
        m_main = m_mainPane->content();
    }
    m_head->setSpacing(theme.mm(4));
    m_main->setSpacing(theme.mm(4));
}

} // namespace yz::ui
