// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "screens/screen.h"

namespace yz::ui {

class TextBlock;

/** A fault that ends the way forward here: its sentence, and the ways left. Never a dead end. Owner: Shell. */
class TroubleScreen : public Screen
{
    Q_OBJECT
public:
    TroubleScreen(const Theme &theme, const TroubleView &view, QWidget *parent = nullptr);
    void refresh(const ScreenView &view) override;

private:
    void showTrouble(const TroubleView &view);

    TextBlock *m_title;
    TextBlock *m_next;
    QWidget *m_retry;
};

} // namespace yz::ui
