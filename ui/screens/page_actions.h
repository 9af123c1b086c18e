// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "parts/action_button.h"
#include "parts/row_card.h"
#include "parts/rows.h"
#include "screens/screen.h"
#include "screens/words.h"

#include <core/said.h>

#include <QBoxLayout>

namespace yz::ui {

/** A page's own buttons, in the given order; the way forward, where there is one, stands last. */
inline void addPageActions(ButtonRow &foot, const Theme &theme, Screen *page, const std::vector<PageAction> &actions)
{
    const auto add = [&](const PageAction &action) {
        const auto kind = action.primary ? ActionButton::Kind::Primary : ActionButton::Kind::Secondary;
        const QString id = page->objectName() + QLatin1Char('.') + action.id;
        auto *button = action.id == QLatin1String("print")
                           ? new ActionButton(theme, kind, id, Icon::Printer, action.label)
                           : new ActionButton(theme, kind, id, action.label);
        QObject::connect(static_cast<Pressable *>(button), &Pressable::chosen, page,
                         [page, given = action.id] { Q_EMIT page->wants(DoAction{given}); });
        foot.add(button);
    };
    for (const PageAction &action : actions)
        if (!action.primary)
            add(action);
    for (const PageAction &action : actions)
        if (action.primary)
            add(action);
}

/** What a page rests on: to be opened where the article is there, else to be read. */
inline void addSources(QBoxLayout &words, const Theme &theme, Screen *page, const QStringList &sources,
                       const std::vector<bool> &opens)
{
    for (qsizetype i = 0; i < sources.size(); ++i) {
        const QString line = Said::tr("依据：%1").arg(sources[i]);
        const auto at = static_cast<std::size_t>(i);
        if (at >= opens.size() || !opens[at]) {
            words.addWidget(smallText(theme, line));
            continue;
        }
        const QString note = Said::tr("点这里看原文");
        auto *card = new RowCard(theme, page->objectName() + QStringLiteral(".cite.%1").arg(i), {line, {note}, {}, {}});
        QObject::connect(card, &Pressable::chosen, page,
                         [page, i] { Q_EMIT page->wants(DoAction{QStringLiteral("cite:%1").arg(i)}); });
        words.addWidget(card);
    }
}

} // namespace yz::ui
