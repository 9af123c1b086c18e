// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "screens/screen.h"
#include "theme/icons.h"

namespace yz::ui {

/** Thanks, and: take your card, take your paper. Owner: Shell. Thread: GUI. No personal data. */
class GoodbyeScreen : public Screen
{
    Q_OBJECT
public:
    GoodbyeScreen(const Theme &theme, const GoodbyeView &view, QWidget *parent = nullptr);
    void refresh(const ScreenView &view) override;

private:
    QWidget *reminder(Icon icon, const QString &words);

    QWidget *m_card;
    QWidget *m_paper;
};

} // namespace yz::ui
