// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "parts/info_banner.h"

#include <core/said.h>
#include <ui/views.h>

namespace yz::ui {

/** What is said of a promise to call back: as much as is durable, and no more. Hides the banner when there is none. */
inline void sayCallback(InfoBanner &banner, const CallbackView &view)
{
    using State = CallbackView::State;
    banner.setVisible(view.state != State::None);
    const QString where = view.hasPhone ? Said::tr("会打您留的电话。")
                                        : Said::tr("您没有留电话，请凭单号到任何一台机器上看结果，或拨打 12348。");
    switch (view.state) {
    case State::None:
        break;
    case State::Storing:
        banner.say(InfoBanner::Tone::Told, Said::tr("正在为您登记回电……"));
        break;
    case State::Promised:
        banner.say(InfoBanner::Tone::Done, Said::tr("已登记回电，单号 ") + view.number + QStringLiteral("。"), where);
        banner.setIcon(Icon::Phone);
        break;
    case State::Failed:
        banner.say(InfoBanner::Tone::Trouble, Said::tr("回电没有登记成功。"), Said::tr("请找工作人员，或拨打 12348。"));
        break;
    }
}

} // namespace yz::ui
