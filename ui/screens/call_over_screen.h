// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "screens/screen.h"

namespace yz::ui {

class ActionButton;
class InfoBanner;

/** The call is over: how, what follows, and the way to the rating. Owner: Shell. Thread: GUI. No personal data. */
class CallOverScreen : public Screen
{
    Q_OBJECT
public:
    CallOverScreen(const Theme &theme, const CallOverView &view, QWidget *parent = nullptr);
    void refresh(const ScreenView &view) override;

private:
    InfoBanner *m_callback;
    ActionButton *m_retry;
};

} // namespace yz::ui
