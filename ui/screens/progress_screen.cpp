// SPDX-License-Identifier: Apache-2.0
#include "screens/progress_screen.h"

#include "parts/action_button.h"
#include "parts/check_row.h"
#include "parts/info_banner.h"
#include "parts/number_plate.h"
#include "parts/panel.h"
#include "parts/rows.h"
#include "parts/timeline.h"
#include "screens/sheet_words.h"
#include "screens/words.h"
#include "words/citizen_words.h"

#include <core/said.h>

#include <QVBoxLayout>

namespace yz::ui {

ProgressScreen::ProgressScreen(const Theme &theme, const ProgressView &view, QWidget *parent)
    : Screen(theme, QStringLiteral("progress"), Said::tr("办理进度"), parent),
      m_view(view),
      m_sheet(new InfoBanner(theme, InfoBanner::Tone::Told, QStringLiteral("progress.sheet"), QString()))
{
    const Frame frame(theme, this, Frame::Columns::ByShape, 0.4);
    if (view.unknown)
        fillUnknown(frame, *view.unknown);
    else
        fillKnown(frame);
    frame.main()->addStretch(1);
    if (!frame.isOneColumn())
        frame.head()->addStretch(1);
    auto *finish =
        new ActionButton(theme, ActionButton::Kind::Secondary, QStringLiteral("progress.finish"), Said::tr("完成"));
    connect(finish, &Pressable::chosen, this, [this] { Q_EMIT wants(Finish{}); });
    frame.foot()->add(finish);
    if (view.unknown) {
        auto *again = new ActionButton(theme, ActionButton::Kind::Primary, QStringLiteral("progress.retry"),
                                       Said::tr("再查一次"));
        connect(again, &Pressable::chosen, this, [this] { Q_EMIT wants(RetryHere{}); });
        frame.foot()->add(again);
    } else {
        m_print = new ActionButton(theme, view.canRate ? ActionButton::Kind::Secondary : ActionButton::Kind::Primary,
                                   QStringLiteral("progress.print"), Icon::Printer, Said::tr("打印"));
        connect(static_cast<Pressable *>(m_print), &Pressable::chosen, this, [this] { Q_EMIT wants(PrintThis{}); });
        frame.foot()->add(m_print);
    }
    if (view.canRate) {
        auto *rate =
            new ActionButton(theme, ActionButton::Kind::Primary, QStringLiteral("progress.rate"), Said::tr("去评价"));
        connect(rate, &Pressable::chosen, this, [this] { Q_EMIT wants(RateThis{}); });
        frame.foot()->add(rate);
    }
    showSheet();
}

void ProgressScreen::fillUnknown(const Frame &frame, Fault fault)
{
    const bool noSuch = fault == Fault::NotFound;
    frame.head()->addWidget(pageTitle(theme(), noSuch ? Said::tr("没有查到") : Said::tr("现在查不到")));
    frame.head()->addWidget(bodyText(
        theme(), noSuch ? Said::tr("没有这个单号，或者不是用这张身份证办的。请对照回执单再试一次。")
                        : Said::tr("现在连不上办理中心，不知道办到哪一步了。这不等于没有办，您的申请不会丢。")));
    frame.main()->addWidget(new NumberPlate(theme(), QStringLiteral("progress.hotline"), Said::tr("也可以打电话问"),
                                            QStringLiteral("12348")));
    m_sheet->setParent(this);
    m_sheet->hide();
}

void ProgressScreen::fillKnown(const Frame &frame)
{
    frame.head()->addWidget(pageTitle(theme(), m_view.state));
    auto *card = new Panel(theme(), Panel::Kind::Card, QStringLiteral("progress.card"), Said::tr("办理情况"));
    auto *rows = new QVBoxLayout(card);
    const int pad = card->margin() + theme().mm(5);
    rows->setContentsMargins(pad, card->margin() + theme().mm(2), pad, card->margin() + theme().mm(2));
    rows->setSpacing(0);
    const auto add = [&](const QString &label, const QString &value) {
        if (!value.isEmpty())
            rows->addWidget(new CheckRow(theme(), {QString(), label, value}));
    };
    add(Said::tr("单号"), m_view.number);
    add(Said::tr("事项"), m_view.service);
    add(Said::tr("负责人"), m_view.responsible);
    add(Said::tr("期限"), m_view.due);
    frame.head()->addWidget(card);
    frame.head()->addWidget(m_sheet);
    if (!m_view.answer.isEmpty()) {
        auto *answer = new Panel(theme(), Panel::Kind::Card, QStringLiteral("progress.answer"), Said::tr("律师答复"));
        auto *words = new QVBoxLayout(answer);
        const int wide = answer->margin() + theme().mm(6);
        words->setContentsMargins(wide, wide, wide, wide);
        words->setSpacing(theme().mm(4));
        words->addWidget(heading(theme(), Said::tr("律师答复")));
        auto *text = new TextBlock(theme(), m_view.answer, {Role::Title, Weight::Regular, 0, Breaking::NoOrphan},
                                   theme().colours().ink);
        text->setObjectName(QStringLiteral("progress.text"));
        words->addWidget(text);
        if (!m_view.answeredBy.isEmpty())
            words->addWidget(paleText(theme(), m_view.answeredBy));
        frame.main()->addWidget(answer);
    }
    if (!m_view.happened.empty()) {
        frame.main()->addWidget(heading(theme(), Said::tr("办理经过")));
        frame.main()->addWidget(new Timeline(theme(), m_view.happened));
    }
}

void ProgressScreen::showSheet()
{
    saySheet(*m_sheet, m_view.unknown ? SheetStands::None : m_view.sheet);
}

void ProgressScreen::refresh(const ScreenView &view)
{
    const auto *progress = std::get_if<ProgressView>(&view.page);
    if (!progress || *progress == m_view)
        return;
    m_view.sheet = progress->sheet; // all else comes with a page of its own
    showSheet();
}

} // namespace yz::ui
