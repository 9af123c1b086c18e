// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "screens/screen.h"

namespace yz::ui {

/** Things to choose from, with at most five chips that narrow them. Owner: Shell; built anew when what it shows
 *  changes. Thread: GUI. No personal data. */
class ListScreen : public Screen
{
    Q_OBJECT
public:
    ListScreen(const Theme &theme, const ListView &view, QWidget *parent = nullptr);
    void refresh(const ScreenView &) override {}

private:
    QWidget *chips(const ListView &view);
};

} // namespace yz::ui
