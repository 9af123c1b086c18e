// SPDX-License-Identifier: Apache-2.0
#include "screens/trouble_screen.h"

#include "parts/action_button.h"
#include "parts/number_plate.h"
#include "parts/panel.h"
#include "parts/rows.h"
#include "screens/words.h"
#include "words/citizen_words.h"

#include <core/said.h>

#include <QVBoxLayout>

namespace yz::ui {

TroubleScreen::TroubleScreen(const Theme &theme, const TroubleView &view, QWidget *parent)
    : Screen(theme, QStringLiteral("trouble"), Said::tr("没有办成"), parent),
      m_title(pageTitle(theme, QString())),
      m_next(bodyText(theme, QString())),
      m_retry(
          new ActionButton(theme, ActionButton::Kind::Primary, QStringLiteral("trouble.retry"), Said::tr("再试一次")))
{
    const Colours &c = theme.colours();
    const Frame frame(theme, this);
    auto *sign = new Picture(theme, Icon::Warning, Millimetres{24}, c.warn, Said::tr("注意"), Picture::Look::Disc);
    sign->setLook(Icon::Warning, c.warn, c.warnSoft);
    frame.head()->addWidget(sign, 0, Qt::AlignLeft);
    frame.head()->addWidget(m_title);
    frame.head()->addWidget(m_next);
    frame.head()->addStretch(1);
    frame.main()->addWidget(new NumberPlate(theme, QStringLiteral("trouble.number"),
                                            Said::tr("也可以拨打公共法律服务热线"), QStringLiteral("12348")));
    frame.main()->addStretch(1);
    auto *home =
        new ActionButton(theme, ActionButton::Kind::Secondary, QStringLiteral("trouble.home"), Said::tr("回到首页"));
    auto *help = new ActionButton(theme, ActionButton::Kind::Secondary, QStringLiteral("trouble.help"),
                                  Icon::HelpPerson, Said::tr("叫人帮忙"));
    connect(home, &Pressable::chosen, this, [this] { Q_EMIT wants(GoHome{}); });
    connect(help, &Pressable::chosen, this, [this] { Q_EMIT wants(AskHelp{}); });
    connect(static_cast<ActionButton *>(m_retry), &Pressable::chosen, this, [this] { Q_EMIT wants(RetryHere{}); });
    frame.foot()->add(home);
    frame.foot()->add(help);
    frame.foot()->add(m_retry);
    showTrouble(view);
}

void TroubleScreen::showTrouble(const TroubleView &view)
{
    const CitizenWords words = citizenWords(view.fault);
    m_title->setWords(words.sentence);
    m_next->setWords(words.nextStep);
    m_retry->setVisible(view.canRetry);
}

void TroubleScreen::refresh(const ScreenView &view)
{
    if (const auto *trouble = std::get_if<TroubleView>(&view.page))
        showTrouble(*trouble);
}

} // namespace yz::ui
