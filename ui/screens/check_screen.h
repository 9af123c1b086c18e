// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "screens/screen.h"

namespace yz::ui {

/** Check-your-answers, before anything is sent. Owner: Shell. Thread: GUI. Personal data: the masked answers. */
class CheckScreen : public Screen
{
    Q_OBJECT
public:
    CheckScreen(const Theme &theme, const CheckView &view, QWidget *parent = nullptr);
    void refresh(const ScreenView &view) override;

private:
    void fill(const CheckView &view);

    CheckView m_view;
    QVBoxLayout *m_rows;
};

} // namespace yz::ui
