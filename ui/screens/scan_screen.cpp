// SPDX-License-Identifier: Apache-2.0
#include "screens/scan_screen.h"

#include "parts/action_button.h"
#include "parts/frame_picture.h"
#include "parts/info_banner.h"
#include "parts/rows.h"
#include "screens/words.h"

#include <core/said.h>

#include <QVBoxLayout>

namespace yz::ui {
namespace {

using Phase = ScanView::Phase;
using Kind = ActionButton::Kind;

constexpr QSize kPictureMm{96, 72};

} // namespace

ScanScreen::ScanScreen(const Theme &theme, const ScanView &view, QWidget *parent)
    : Screen(theme, QStringLiteral("scan"), Said::tr("拍材料"), parent),
      m_view(view),
      m_title(pageTitle(theme, QString())),
      m_banner(new InfoBanner(theme, InfoBanner::Tone::Told, QStringLiteral("scan.hint"), QString())),
      m_picture(new FramePicture(theme, QStringLiteral("scan.picture"), Said::tr("摄像头下面的材料"),
                                 Said::tr("正在打开摄像头"), kPictureMm)),
      m_done(button(static_cast<int>(Kind::Secondary), "scan.done", Said::tr("拍好了"), GoBack{})),
      m_take(button(static_cast<int>(Kind::Primary), "scan.take", Said::tr("拍这一页"), TakePage{})),
      m_again(button(static_cast<int>(Kind::Secondary), "scan.again", Said::tr("重拍"), RetakePage{})),
      m_turn(button(static_cast<int>(Kind::Secondary), "scan.turn", Said::tr("转一下"), TurnPage{})),
      m_keep(button(static_cast<int>(Kind::Primary), "scan.keep", Said::tr("就用这一页"), KeepPage{}))
{
    const Frame frame(theme, this, Frame::Columns::ByShape, 0.38);
    frame.head()->addWidget(m_title);
    frame.head()->addWidget(m_banner);
    frame.head()->addStretch(frame.isOneColumn() ? 0 : 1);
    frame.main()->addWidget(m_picture, 1);
    for (ActionButton *one : {m_done, m_take, m_again, m_turn, m_keep})
        frame.foot()->add(one);
    m_turn->setRepeatable(true);
    showState();
}

ActionButton *ScanScreen::button(int kind, const char *id, const QString &words, const Intent &wish)
{
    auto *made = new ActionButton(theme(), static_cast<Kind>(kind), QLatin1String(id), words);
    connect(static_cast<Pressable *>(made), &Pressable::chosen, this, [this, wish] { Q_EMIT wants(wish); });
    return made;
}

void ScanScreen::sayHow()
{
    using Tone = InfoBanner::Tone;
    const QString kept = Said::tr("已经拍好 %1 页。").arg(m_view.pages);
    if (m_view.phase == Phase::Looking)
        m_banner->say(Tone::Told, Said::tr("字看得清吗？"), Said::tr("不清楚就重拍；方向不对，点“转一下”。"));
    else if (!m_view.trouble.isEmpty())
        m_banner->say(Tone::Warned, m_view.trouble, m_view.pages > 0 ? kept : QString());
    else if (m_view.full)
        m_banner->say(Tone::Told, kept, Said::tr("不能再多了，请点“拍好了”。"));
    else if (!m_view.hint.isEmpty())
        m_banner->say(Tone::Told, m_view.hint, m_view.pages > 0 ? kept : Said::tr("合同、欠条、工资条、照片都可以。"));
    else
        m_banner->say(Tone::Done, Said::tr("放好了，可以拍。"), m_view.pages > 0 ? kept : QString());
}

void ScanScreen::showState()
{
    const bool looking = m_view.phase == Phase::Looking;
    const bool aiming = m_view.phase == Phase::Aiming;
    m_title->setWords(looking                          ? Said::tr("请看看这一页")
                      : m_view.phase == Phase::Taking  ? Said::tr("正在拍，请不要动")
                      : m_view.phase == Phase::Keeping ? Said::tr("正在保存这一页")
                                                       : Said::tr("拍第 %1 页材料").arg(m_view.pages + 1));
    sayHow();
    m_done->setVisible(!looking);
    m_take->setVisible(!looking);
    m_take->setEnabled(aiming && !m_view.full);
    m_done->setEnabled(aiming);
    m_again->setVisible(looking);
    m_turn->setVisible(looking);
    m_keep->setVisible(looking);
    m_done->setText(m_view.pages > 0 ? Said::tr("拍好了") : Said::tr("不拍了"));
    m_done->setAccessibleName(m_done->text());
    m_picture->setOutline(looking ? std::nullopt : m_view.outline, m_view.hint.isEmpty());
    if (looking)
        m_picture->showFrame(m_view.picture);
}

void ScanScreen::refresh(const ScreenView &view)
{
    const auto *scan = std::get_if<ScanView>(&view.page);
    if (!scan || *scan == m_view)
        return;
    if (m_view.phase == Phase::Looking && scan->phase != Phase::Looking)
        m_picture->clear();
    m_view = *scan;
    showState();
}

void ScanScreen::showPage(const QImage &frame)
{
    if (m_view.phase != Phase::Looking)
        m_picture->showFrame(frame);
}

} // namespace yz::ui
