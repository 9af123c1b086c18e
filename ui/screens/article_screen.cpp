// SPDX-License-Identifier: Apache-2.0
#include "screens/article_screen.h"

#include "parts/info_banner.h"
#include "parts/pane.h"
#include "parts/panel.h"
#include "parts/rows.h"
#include "screens/age_notice.h"
#include "screens/page_actions.h"
#include "screens/sheet_words.h"
#include "screens/words.h"

#include <core/said.h>

#include <QVBoxLayout>

namespace yz::ui {

ArticleScreen::ArticleScreen(const Theme &theme, const ArticleView &view, QWidget *parent)
    : Screen(theme, QStringLiteral("article"), view.law + view.number, parent),
      m_sheet(new InfoBanner(theme, InfoBanner::Tone::Told, QStringLiteral("article.sheet"), QString()))
{
    const Frame frame(theme, this, Frame::Columns::ByShape, 0.4);
    frame.head()->addWidget(heading(theme, view.law));
    frame.head()->addWidget(pageTitle(theme, view.number));
    if (!view.section.isEmpty())
        frame.head()->addWidget(paleText(theme, view.section));
    if (!view.validity.isEmpty())
        frame.head()->addWidget(new InfoBanner(theme,
                                               view.outOfForce ? InfoBanner::Tone::Warned : InfoBanner::Tone::Told,
                                               QStringLiteral("article.validity"), view.validity));
    frame.head()->addWidget(m_sheet);
    frame.main()->addWidget(text(view));
    addAgeNotice(*frame.main(), theme, view.notice, view.isOld);
    frame.main()->addStretch(1);
    if (!frame.isOneColumn())
        frame.head()->addStretch(1);
    const auto turn = [&](const char *id, Icon icon, const QString &label, bool can, int step) {
        auto *button = new ActionButton(theme, ActionButton::Kind::Secondary, QString::fromLatin1(id), icon, label);
        button->setEnabled(can);
        connect(static_cast<Pressable *>(button), &Pressable::chosen, this,
                [this, step] { Q_EMIT wants(ShowNeighbour{step}); });
        frame.foot()->add(button);
    };
    turn("article.before", Icon::Up, Said::tr("上一条"), view.hasBefore, -1);
    turn("article.after", Icon::Down, Said::tr("下一条"), view.hasAfter, 1);
    addPageActions(*frame.foot(), theme, this, view.actions);
    saySheet(*m_sheet, view.sheet);
}

QWidget *ArticleScreen::text(const ArticleView &view)
{
    auto *card = new Panel(theme(), Panel::Kind::Card, QStringLiteral("article.card"), view.number);
    auto *words = new QVBoxLayout(card);
    const int pad = card->margin() + theme().mm(6);
    words->setContentsMargins(pad, pad, pad, pad);
    words->setSpacing(theme().mm(3));
    int index = 0;
    for (const QString &paragraph : view.text.split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
        auto *block = new TextBlock(theme(), paragraph, {Role::Title, Weight::Regular, 0, Breaking::NoOrphan},
                                    theme().colours().ink);
        block->setObjectName(QStringLiteral("article.text.%1").arg(index++));
        words->addWidget(block);
    }
    return card;
}

void ArticleScreen::refresh(const ScreenView &view)
{
    if (const auto *article = std::get_if<ArticleView>(&view.page))
        saySheet(*m_sheet, article->sheet);
}

} // namespace yz::ui
