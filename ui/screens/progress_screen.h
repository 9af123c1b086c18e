// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "screens/screen.h"

namespace yz::ui {

class ActionButton;
class InfoBanner;

/** Where an order stands, and the answer in large type; "unknown" when nothing is known. Owner: Shell. Thread: GUI.
 *  Personal data: the answer, gone with the page. */
class ProgressScreen : public Screen
{
    Q_OBJECT
public:
    ProgressScreen(const Theme &theme, const ProgressView &view, QWidget *parent = nullptr);
    void refresh(const ScreenView &view) override;

private:
    void fillUnknown(const Frame &frame, Fault fault);
    void fillKnown(const Frame &frame);
    void showSheet();

    ProgressView m_view;
    InfoBanner *m_sheet;
    ActionButton *m_print = nullptr;
};

} // namespace yz::ui
