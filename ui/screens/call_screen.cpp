// SPDX-License-Identifier: Apache-2.0
#include "screens/call_screen.h"

#include "parts/action_button.h"
#include "parts/frame_picture.h"
#include "parts/info_banner.h"
#include "parts/panel.h"
#include "parts/rows.h"
#include "screens/words.h"

#include <core/said.h>

#include <QBoxLayout>

namespace yz::ui {
namespace {

constexpr QSize kRemoteMm{72, 54};
constexpr QSize kSelfMm{48, 36};

} // namespace

CallScreen::CallScreen(const Theme &theme, const CallView &view, QWidget *parent)
    : Screen(theme, QStringLiteral("call"), Said::tr("和律师通话"), parent),
      m_view(view),
      m_remote(new FramePicture(theme, QStringLiteral("call.remote"), Said::tr("律师的画面"), QString(), kRemoteMm)),
      m_self(new FramePicture(theme, QStringLiteral("call.self"), Said::tr("您的画面"), Said::tr("您的画面"), kSelfMm)),
      m_banner(new InfoBanner(theme, InfoBanner::Tone::Warned, QStringLiteral("call.unstable"), QString())),
      m_who(heading(theme, QString())),
      m_lines(bodyText(theme, QString())),
      m_less(new ActionButton(theme, ActionButton::Kind::Secondary, QStringLiteral("call.less"), Said::tr("关画面")))
{
    const Frame frame(theme, this, Frame::Columns::ByShape, 0.32);
    // Landscape: the lawyer's picture left and large, what belongs to it right.
    if (!frame.isOneColumn())
        static_cast<QBoxLayout *>(layout())->setDirection(QBoxLayout::RightToLeft);
    m_lines->setObjectName(QStringLiteral("call.lines"));
    frame.main()->addWidget(m_banner);
    frame.main()->addWidget(m_remote, 1);
    QVBoxLayout *beside = frame.isOneColumn() ? frame.main() : frame.head();
    beside->addWidget(m_who);
    beside->addWidget(m_self, 0, Qt::AlignLeft);
    beside->addWidget(m_lines);
    auto *phrases = new FlowRow(theme, Said::tr("打字告诉律师"));
    int index = 0;
    for (const auto &phrase : {Said::tr("听不清"), Said::tr("请慢一点"), Said::tr("听懂了"), Said::tr("请再说一遍")}) {
        auto *chip =
            new ActionButton(theme, ActionButton::Kind::Quiet, QStringLiteral("call.phrase.%1").arg(index++), phrase);
        connect(chip, &Pressable::chosen, this, [this, phrase] { Q_EMIT wants(SayWords{phrase}); });
        phrases->add(chip);
    }
    beside->addWidget(phrases);
    if (!frame.isOneColumn())
        beside->addStretch(1);
    auto *hangUp = new ActionButton(theme, ActionButton::Kind::Danger, QStringLiteral("call.hangup"), Icon::Phone,
                                    Said::tr("挂断"));
    connect(static_cast<Pressable *>(m_less), &Pressable::chosen, this, [this] { Q_EMIT wants(LessMedia{}); });
    connect(hangUp, &Pressable::chosen, this, [this] { Q_EMIT wants(HangUp{}); });
    frame.foot()->add(m_less);
    frame.foot()->add(hangUp);
    showState();
}

void CallScreen::showState()
{
    m_banner->setVisible(m_view.unstable || m_view.reconnecting);
    if (m_view.reconnecting)
        m_banner->say(InfoBanner::Tone::Warned, Said::tr("正在重新接通……"), Said::tr("请不要离开，也不用再点。"));
    else if (m_view.unstable)
        m_banner->say(InfoBanner::Tone::Warned, Said::tr("网络不稳定。"),
                      Said::tr("听不清时，可以关掉画面，只用声音。"));
    m_who->setWords(m_view.agent.isEmpty() ? Said::tr("律师") : m_view.agent);
    QStringList lines;
    for (const auto &line : m_view.lines)
        lines += (line.mine ? Said::tr("您：") : Said::tr("律师：")) + line.text;
    m_lines->setWords(lines.join(QLatin1Char('\n')));
    m_lines->setVisible(!lines.isEmpty());
    const bool video = m_view.media == CallView::Media::Video;
    if (!video) {
        m_remote->clear();
        m_self->clear();
    }
    m_remote->setPlaceholder(video                                    ? Said::tr("正在等律师的画面")
                             : m_view.media == CallView::Media::Audio ? Said::tr("只用声音，没有画面")
                                                                      : Said::tr("现在只能打字"));
    m_self->setVisible(video);
    m_less->setVisible(m_view.media != CallView::Media::Text);
    m_less->setText(video ? Said::tr("关画面") : Said::tr("关声音"));
    m_less->setAccessibleName(m_less->text());
}

void CallScreen::refresh(const ScreenView &view)
{
    const auto *call = std::get_if<CallView>(&view.page);
    if (!call || *call == m_view)
        return;
    m_view = *call;
    showState();
}

void CallScreen::showRemote(const QImage &frame)
{
    if (m_view.media == CallView::Media::Video)
        m_remote->showFrame(frame);
}

void CallScreen::showSelf(const QImage &frame)
{
    if (m_view.media == CallView::Media::Video)
        m_self->showFrame(frame);
}

} // namespace yz::ui
