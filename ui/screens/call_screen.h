// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "screens/screen.h"

namespace yz::ui {

class ActionButton;
class FramePicture;
class InfoBanner;
class TextBlock;

/** In the call: the lawyer large, oneself small, text beside it. Owner: Shell. Thread: GUI.
 *  Personal data: the last frames and the texts; gone with the page. */
class CallScreen : public Screen
{
    Q_OBJECT
public:
    CallScreen(const Theme &theme, const CallView &view, QWidget *parent = nullptr);
    void refresh(const ScreenView &view) override;
    void showRemote(const QImage &frame) override;
    void showSelf(const QImage &frame) override;

private:
    void showState();

    CallView m_view;
    FramePicture *m_remote;
    FramePicture *m_self;
    InfoBanner *m_banner;
    TextBlock *m_who;
    TextBlock *m_lines;
    ActionButton *m_less;
};

} // namespace yz::ui
