// SPDX-License-Identifier: Apache-2.0
#include "screens/guide_screen.h"

#include "parts/action_button.h"
#include "parts/info_banner.h"
#include "parts/numbered_list.h"
#include "parts/pane.h"
#include "parts/rows.h"
#include "screens/page_actions.h"
#include "screens/words.h"

#include <core/said.h>

#include <QVBoxLayout>

namespace yz::ui {

GuideScreen::GuideScreen(const Theme &theme, const GuideView &view, QWidget *parent)
    : Screen(theme, QStringLiteral("guide"), view.title, parent)
{
    const Frame frame(theme, this);
    frame.head()->addWidget(pageTitle(theme, view.title));
    if (!view.lead.isEmpty())
        frame.head()->addWidget(bodyText(theme, view.lead));
    auto *warning = new InfoBanner(theme, InfoBanner::Tone::Warned, QStringLiteral("guide.printer"),
                                   Said::tr("现在打印不了纸质回执。"),
                                   Said::tr("办完后，编号和二维码会显示在屏幕上，请记下或拍照。"));
    warning->setIcon(Icon::Printer);
    m_printerWarning = warning;
    m_printerWarning->setVisible(view.printerWarning);
    frame.head()->addWidget(m_printerWarning);
    frame.head()->addStretch(1);
    frame.main()->addWidget(new NumberedList(theme, QStringLiteral("guide.points"), view.points));
    addSources(*frame.main(), theme, this, view.sources, view.opens);
    frame.main()->addStretch(1);
    auto *back =
        new ActionButton(theme, ActionButton::Kind::Secondary, QStringLiteral("guide.home"), Said::tr("先不办"));
    auto *begin =
        new ActionButton(theme, ActionButton::Kind::Primary, QStringLiteral("guide.begin"), Said::tr("开始办理"));
    connect(back, &Pressable::chosen, this, [this] { Q_EMIT wants(GoHome{}); });
    connect(begin, &Pressable::chosen, this, [this] { Q_EMIT wants(Begin{}); });
    frame.foot()->add(back);
    addPageActions(*frame.foot(), theme, this, view.actions);
    frame.foot()->add(begin);
}

void GuideScreen::refresh(const ScreenView &view)
{
    if (const auto *guide = std::get_if<GuideView>(&view.page))
        m_printerWarning->setVisible(guide->printerWarning);
}

} // namespace yz::ui
