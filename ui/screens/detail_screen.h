// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "screens/screen.h"

namespace yz::ui {

class InfoBanner;

/** A page to be read, with what can be done from it. Owner: Shell; built anew per thing. Thread: GUI. No personal
 *  data. */
class DetailScreen : public Screen
{
    Q_OBJECT
public:
    DetailScreen(const Theme &theme, const DetailView &view, QWidget *parent = nullptr);
    void refresh(const ScreenView &view) override;

private:
    QWidget *block(const DetailView::Block &block, int index);

    InfoBanner *m_sheet;
};

} // namespace yz::ui
