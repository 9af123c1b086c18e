// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "parts/text_block.h"

namespace yz::ui {

/** The few settings of words that pages use, so that they are the same on all of them. */
inline TextBlock *pageTitle(const Theme &theme, const QString &text)
{
    auto *block =
        new TextBlock(theme, text, {Role::PageTitle, Weight::Bold, 0, Breaking::Balanced}, theme.colours().ink);
    block->setObjectName(QStringLiteral("page.title"));
    return block;
}

inline TextBlock *heading(const Theme &theme, const QString &text)
{
    auto *block = new TextBlock(theme, text, {Role::Title, Weight::Bold, 0, Breaking::Balanced}, theme.colours().ink);
    block->setObjectName(QStringLiteral("page.heading"));
    return block;
}

inline TextBlock *bodyText(const Theme &theme, const QString &text)
{
    auto *block = new TextBlock(theme, text, {Role::Lead, Weight::Regular, 0, Breaking::NoOrphan}, theme.colours().ink);
    block->setObjectName(QStringLiteral("page.words"));
    return block;
}

inline TextBlock *paleText(const Theme &theme, const QString &text)
{
    auto *block =
        new TextBlock(theme, text, {Role::Lead, Weight::Regular, 0, Breaking::NoOrphan}, theme.colours().ink2);
    block->setObjectName(QStringLiteral("page.help"));
    return block;
}

inline TextBlock *smallText(const Theme &theme, const QString &text)
{
    auto *block = new TextBlock(theme, text, {Role::Label, Weight::Regular, 0}, theme.colours().ink2);
    block->setObjectName(QStringLiteral("page.source"));
    return block;
}

} // namespace yz::ui
