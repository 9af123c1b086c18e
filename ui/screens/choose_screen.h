// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "screens/screen.h"

namespace yz::ui {

/** One question of 帮我选; a touch on an answer goes on at once. Owner: Shell; built anew per question. Thread: GUI. */
class ChooseScreen : public Screen
{
    Q_OBJECT
public:
    ChooseScreen(const Theme &theme, const ChooseView &view, QWidget *parent = nullptr);
    void refresh(const ScreenView &) override {}
};

} // namespace yz::ui
