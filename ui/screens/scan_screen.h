// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "screens/screen.h"

namespace yz::ui {

class ActionButton;
class FramePicture;
class InfoBanner;
class TextBlock;

/** A page before the camera, then as it will be sent. Owner: Shell. Thread: GUI.
 *  Personal data: the last frame or the page; gone with the screen. */
class ScanScreen : public Screen
{
    Q_OBJECT
public:
    ScanScreen(const Theme &theme, const ScanView &view, QWidget *parent = nullptr);
    void refresh(const ScreenView &view) override;
    void showPage(const QImage &frame) override;

private:
    void showState();
    void sayHow();
    ActionButton *button(int kind, const char *id, const QString &words, const Intent &wish);

    ScanView m_view;
    TextBlock *m_title;
    InfoBanner *m_banner;
    FramePicture *m_picture;
    ActionButton *m_done;
    ActionButton *m_take;
    ActionButton *m_again;
    ActionButton *m_turn;
    ActionButton *m_keep;
};

} // namespace yz::ui
