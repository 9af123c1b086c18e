// SPDX-License-Identifier: Apache-2.0
#include "screens/goodbye_screen.h"

#include "parts/action_button.h"
#include "parts/panel.h"
#include "parts/rows.h"
#include "screens/words.h"

#include <core/said.h>

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace yz::ui {

GoodbyeScreen::GoodbyeScreen(const Theme &theme, const GoodbyeView &view, QWidget *parent)
    : Screen(theme, QStringLiteral("goodbye"), Said::tr("再见"), parent),
      m_card(reminder(Icon::Card, Said::tr("请带好您的身份证"))),
      m_paper(reminder(Icon::Paper, Said::tr("请取走您的回执")))
{
    const Frame frame(theme, this);
    frame.head()->addWidget(pageTitle(theme, Said::tr("办好了，请慢走")));
    frame.head()->addWidget(bodyText(theme, Said::tr("您填的内容已经从屏幕上清除。有事随时再来，也可以拨打 12348。")));
    frame.head()->addStretch(frame.isOneColumn() ? 0 : 1);
    frame.main()->addWidget(m_card);
    frame.main()->addWidget(m_paper);
    frame.main()->addStretch(1);
    m_card->setVisible(view.remindCard);
    m_paper->setVisible(view.remindPaper);
    auto *home =
        new ActionButton(theme, ActionButton::Kind::Primary, QStringLiteral("goodbye.home"), Said::tr("回到首页"));
    connect(home, &Pressable::chosen, this, [this] { Q_EMIT wants(GoHome{}); });
    frame.foot()->add(home);
}

QWidget *GoodbyeScreen::reminder(Icon icon, const QString &words)
{
    auto *panel = new Panel(theme(), Panel::Kind::Card, QStringLiteral("goodbye.reminder"), words, this);
    auto *across = new QHBoxLayout(panel);
    const int pad = panel->margin() + theme().mm(7);
    across->setContentsMargins(pad, pad, pad, pad);
    across->setSpacing(theme().mm(7));
    across->addWidget(
        new Picture(theme(), icon, Millimetres{28}, theme().colours().onSoft, words, Picture::Look::Disc));
    across->addWidget(heading(theme(), words), 1, Qt::AlignVCenter);
    return panel;
}

void GoodbyeScreen::refresh(const ScreenView &view)
{
    if (const auto *goodbye = std::get_if<GoodbyeView>(&view.page)) {
        m_card->setVisible(goodbye->remindCard);
        m_paper->setVisible(goodbye->remindPaper);
    }
}

} // namespace yz::ui
