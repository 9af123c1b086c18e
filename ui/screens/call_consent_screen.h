// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "screens/screen.h"

namespace yz::ui {

/** What will be switched on, what is kept, and that one may say no: before camera or microphone. Owner: Shell.
 *  Thread: GUI. No personal data. */
class CallConsentScreen : public Screen
{
    Q_OBJECT
public:
    explicit CallConsentScreen(const Theme &theme, QWidget *parent = nullptr);
    void refresh(const ScreenView &) override {}
};

} // namespace yz::ui
