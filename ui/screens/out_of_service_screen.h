// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "screens/screen.h"

namespace yz::ui {

/** This terminal cannot be used now, where to go instead, and what to tell the attendant. Owner: Shell. Thread: GUI. */
class OutOfServiceScreen : public Screen
{
    Q_OBJECT
public:
    OutOfServiceScreen(const Theme &theme, const OutOfServiceView &view, QWidget *parent = nullptr);
    /** What is wrong does not change while the page stands. */
    void refresh(const ScreenView &) override {}
};

} // namespace yz::ui
