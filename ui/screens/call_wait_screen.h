// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "screens/screen.h"

namespace yz::ui {

class TextBlock;

/** Waiting for a lawyer: the place in the queue, how long it may take, and the way out. Owner: Shell. Thread: GUI. */
class CallWaitScreen : public Screen
{
    Q_OBJECT
public:
    CallWaitScreen(const Theme &theme, const CallWaitView &view, QWidget *parent = nullptr);
    void refresh(const ScreenView &view) override;

private:
    void say(const CallWaitView &view);

    TextBlock *m_title;
    TextBlock *m_words;
};

} // namespace yz::ui
