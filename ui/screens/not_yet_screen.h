// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "screens/screen.h"

namespace yz::ui {

/** A service that this terminal does not offer yet: says so, and what one can do instead. Owner: Shell. Thread: GUI. */
class NotYetScreen : public Screen
{
    Q_OBJECT
public:
    NotYetScreen(const Theme &theme, const NotYetView &view, QWidget *parent = nullptr);
    void refresh(const ScreenView &view) override;
};

} // namespace yz::ui
