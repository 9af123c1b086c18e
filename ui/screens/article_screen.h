// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "screens/screen.h"

namespace yz::ui {

class InfoBanner;

/** One article in large type, with its neighbours in fixed places. Owner: Shell; built anew per article. Thread: GUI.
 */
class ArticleScreen : public Screen
{
    Q_OBJECT
public:
    ArticleScreen(const Theme &theme, const ArticleView &view, QWidget *parent = nullptr);
    void refresh(const ScreenView &view) override;

private:
    QWidget *text(const ArticleView &view);

    InfoBanner *m_sheet;
};

} // namespace yz::ui
