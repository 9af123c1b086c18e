// SPDX-License-Identifier: Apache-2.0
#include "screens/call_consent_screen.h"

#include "parts/action_button.h"
#include "parts/info_banner.h"
#include "parts/numbered_list.h"
#include "parts/rows.h"
#include "screens/words.h"

#include <core/said.h>

#include <QVBoxLayout>

namespace yz::ui {

CallConsentScreen::CallConsentScreen(const Theme &theme, QWidget *parent)
    : Screen(theme, QStringLiteral("consent"), Said::tr("视频通话前的说明"), parent)
{
    const Frame frame(theme, this);
    frame.head()->addWidget(pageTitle(theme, Said::tr("和律师视频，要打开摄像头和话筒")));
    frame.head()->addWidget(bodyText(theme, Said::tr("现在还没有打开。您同意之后才会打开，通话一结束就关上。")));
    frame.head()->addStretch(frame.isOneColumn() ? 0 : 1);
    frame.main()->addWidget(new NumberedList(
        theme, QStringLiteral("consent.points"),
        {Said::tr("律师能看到您、听到您说话。"), Said::tr("这台机器不录像、不录音。律师那边会记下谈了什么。"),
         Said::tr("旁边有人时，说话请小声；随时可以关掉画面或挂断。"),
         Said::tr("不想露面，可以只用声音；不同意也可以，律师会按时答复您的留言。")}));
    frame.main()->addStretch(1);
    auto *no = new ActionButton(theme, ActionButton::Kind::Secondary, QStringLiteral("consent.no"), Said::tr("不同意"));
    auto *sound =
        new ActionButton(theme, ActionButton::Kind::Secondary, QStringLiteral("consent.sound"), Said::tr("只用声音"));
    auto *yes =
        new ActionButton(theme, ActionButton::Kind::Primary, QStringLiteral("consent.yes"), Said::tr("同意，开始"));
    connect(no, &Pressable::chosen, this, [this] { Q_EMIT wants(DeclineCall{}); });
    connect(sound, &Pressable::chosen, this, [this] { Q_EMIT wants(AgreeToCall{false}); });
    connect(yes, &Pressable::chosen, this, [this] { Q_EMIT wants(AgreeToCall{true}); });
    frame.foot()->add(no);
    frame.foot()->add(sound);
    frame.foot()->add(yes);
}

} // namespace yz::ui
