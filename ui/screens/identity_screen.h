// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "screens/screen.h"

namespace yz::ui {

/** "Is this you?" Owner: Shell. Thread: GUI. Personal data: masked rows, gone with the page. */
class IdentityScreen : public Screen
{
    Q_OBJECT
public:
    IdentityScreen(const Theme &theme, const IdentityView &view, QWidget *parent = nullptr);
    void refresh(const ScreenView &view) override;

private:
    QWidget *m_offer;
};

} // namespace yz::ui
