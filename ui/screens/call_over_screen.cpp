// SPDX-License-Identifier: Apache-2.0
#include "screens/call_over_screen.h"

#include "parts/action_button.h"
#include "parts/info_banner.h"
#include "parts/number_plate.h"
#include "parts/rows.h"
#include "screens/callback_words.h"
#include "screens/words.h"

#include <core/said.h>

#include <QVBoxLayout>

namespace yz::ui {
namespace {

struct Words
{
    QString title;
    QString next;
};

Words wordsFor(CallOverView::End end)
{
    using End = CallOverView::End;
    switch (end) {
    case End::Finished:
        return {Said::tr("通话结束了"), Said::tr("摄像头和话筒已经关上。请说说您满不满意。")};
    case End::Broken:
        return {Said::tr("通话断了"), Said::tr("不是您的问题。摄像头和话筒已经关上。")};
    case End::Nobody:
        return {Said::tr("现在没有接通律师"), Said::tr("摄像头和话筒没有开着。您的留言律师会按时答复。")};
    case End::Declined:
        return {Said::tr("没有打开摄像头和话筒"), Said::tr("您的咨询已经登记，律师会按时答复您的留言。")};
    }
    return {};
}

} // namespace

CallOverScreen::CallOverScreen(const Theme &theme, const CallOverView &view, QWidget *parent)
    : Screen(theme, QStringLiteral("callover"), Said::tr("通话结束"), parent),
      m_callback(new InfoBanner(theme, InfoBanner::Tone::Told, QStringLiteral("callover.callback"), QString())),
      m_retry(new ActionButton(theme, ActionButton::Kind::Secondary, QStringLiteral("callover.retry"),
                               Said::tr("再登记一次")))
{
    const Words words = wordsFor(view.end);
    const Frame frame(theme, this);
    frame.head()->addWidget(pageTitle(theme, words.title));
    frame.head()->addWidget(bodyText(theme, words.next));
    frame.head()->addStretch(frame.isOneColumn() ? 0 : 1);
    frame.main()->addWidget(m_callback);
    frame.main()->addWidget(new NumberPlate(theme, QStringLiteral("callover.hotline"),
                                            Said::tr("也可以拨打公共法律服务热线"), QStringLiteral("12348")));
    frame.main()->addStretch(1);
    const bool canRate = view.end == CallOverView::End::Finished || view.end == CallOverView::End::Broken;
    auto *finish = new ActionButton(theme, canRate ? ActionButton::Kind::Secondary : ActionButton::Kind::Primary,
                                    QStringLiteral("callover.finish"), Said::tr("完成"));
    connect(finish, &Pressable::chosen, this, [this] { Q_EMIT wants(Finish{}); });
    connect(static_cast<Pressable *>(m_retry), &Pressable::chosen, this, [this] { Q_EMIT wants(RetryHere{}); });
    frame.foot()->add(m_retry);
    frame.foot()->add(finish);
    if (canRate) {
        auto *rate =
            new ActionButton(theme, ActionButton::Kind::Primary, QStringLiteral("callover.rate"), Said::tr("去评价"));
        connect(rate, &Pressable::chosen, this, [this] { Q_EMIT wants(RateThis{}); });
        frame.foot()->add(rate);
    }
    sayCallback(*m_callback, view.callback);
    m_retry->setVisible(view.callback.state == CallbackView::State::Failed);
}

void CallOverScreen::refresh(const ScreenView &view)
{
    const auto *over = std::get_if<CallOverView>(&view.page);
    if (!over)
        return;
    sayCallback(*m_callback, over->callback);
    m_retry->setVisible(over->callback.state == CallbackView::State::Failed);
}

} // namespace yz::ui
