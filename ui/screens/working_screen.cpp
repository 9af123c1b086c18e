// SPDX-License-Identifier: Apache-2.0
#include "screens/working_screen.h"

#include "parts/moving_art.h"
#include "screens/words.h"

#include <core/said.h>

#include <QVBoxLayout>

namespace yz::ui {

WorkingScreen::WorkingScreen(const Theme &theme, const WorkingView &view, QWidget *parent)
    : Screen(theme, QStringLiteral("working"), view.sentence, parent), m_sentence(pageTitle(theme, view.sentence))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme.mm(14), theme.mm(8), theme.mm(14), theme.mm(8));
    column->setSpacing(theme.mm(8));
    m_sentence->setAlign(Qt::AlignHCenter | Qt::AlignTop);
    auto *please = paleText(theme, Said::tr("请稍等，不用再点。"));
    please->setAlign(Qt::AlignHCenter | Qt::AlignTop);
    column->addStretch(4);
    column->addWidget(new DotsArt(theme), 0, Qt::AlignHCenter);
    column->addWidget(m_sentence);
    column->addWidget(please);
    column->addStretch(5);
}

void WorkingScreen::refresh(const ScreenView &view)
{
    if (const auto *working = std::get_if<WorkingView>(&view.page))
        m_sentence->setWords(working->sentence);
}

} // namespace yz::ui
