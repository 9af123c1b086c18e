// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "screens/screen.h"

namespace yz::ui {

class ActionButton;
class CardArt;
class InfoBanner;
class TextBlock;

/** Where to lay the card, and how reading goes. Owner: Shell. Thread: GUI. No personal data. */
class CardScreen : public Screen
{
    Q_OBJECT
public:
    CardScreen(const Theme &theme, const CardView &view, QWidget *parent = nullptr);
    void refresh(const ScreenView &view) override;

private:
    void showPhase(const CardView &view);

    TextBlock *m_title;
    TextBlock *m_words;
    CardArt *m_art;
    InfoBanner *m_banner;
    ActionButton *m_retry;
};

} // namespace yz::ui
