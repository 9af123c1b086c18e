// SPDX-License-Identifier: Apache-2.0
#include "screens/out_of_service_screen.h"

#include "parts/action_button.h"
#include "parts/number_plate.h"
#include "parts/panel.h"
#include "parts/rows.h"
#include "screens/words.h"

#include <core/said.h>

#include <QVBoxLayout>

namespace yz::ui {

OutOfServiceScreen::OutOfServiceScreen(const Theme &theme, const OutOfServiceView &view, QWidget *parent)
    : Screen(theme, QStringLiteral("out-of-service"), Said::tr("本机暂时不能使用"), parent)
{
    const Colours &c = theme.colours();
    const Frame frame(theme, this);
    auto *sign = new Picture(theme, Icon::Warning, Millimetres{24}, c.warn, Said::tr("注意"), Picture::Look::Disc);
    sign->setLook(Icon::Warning, c.warn, c.warnSoft);
    frame.head()->addWidget(sign, 0, Qt::AlignLeft);
    frame.head()->addWidget(pageTitle(theme, Said::tr("对不起，本机暂时不能使用")));
    frame.head()->addWidget(bodyText(theme, Said::tr("机器需要工作人员来检查，修好以后会自动恢复。")));
    frame.head()->addWidget(bodyText(theme, Said::tr("您要办的事，请到服务窗口办理，或拨打 12348。")));
    frame.head()->addStretch(1);
    frame.main()->addWidget(new NumberPlate(theme, QStringLiteral("out-of-service.number"),
                                            Said::tr("公共法律服务热线，随时可以拨打"), QStringLiteral("12348")));
    frame.main()->addWidget(bodyText(theme, Said::tr("工作人员请看，故障代号：%1").arg(view.code)));
    frame.main()->addStretch(1);
    auto *help = new ActionButton(theme, ActionButton::Kind::Primary, QStringLiteral("out-of-service.help"),
                                  Icon::HelpPerson, Said::tr("叫人帮忙"));
    connect(help, &Pressable::chosen, this, [this] { Q_EMIT wants(AskHelp{}); });
    frame.foot()->add(help);
}

} // namespace yz::ui
