// SPDX-License-Identifier: Apache-2.0
#include "screens/identity_screen.h"

#include "parts/action_button.h"
#include "parts/check_row.h"
#include "parts/panel.h"
#include "parts/rows.h"
#include "screens/words.h"

#include <core/said.h>

#include <QVBoxLayout>

namespace yz::ui {

IdentityScreen::IdentityScreen(const Theme &theme, const IdentityView &view, QWidget *parent)
    : Screen(theme, QStringLiteral("identity"), Said::tr("核对身份"), parent)
{
    const Frame frame(theme, this);
    frame.head()->addWidget(pageTitle(theme, Said::tr("请核对，这是您本人吗？")));
    frame.head()->addWidget(paleText(theme, Said::tr("为了保护您，号码只显示一部分。请收好您的身份证。")));

    auto *card = new Panel(theme, Panel::Kind::Card, QStringLiteral("identity.card"), Said::tr("身份信息"));
    auto *rows = new QVBoxLayout(card);
    const int pad = card->margin() + theme.mm(6);
    rows->setContentsMargins(pad, card->margin() + theme.mm(3), pad, card->margin() + theme.mm(3));
    rows->setSpacing(0);
    for (const IdentityView::Row &row : view.rows)
        rows->addWidget(new CheckRow(theme, {QString(), row.label, row.value}));
    frame.main()->addWidget(card);

    auto *offer = new Panel(theme, Panel::Kind::Soft, QStringLiteral("identity.offer"), Said::tr("大字版"));
    auto *offered = new QVBoxLayout(offer);
    offered->setContentsMargins(theme.mm(6), theme.mm(5), theme.mm(6), theme.mm(5));
    offered->setSpacing(theme.mm(4));
    offered->addWidget(heading(theme, Said::tr("字要不要大一些？")));
    offered->addWidget(bodyText(theme, Said::tr("大字版字大、时间宽，只在这一次使用。")));
    auto *elder = new ActionButton(theme, ActionButton::Kind::Secondary, QStringLiteral("identity.elder"),
                                   Icon::TextSize, Said::tr("换成大字版"));
    connect(elder, &Pressable::chosen, this, [this] { Q_EMIT wants(UseElderMode{true}); });
    offered->addWidget(elder, 0, Qt::AlignLeft);
    m_offer = offer;
    m_offer->setVisible(view.offerElderMode);
    frame.main()->addWidget(m_offer);
    frame.main()->addStretch(1);
    frame.head()->addStretch(frame.isOneColumn() ? 0 : 1);

    auto *no =
        new ActionButton(theme, ActionButton::Kind::Secondary, QStringLiteral("identity.not-me"), Said::tr("不是我"));
    auto *yes = new ActionButton(theme, ActionButton::Kind::Primary, QStringLiteral("identity.confirm"),
                                 Said::tr("是我，继续"));
    connect(no, &Pressable::chosen, this, [this] { Q_EMIT wants(NotMe{}); });
    connect(yes, &Pressable::chosen, this, [this] { Q_EMIT wants(ConfirmIdentity{}); });
    frame.foot()->add(no);
    frame.foot()->add(yes);
}

void IdentityScreen::refresh(const ScreenView &view)
{
    if (const auto *identity = std::get_if<IdentityView>(&view.page))
        m_offer->setVisible(identity->offerElderMode && !view.elder);
}

} // namespace yz::ui
