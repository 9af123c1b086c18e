// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "screens/screen.h"

namespace yz::ui {

/** Before a journey: what it is, who may, what is needed. Owner: Shell. Thread: GUI. No personal data. */
class GuideScreen : public Screen
{
    Q_OBJECT
public:
    GuideScreen(const Theme &theme, const GuideView &view, QWidget *parent = nullptr);
    void refresh(const ScreenView &view) override;

private:
    QWidget *m_printerWarning;
};

} // namespace yz::ui
