// SPDX-License-Identifier: Apache-2.0
#include "screens/list_screen.h"

#include "parts/action_button.h"
#include "parts/info_banner.h"
#include "parts/number_plate.h"
#include "parts/pane.h"
#include "parts/row_card.h"
#include "parts/rows.h"
#include "screens/words.h"

#include <core/said.h>

#include <QVBoxLayout>

namespace yz::ui {

ListScreen::ListScreen(const Theme &theme, const ListView &view, QWidget *parent)
    : Screen(theme, QStringLiteral("list"), view.title, parent)
{
    const Frame frame(theme, this, Frame::Columns::ByShape, 0.34);
    frame.head()->addWidget(pageTitle(theme, view.title));
    if (!view.lead.isEmpty())
        frame.head()->addWidget(paleText(theme, view.lead));
    if (!view.chips.empty())
        frame.head()->addWidget(chips(view));
    if (!frame.isOneColumn())
        frame.head()->addStretch(1);
    frame.main()->setSpacing(theme.px(token::kGap));
    for (const ListView::Row &row : view.rows) {
        auto *card =
            new RowCard(theme, QStringLiteral("list.row.") + row.id, {row.title, row.facts, row.badge, {}}, nullptr);
        connect(card, &Pressable::chosen, this, [this, id = row.id] { Q_EMIT wants(ChooseRow{id}); });
        frame.main()->addWidget(card);
    }
    if (view.rows.empty()) {
        frame.main()->addWidget(
            new InfoBanner(theme, InfoBanner::Tone::Told, QStringLiteral("list.nothing"), view.nothing));
        frame.main()->addWidget(new NumberPlate(theme, QStringLiteral("list.hotline"), Said::tr("也可以打电话问"),
                                                QStringLiteral("12348")));
    }
    frame.main()->addStretch(1);
    auto *help = new ActionButton(theme, ActionButton::Kind::Secondary, QStringLiteral("list.help"), Icon::HelpPerson,
                                  Said::tr("没有找到，叫人帮忙"));
    connect(static_cast<Pressable *>(help), &Pressable::chosen, this, [this] { Q_EMIT wants(AskHelp{}); });
    frame.foot()->add(help);
}

QWidget *ListScreen::chips(const ListView &view)
{
    auto *row = new FlowRow(theme(), Said::tr("只看其中一类"));
    for (const ListView::Chip &chip : view.chips) {
        auto *button = new ActionButton(theme(), chip.on ? ActionButton::Kind::Primary : ActionButton::Kind::Secondary,
                                        QStringLiteral("list.chip.") + chip.id, chip.label);
        if (chip.on)
            button->setAccessibleDescription(Said::tr("现在看的就是这一类"));
        connect(static_cast<Pressable *>(button), &Pressable::chosen, this,
                [this, id = chip.id] { Q_EMIT wants(ChooseChip{id}); });
        row->add(button);
    }
    return row;
}

} // namespace yz::ui
