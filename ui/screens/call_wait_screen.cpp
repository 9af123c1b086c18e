// SPDX-License-Identifier: Apache-2.0
#include "screens/call_wait_screen.h"

#include "parts/action_button.h"
#include "parts/info_banner.h"
#include "parts/moving_art.h"
#include "parts/rows.h"
#include "screens/words.h"

#include <core/said.h>

#include <QVBoxLayout>

namespace yz::ui {

CallWaitScreen::CallWaitScreen(const Theme &theme, const CallWaitView &view, QWidget *parent)
    : Screen(theme, QStringLiteral("callwait"), Said::tr("等候律师"), parent),
      m_title(pageTitle(theme, QString())),
      m_words(bodyText(theme, QString()))
{
    const Frame frame(theme, this);
    frame.head()->addWidget(m_title);
    frame.head()->addWidget(m_words);
    frame.head()->addStretch(frame.isOneColumn() ? 0 : 1);
    frame.main()->addStretch(1);
    frame.main()->addWidget(new DotsArt(theme), 0, Qt::AlignHCenter);
    frame.main()->addSpacing(theme.mm(8));
    auto *promise =
        new InfoBanner(theme, InfoBanner::Tone::Told, QStringLiteral("callwait.promise"), Said::tr("不想等也可以。"),
                       Said::tr("点“不等了，请回电”，会登记回电；您的留言律师也会按时答复。"));
    promise->setIcon(Icon::Phone);
    frame.main()->addWidget(promise);
    frame.main()->addStretch(2);
    auto *out = new ActionButton(theme, ActionButton::Kind::Secondary, QStringLiteral("callwait.leave"), Icon::Phone,
                                 Said::tr("不等了，请回电"));
    connect(out, &Pressable::chosen, this, [this] { Q_EMIT wants(HangUp{}); });
    frame.foot()->add(out);
    say(view);
}

void CallWaitScreen::say(const CallWaitView &view)
{
    if (view.connecting) {
        m_title->setWords(view.agent + Said::tr("接听了，正在接通"));
        m_words->setWords(Said::tr("请看着屏幕，马上就好。"));
        return;
    }
    m_title->setWords(view.place > 0 ? Said::tr("您排在第 %1 位").arg(view.place) : Said::tr("正在为您找律师"));
    m_words->setWords(view.waitMinutes > 0 ? Said::tr("大约还要等 %1 分钟，请不要离开。").arg(view.waitMinutes)
                                           : Said::tr("请稍等，不要离开。"));
}

void CallWaitScreen::refresh(const ScreenView &view)
{
    if (const auto *wait = std::get_if<CallWaitView>(&view.page))
        say(*wait);
}

} // namespace yz::ui
