// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "screens/screen.h"

namespace yz::ui {

class ActionButton;
class InfoBanner;
class Timeline;

/** The order is durable: its number, what happens next, and the truth about the slip. Owner: Shell. Thread: GUI. */
class ResultScreen : public Screen
{
    Q_OBJECT
public:
    ResultScreen(const Theme &theme, const ResultView &view, bool offline, QWidget *parent = nullptr);
    void refresh(const ScreenView &view) override;

private:
    void showSlip();
    QWidget *buildCode();

    ResultView m_view;
    Timeline *m_timeline;
    InfoBanner *m_offline;
    InfoBanner *m_slip;
    QVBoxLayout *m_codePlace;
    QWidget *m_code = nullptr;
    ActionButton *m_again;
    InfoBanner *m_sheet;
    ActionButton *m_form;
    InfoBanner *m_callback;
};

} // namespace yz::ui
