// SPDX-License-Identifier: Apache-2.0
#include "screens/board_screen.h"

#include "parts/action_button.h"
#include "parts/info_banner.h"
#include "parts/lamp_row.h"
#include "parts/pane.h"
#include "parts/row_card.h"
#include "parts/rows.h"
#include "screens/words.h"

#include <core/said.h>

#include <QVBoxLayout>

namespace yz::ui {
namespace {

InfoBanner::Tone toneOf(Light light)
{
    switch (light) {
    case Light::Good:
        return InfoBanner::Tone::Done;
    case Light::Warn:
        return InfoBanner::Tone::Warned;
    case Light::Bad:
        return InfoBanner::Tone::Trouble;
    case Light::Unknown:
    case Light::None:
        break;
    }
    return InfoBanner::Tone::Told;
}

} // namespace

BoardScreen::BoardScreen(const Theme &theme, const BoardView &view, QWidget *parent)
    : Screen(theme, QStringLiteral("board"), view.title, parent),
      m_view(view),
      m_lead(paleText(theme, view.lead)),
      m_verdict(new InfoBanner(theme, toneOf(view.light), QStringLiteral("board.verdict"), view.verdict)),
      m_rows(new QVBoxLayout)
{
    const Frame frame(theme, this, Frame::Columns::ByShape, 0.36);
    frame.head()->addWidget(pageTitle(theme, view.title));
    frame.head()->addWidget(m_verdict);
    frame.head()->addWidget(m_lead);
    if (!view.chips.empty())
        frame.head()->addWidget(chips(view));
    if (!frame.isOneColumn())
        frame.head()->addStretch(1);
    m_rows->setSpacing(theme.px(token::kGap));
    frame.main()->addLayout(m_rows);
    frame.main()->addStretch(1);
    for (const PageAction &action : view.actions) {
        auto *button =
            new ActionButton(theme, action.primary ? ActionButton::Kind::Primary : ActionButton::Kind::Secondary,
                             QStringLiteral("board.action.") + action.id, action.label);
        connect(static_cast<Pressable *>(button), &Pressable::chosen, this,
                [this, id = action.id] { Q_EMIT wants(DoAction{id}); });
        frame.foot()->add(button);
    }
    say(view);
    fill(view.groups);
}

QWidget *BoardScreen::chips(const BoardView &view)
{
    auto *row = new FlowRow(theme(), Said::tr("只看其中一类"));
    for (const ListView::Chip &chip : view.chips) {
        auto *button = new ActionButton(theme(), chip.on ? ActionButton::Kind::Primary : ActionButton::Kind::Secondary,
                                        QStringLiteral("board.chip.") + chip.id, chip.label);
        connect(static_cast<Pressable *>(button), &Pressable::chosen, this,
                [this, id = chip.id] { Q_EMIT wants(ChooseChip{id}); });
        row->add(button);
    }
    return row;
}

void BoardScreen::refresh(const ScreenView &view)
{
    const auto *board = std::get_if<BoardView>(&view.page);
    if (!board || *board == m_view)
        return;
    const bool sameRows = board->groups == m_view.groups;
    m_view = *board;
    say(m_view);
    if (!sameRows)
        fill(m_view.groups);
}

void BoardScreen::say(const BoardView &view)
{
    m_lead->setWords(view.lead);
    m_lead->setVisible(!view.lead.isEmpty());
    m_verdict->say(toneOf(view.light), view.verdict);
    m_verdict->setVisible(!view.verdict.isEmpty());
}

void BoardScreen::fill(const std::vector<BoardView::Group> &groups)
{
    for (QWidget *part : m_parts) {
        m_rows->removeWidget(part);
        part->hide();
        part->deleteLater(); // perhaps the one that was pressed
    }
    m_parts.clear();
    const auto add = [this](QWidget *part) {
        m_rows->addWidget(part);
        m_parts.push_back(part);
    };
    for (const BoardView::Group &group : groups) {
        if (!group.heading.isEmpty())
            add(heading(theme(), group.heading));
        for (const BoardView::Row &row : group.rows) {
            if (row.id.isEmpty()) {
                add(new LampRow(theme(), row));
                continue;
            }
            auto *card =
                new RowCard(theme(), QStringLiteral("board.open.") + row.id, {row.title, row.facts, row.word, {}});
            connect(card, &Pressable::chosen, this, [this, id = row.id] { Q_EMIT wants(ChooseRow{id}); });
            add(card);
        }
    }
}

} // namespace yz::ui
