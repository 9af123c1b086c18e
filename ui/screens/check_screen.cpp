// SPDX-License-Identifier: Apache-2.0
#include "screens/check_screen.h"

#include "parts/action_button.h"
#include "parts/check_row.h"
#include "parts/info_banner.h"
#include "parts/panel.h"
#include "parts/rows.h"
#include "screens/words.h"

#include <core/said.h>

#include <QVBoxLayout>

namespace yz::ui {

CheckScreen::CheckScreen(const Theme &theme, const CheckView &view, QWidget *parent)
    : Screen(theme, QStringLiteral("check"), Said::tr("核对填写的内容"), parent), m_view(view), m_rows(new QVBoxLayout)
{
    const Frame frame(theme, this, Frame::Columns::ByShape, 0.38);
    frame.head()->addWidget(pageTitle(theme, Said::tr("请核对您填写的内容")));
    frame.head()->addWidget(paleText(theme, Said::tr("有不对的，点“修改”。都对了，再点“确认提交”。")));
    auto *card = new Panel(theme, Panel::Kind::Card, QStringLiteral("check.card"), view.service);
    const int pad = card->margin() + theme.mm(5);
    card->setLayout(m_rows);
    m_rows->setContentsMargins(pad, card->margin() + theme.mm(2), pad, card->margin() + theme.mm(2));
    m_rows->setSpacing(0);
    fill(view);
    frame.main()->addWidget(card);
    QVBoxLayout *after = frame.isOneColumn() ? frame.main() : frame.head();
    if (!view.promise.isEmpty()) {
        auto *promise = new InfoBanner(theme, InfoBanner::Tone::Told, QStringLiteral("check.promise"), view.promise);
        promise->setIcon(Icon::Clock);
        after->addWidget(promise);
    }
    if (!view.pledge.isEmpty())
        after->addWidget(bodyText(theme, Said::tr("提交表示您声明：") + view.pledge));
    frame.main()->addStretch(1);
    if (!frame.isOneColumn())
        frame.head()->addStretch(1);
    auto *back =
        new ActionButton(theme, ActionButton::Kind::Secondary, QStringLiteral("check.back"), Said::tr("上一题"));
    auto *submit =
        new ActionButton(theme, ActionButton::Kind::Primary, QStringLiteral("check.submit"), Said::tr("确认提交"));
    connect(back, &Pressable::chosen, this, [this] { Q_EMIT wants(GoBack{}); });
    connect(submit, &Pressable::chosen, this, [this] { Q_EMIT wants(Submit{}); });
    frame.foot()->add(back);
    if (view.canAddPages) {
        auto *pages =
            new ActionButton(theme, ActionButton::Kind::Secondary, QStringLiteral("check.pages"), Said::tr("拍材料"));
        connect(pages, &Pressable::chosen, this, [this] { Q_EMIT wants(AddPages{}); });
        frame.foot()->add(pages);
    }
    frame.foot()->add(submit);
}

void CheckScreen::fill(const CheckView &view)
{
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        if (QWidget *old = item->widget()) {
            old->setParent(nullptr);
            old->deleteLater();
        }
        delete item;
    }
    for (const CheckView::Row &row : view.rows) {
        auto *shown = new CheckRow(theme(), row);
        connect(shown, &CheckRow::wantsChange, this,
                [this](const QString &field) { Q_EMIT wants(ChangeAnswer{field}); });
        m_rows->addWidget(shown);
    }
}

void CheckScreen::refresh(const ScreenView &view)
{
    const auto *check = std::get_if<CheckView>(&view.page);
    if (!check || *check == m_view)
        return;
    m_view = *check;
    fill(m_view);
}

} // namespace yz::ui
