// SPDX-License-Identifier: Apache-2.0
#include "screens/choose_screen.h"

#include "parts/action_button.h"
#include "parts/pane.h"
#include "parts/row_card.h"
#include "parts/rows.h"
#include "screens/words.h"

#include <core/said.h>

#include <QVBoxLayout>

namespace yz::ui {

ChooseScreen::ChooseScreen(const Theme &theme, const ChooseView &view, QWidget *parent)
    : Screen(theme, QStringLiteral("choose"), view.question, parent)
{
    const Frame frame(theme, this);
    frame.head()->addWidget(pageTitle(theme, view.question));
    if (!view.help.isEmpty())
        frame.head()->addWidget(paleText(theme, view.help));
    if (!frame.isOneColumn())
        frame.head()->addStretch(1);
    frame.main()->setSpacing(theme.px(token::kGap));
    for (const ChooseView::Option &option : view.options) {
        const QStringList hint = option.hint.isEmpty() ? QStringList() : QStringList(option.hint);
        auto *card = new RowCard(theme, QStringLiteral("choose.") + option.id, {option.label, hint, {}, {}});
        connect(card, &Pressable::chosen, this, [this, id = option.id] { Q_EMIT wants(ChooseRow{id}); });
        frame.main()->addWidget(card);
    }
    frame.main()->addStretch(1);
    auto *human = new ActionButton(theme, ActionButton::Kind::Secondary, QStringLiteral("choose.human"),
                                   Icon::HelpPerson, Said::tr("说不清，找人帮忙"));
    connect(static_cast<Pressable *>(human), &Pressable::chosen, this, [this] { Q_EMIT wants(AskHelp{}); });
    frame.foot()->add(human);
}

} // namespace yz::ui
