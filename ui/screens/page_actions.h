// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "parts/action_button.h"
#include "parts/rows.h"
#include "screens/screen.h"

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

} // namespace yz::ui
