// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "parts/info_banner.h"
#include "parts/pane.h"

#include <core/said.h>
#include <ui/views.h>

namespace yz::ui {

/** How a paper on request stands, in the same words on every page that offers one; news is brought into sight, for the
 * button stands below a page that may have been turned. */
inline void saySheet(InfoBanner &banner, SheetStands stands)
{
    const QString before = banner.isHidden() ? QString() : banner.accessibleName();
    banner.setVisible(stands != SheetStands::None);
    switch (stands) {
    case SheetStands::None:
        break;
    case SheetStands::Printing:
        banner.say(InfoBanner::Tone::Told, Said::tr("正在打印……"), Said::tr("请等纸停下来再取。"));
        break;
    case SheetStands::Printed:
        banner.say(InfoBanner::Tone::Done, Said::tr("已打印，请取走。"));
        break;
    case SheetStands::Failed:
        banner.say(InfoBanner::Tone::Warned, Said::tr("没有打印成功。"), Said::tr("可以再打印一次，或找工作人员。"));
        break;
    case SheetStands::Unknown:
        banner.say(InfoBanner::Tone::Warned, Said::tr("不确定是否打印成功，请看一看出纸口。"));
        break;
    }
    banner.setIcon(Icon::Printer);
    if (banner.accessibleName() != before)
        Pane::bringIntoSight(&banner);
}

} // namespace yz::ui
