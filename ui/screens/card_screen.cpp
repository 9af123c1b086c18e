// SPDX-License-Identifier: Apache-2.0
#include "screens/card_screen.h"

#include "parts/action_button.h"
#include "parts/info_banner.h"
#include "parts/moving_art.h"
#include "parts/rows.h"
#include "screens/words.h"
#include "words/citizen_words.h"

#include <core/said.h>

#include <QVBoxLayout>

namespace yz::ui {

CardScreen::CardScreen(const Theme &theme, const CardView &view, QWidget *parent)
    : Screen(theme, QStringLiteral("card"), Said::tr("放身份证"), parent),
      m_title(pageTitle(theme, QString())),
      m_words(bodyText(theme, QString())),
      m_art(new CardArt(theme)),
      m_banner(new InfoBanner(theme, InfoBanner::Tone::Told, QStringLiteral("card.state"), QString())),
      m_retry(new ActionButton(theme, ActionButton::Kind::Primary, QStringLiteral("card.retry"), Said::tr("再试一次")))
{
    const Frame frame(theme, this);
    frame.head()->addWidget(m_title);
    frame.head()->addWidget(m_words);
    frame.head()->addStretch(1);
    frame.main()->addStretch(1);
    frame.main()->addWidget(m_art, 14);
    frame.main()->addSpacing(theme.mm(4));
    frame.main()->addWidget(m_banner);
    frame.main()->addStretch(2);
    auto *help = new ActionButton(theme, ActionButton::Kind::Secondary, QStringLiteral("card.help"), Icon::HelpPerson,
                                  Said::tr("没带身份证，找人帮忙"));
    connect(help, &Pressable::chosen, this, [this] { Q_EMIT wants(AskHelp{}); });
    connect(m_retry, &Pressable::chosen, this, [this] { Q_EMIT wants(RetryHere{}); });
    if (view.mayStayAnonymous) {
        auto *anonymous =
            new ActionButton(theme, ActionButton::Kind::Secondary, QStringLiteral("card.anonymous"),
                             view.bySlip ? Said::tr("没有留姓名，直接看") : Said::tr("不说姓名，匿名咨询"));
        connect(anonymous, &Pressable::chosen, this, [this] { Q_EMIT wants(StayAnonymous{}); });
        frame.foot()->add(anonymous);
    }
    frame.foot()->add(help);
    frame.foot()->add(m_retry);
    showPhase(view);
}

void CardScreen::refresh(const ScreenView &view)
{
    if (const auto *card = std::get_if<CardView>(&view.page))
        showPhase(*card);
}

void CardScreen::showPhase(const CardView &view)
{
    m_words->setWords(Said::tr("放在画着虚线的感应区上，不用插入，也不用按压。"));
    switch (view.phase) {
    case CardView::Phase::Waiting:
        m_title->setWords(Said::tr("请把身份证平放在感应区"));
        m_art->setMood(CardArt::Mood::Waiting);
        m_banner->say(InfoBanner::Tone::Told, Said::tr("正在等您的身份证。"), Said::tr("放好后会自动读取。"));
        m_banner->setIcon(Icon::Card);
        break;
    case CardView::Phase::Reading:
        m_title->setWords(Said::tr("正在读取，请勿拿开"));
        m_art->setMood(CardArt::Mood::Reading);
        m_banner->say(InfoBanner::Tone::Told, Said::tr("看到您的身份证了。"),
                      Said::tr("一般两三秒就好，请先不要动它。"));
        m_banner->setIcon(Icon::Card);
        break;
    case CardView::Phase::Trouble: {
        const CitizenWords words = citizenWords(view.trouble);
        m_title->setWords(Said::tr("没有读成，请再看一看"));
        m_art->setMood(CardArt::Mood::Trouble);
        m_banner->say(InfoBanner::Tone::Trouble, words.sentence, words.nextStep);
        break;
    }
    }
    m_retry->setVisible(view.phase == CardView::Phase::Trouble);
    if (parentWidget())
        m_retry->parentWidget()->updateGeometry();
}

} // namespace yz::ui
