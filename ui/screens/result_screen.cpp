// SPDX-License-Identifier: Apache-2.0
#include "screens/result_screen.h"

#include "parts/action_button.h"
#include "parts/code_art.h"
#include "parts/info_banner.h"
#include "parts/number_plate.h"
#include "parts/panel.h"
#include "parts/rows.h"
#include "parts/timeline.h"
#include "screens/callback_words.h"
#include "screens/sheet_words.h"
#include "screens/words.h"
#include "words/citizen_words.h"

#include <core/said.h>

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace yz::ui {

ResultScreen::ResultScreen(const Theme &theme, const ResultView &view, bool offline, QWidget *parent)
    : Screen(theme, QStringLiteral("result"), Said::tr("办理结果"), parent),
      m_view(view),
      m_timeline(new Timeline(theme, view.timeline)),
      m_offline(new InfoBanner(theme, InfoBanner::Tone::Told, QStringLiteral("result.offline"),
                               Said::tr("申请已保存在这台机器里。"), Said::tr("网络恢复后会自动送出，您不用再来。"))),
      m_slip(new InfoBanner(theme, InfoBanner::Tone::Told, QStringLiteral("result.slip"), QString())),
      m_codePlace(new QVBoxLayout),
      m_again(new ActionButton(theme, ActionButton::Kind::Secondary, QStringLiteral("result.print-again"),
                               Icon::Printer, Said::tr("再打印一次"))),
      m_sheet(new InfoBanner(theme, InfoBanner::Tone::Told, QStringLiteral("result.sheet"), QString())),
      m_form(new ActionButton(theme, ActionButton::Kind::Secondary, QStringLiteral("result.form"), Icon::Printer,
                              Said::tr("打印") + view.form)),
      m_callback(new InfoBanner(theme, InfoBanner::Tone::Told, QStringLiteral("result.callback"), QString()))
{
    const Colours &c = theme.colours();
    const Frame frame(theme, this, Frame::Columns::ByShape, 0.48);
    auto *top = new QHBoxLayout;
    top->setSpacing(theme.mm(5));
    auto *tick = new Picture(theme, Icon::Tick, Millimetres{20}, c.flat ? c.surface : QColor(Qt::white),
                             Said::tr("已登记"), Picture::Look::Disc);
    tick->setLook(Icon::Tick, c.flat ? c.surface : QColor(Qt::white), c.ok);
    top->addWidget(tick, 0, Qt::AlignVCenter);
    auto *title = new QVBoxLayout;
    title->setSpacing(theme.mm(1));
    title->addWidget(pageTitle(theme, view.title.isEmpty() ? Said::tr("您的申请已登记") : view.title));
    title->addWidget(paleText(theme, view.service));
    top->addLayout(title, 1);
    frame.head()->addLayout(top);
    if (!view.number.isEmpty())
        frame.head()->addWidget(
            new NumberPlate(theme, QStringLiteral("result.number"), Said::tr("您的单号"), view.number));
    if (!view.promise.isEmpty()) {
        auto *promise = new InfoBanner(theme, InfoBanner::Tone::Told, QStringLiteral("result.promise"), view.promise,
                                       Said::tr("从您提交的时候算起。"));
        promise->setIcon(Icon::Clock);
        frame.head()->addWidget(promise);
    }
    frame.head()->addWidget(m_callback);
    m_offline->setVisible(offline);
    frame.head()->addWidget(m_slip);
    frame.head()->addWidget(m_sheet);
    frame.head()->addWidget(m_offline);
    m_codePlace->setContentsMargins(0, 0, 0, 0);
    frame.main()->addLayout(m_codePlace);
    auto *next = new Panel(theme, Panel::Kind::Card, QStringLiteral("result.next"), Said::tr("接下来"));
    auto *steps = new QVBoxLayout(next);
    const int pad = next->margin() + theme.mm(6);
    steps->setContentsMargins(pad, pad, pad, pad);
    steps->setSpacing(theme.mm(5));
    steps->addWidget(heading(theme, Said::tr("接下来")));
    steps->addWidget(m_timeline);
    frame.main()->addWidget(next);
    next->setVisible(view.timeline.size() > 1); // what is done already is no step to come
    frame.main()->addStretch(1);
    if (!frame.isOneColumn())
        frame.head()->addStretch(1);
    auto *finish = new ActionButton(theme, view.callNow ? ActionButton::Kind::Secondary : ActionButton::Kind::Primary,
                                    QStringLiteral("result.finish"), Said::tr("完成"));
    connect(m_again, &Pressable::chosen, this, [this] { Q_EMIT wants(PrintAgain{}); });
    connect(m_form, &Pressable::chosen, this, [this] { Q_EMIT wants(PrintThis{}); });
    connect(finish, &Pressable::chosen, this, [this] { Q_EMIT wants(Finish{}); });
    frame.foot()->add(m_again);
    frame.foot()->add(m_form);
    frame.foot()->add(finish);
    if (view.callNow) {
        auto *call = new ActionButton(theme, ActionButton::Kind::Primary, QStringLiteral("result.call"), Icon::Phone,
                                      Said::tr("现在和律师视频"));
        connect(call, &Pressable::chosen, this, [this] { Q_EMIT wants(WantCall{}); });
        frame.foot()->add(call);
    }
    showSlip();
}

QWidget *ResultScreen::buildCode()
{
    auto *panel = new Panel(theme(), Panel::Kind::Card, QStringLiteral("result.code-panel"), Said::tr("回执二维码"));
    auto *across = new QHBoxLayout(panel);
    const int pad = panel->margin() + theme().mm(4);
    across->setContentsMargins(pad, pad, pad, pad);
    across->setSpacing(theme().mm(5));
    auto *code = new CodeArt(theme(), m_view.slipCode);
    across->addWidget(code, 0, Qt::AlignVCenter);
    auto *words = new QVBoxLayout;
    words->setSpacing(theme().mm(2));
    words->addStretch(1);
    words->addWidget(heading(theme(), Said::tr("可以用手机拍下来")));
    words->addWidget(bodyText(theme(), Said::tr("这个码和纸质回执一样，请和单号一起留好。")));
    words->addStretch(1);
    across->addLayout(words, 1);
    return panel;
}

void ResultScreen::showSlip()
{
    // Success is said for Confirmed alone: a slip that only may be there is not called printed.
    const CitizenWords words = citizenWords(m_view.slipFault);
    sayCallback(*m_callback, m_view.callback);
    saySheet(*m_sheet, m_view.formStands);
    m_form->setVisible(!m_view.form.isEmpty() && m_view.formStands != SheetStands::Printing &&
                       m_view.formStands != SheetStands::Printed);
    m_slip->setVisible(m_view.slip != ResultView::Slip::None);
    switch (m_view.slip) {
    case ResultView::Slip::None:
        break;
    case ResultView::Slip::Printing:
        m_slip->say(InfoBanner::Tone::Told, Said::tr("正在打印回执……"), Said::tr("请等纸停下来再取。"));
        m_slip->setIcon(Icon::Printer);
        break;
    case ResultView::Slip::Confirmed:
        m_slip->say(InfoBanner::Tone::Done, Said::tr("回执已打印，请取走。"),
                    Said::tr("请收好，以后凭单号询问办理情况。"));
        break;
    case ResultView::Slip::Failed:
        m_slip->say(InfoBanner::Tone::Warned, Said::tr("回执没有打印成功：") + words.sentence, words.nextStep);
        break;
    case ResultView::Slip::Unknown:
        m_slip->say(InfoBanner::Tone::Warned, Said::tr("不确定回执是否打印成功，请看一看出纸口。"),
                    Said::tr("没有的话，请再打印一次，或拍下屏幕上的码。"));
        break;
    }
    const bool wanting = m_view.slip == ResultView::Slip::Failed || m_view.slip == ResultView::Slip::Unknown;
    m_again->setVisible(wanting);
    const bool showCode = !m_view.slipCode.isEmpty() && wanting;
    if (m_code) {
        m_code->setParent(nullptr);
        m_code->deleteLater();
        m_code = nullptr;
    }
    if (showCode) {
        m_code = buildCode();
        m_codePlace->addWidget(m_code);
    }
}

void ResultScreen::refresh(const ScreenView &view)
{
    const auto *result = std::get_if<ResultView>(&view.page);
    if (!result)
        return;
    m_offline->setVisible(view.offline);
    if (*result == m_view)
        return;
    m_view = *result;
    m_timeline->setSteps(m_view.timeline);
    showSlip();
}

} // namespace yz::ui
