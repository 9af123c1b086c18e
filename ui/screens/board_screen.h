// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "screens/screen.h"

namespace yz::ui {

class InfoBanner;
class TextBlock;

/** A page of the maintenance mode. Changes in place: what is read does not jump while a device answers.
 *  Owner: Shell. Thread: GUI. No personal data. */
class BoardScreen : public Screen
{
    Q_OBJECT
public:
    BoardScreen(const Theme &theme, const BoardView &view, QWidget *parent = nullptr);
    void refresh(const ScreenView &view) override;

private:
    void say(const BoardView &view);
    void fill(const std::vector<BoardView::Group> &groups);
    QWidget *chips(const BoardView &view);

    BoardView m_view;
    TextBlock *m_lead;
    InfoBanner *m_verdict;
    QVBoxLayout *m_rows;
    std::vector<QWidget *> m_parts;
};

} // namespace yz::ui
