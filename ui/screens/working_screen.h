// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "screens/screen.h"

namespace yz::ui {

class TextBlock;

/** Something takes a moment: words, never a bare spinner. Shown by the Shell only after 400 ms. Owner: Shell. */
class WorkingScreen : public Screen
{
    Q_OBJECT
public:
    WorkingScreen(const Theme &theme, const WorkingView &view, QWidget *parent = nullptr);
    void refresh(const ScreenView &view) override;

private:
    TextBlock *m_sentence;
};

} // namespace yz::ui
