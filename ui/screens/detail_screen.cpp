// SPDX-License-Identifier: Apache-2.0
#include "screens/detail_screen.h"

#include "parts/info_banner.h"
#include "parts/number_plate.h"
#include "parts/numbered_list.h"
#include "parts/pane.h"
#include "parts/panel.h"
#include "parts/rows.h"
#include "screens/age_notice.h"
#include "screens/page_actions.h"
#include "screens/sheet_words.h"
#include "screens/words.h"

#include <core/said.h>

#include <QVBoxLayout>

namespace yz::ui {

DetailScreen::DetailScreen(const Theme &theme, const DetailView &view, QWidget *parent)
    : Screen(theme, QStringLiteral("detail"), view.title, parent),
      m_sheet(new InfoBanner(theme, InfoBanner::Tone::Told, QStringLiteral("detail.sheet"), QString()))
{
    const Frame frame(theme, this, Frame::Columns::ByShape, 0.4);
    frame.head()->addWidget(pageTitle(theme, view.title));
    if (!view.lead.isEmpty())
        frame.head()->addWidget(bodyText(theme, view.lead));
    if (!view.number.isEmpty())
        frame.head()->addWidget(new NumberPlate(theme, QStringLiteral("detail.number"), Said::tr("电话"), view.number));
    frame.head()->addWidget(m_sheet);
    int index = 0;
    for (const DetailView::Block &given : view.blocks)
        frame.main()->addWidget(block(given, index++));
    addSources(*frame.main(), theme, this, view.sources, view.opens);
    addAgeNotice(*frame.main(), theme, view.notice, view.isOld);
    frame.main()->addStretch(1);
    if (!frame.isOneColumn())
        frame.head()->addStretch(1);
    addPageActions(*frame.foot(), theme, this, view.actions);
    saySheet(*m_sheet, view.sheet);
}

QWidget *DetailScreen::block(const DetailView::Block &block, int index)
{
    auto *card = new Panel(theme(), Panel::Kind::Card, QStringLiteral("detail.block.%1").arg(index),
                           block.heading.isEmpty() ? accessibleName() : block.heading);
    auto *words = new QVBoxLayout(card);
    const int pad = card->margin() + theme().mm(6);
    words->setContentsMargins(pad, pad, pad, pad);
    words->setSpacing(theme().mm(3));
    if (!block.heading.isEmpty())
        words->addWidget(heading(theme(), block.heading));
    if (block.numbered) {
        words->addWidget(new NumberedList(theme(), QStringLiteral("detail.list.%1").arg(index), block.lines));
        return card;
    }
    for (const QString &line : block.lines)
        words->addWidget(bodyText(theme(), line));
    return card;
}

void DetailScreen::refresh(const ScreenView &view)
{
    if (const auto *detail = std::get_if<DetailView>(&view.page))
        saySheet(*m_sheet, detail->sheet);
}

} // namespace yz::ui
