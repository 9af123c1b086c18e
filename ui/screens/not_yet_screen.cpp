// SPDX-License-Identifier: Apache-2.0
#include "screens/not_yet_screen.h"

#include "parts/action_button.h"
#include "parts/number_plate.h"
#include "parts/numbered_list.h"
#include "parts/rows.h"
#include "screens/words.h"

#include <core/said.h>

#include <QVBoxLayout>

namespace yz::ui {

NotYetScreen::NotYetScreen(const Theme &theme, const NotYetView &view, QWidget *parent)
    : Screen(theme, QStringLiteral("not-yet"), view.title, parent)
{
    const Frame frame(theme, this);
    frame.head()->addWidget(pageTitle(theme, view.title));
    frame.head()->addWidget(bodyText(theme, Said::tr("这项服务在这台机器上还没有开通，现在办不了，请您谅解。")));
    frame.head()->addStretch(1);
    frame.main()->addWidget(new NumberPlate(theme, QStringLiteral("notyet.number"),
                                            Said::tr("可以拨打公共法律服务热线"), QStringLiteral("12348")));
    frame.main()->addWidget(heading(theme, Said::tr("您还可以")));
    frame.main()->addWidget(new NumberedList(theme, QStringLiteral("notyet.ways"),
                                             {Said::tr("到服务窗口，请工作人员当面办理。"),
                                              Said::tr("用手机搜索“中国法律服务网”，在网上办理。"),
                                              Said::tr("拿不准该找谁，请点“求助”，有人帮您问。")}));
    frame.main()->addStretch(1);
    auto *home =
        new ActionButton(theme, ActionButton::Kind::Secondary, QStringLiteral("notyet.home"), Said::tr("回到首页"));
    auto *call = new ActionButton(theme, ActionButton::Kind::Primary, QStringLiteral("notyet.call"), Icon::HelpPerson,
                                  Said::tr("找人帮忙"));
    connect(home, &Pressable::chosen, this, [this] { Q_EMIT wants(GoHome{}); });
    connect(call, &Pressable::chosen, this, [this] { Q_EMIT wants(AskHelp{}); });
    frame.foot()->add(home);
    frame.foot()->add(call);
}

void NotYetScreen::refresh(const ScreenView &) {}

} // namespace yz::ui
