// SPDX-License-Identifier: Apache-2.0
#include "screens/law_search_screen.h"

#include "parts/action_button.h"
#include "parts/info_banner.h"
#include "parts/pane.h"
#include "parts/row_card.h"
#include "parts/rows.h"
#include "parts/text_field.h"
#include "screens/age_notice.h"
#include "screens/words.h"
#include "words/citizen_words.h"

#include <core/said.h>

#include <QVBoxLayout>

namespace yz::ui {
namespace {

constexpr int kMostCharacters = 100;

} // namespace

LawSearchScreen::LawSearchScreen(const Theme &theme, const LawSearchView &view, QWidget *parent)
    : Screen(theme, QStringLiteral("laws"), Said::tr("查法律"), parent),
      m_view(view),
      m_typing(view.stands != LawSearchView::Stands::Found || view.query.isEmpty()),
      m_field(new TextField(theme, TextField::Lines::One, Said::tr("要查什么"), kMostCharacters)),
      m_told(paleText(theme, QString())),
      m_pane(new Pane(theme, Said::tr("查到的条文"))),
      m_foot(new ButtonRow(theme, Said::tr("操作")))
{
    auto *column = new QVBoxLayout(this);
    const int edge = theme.mm(theme.isPortrait() ? 12 : 10);
    column->setContentsMargins(edge, theme.mm(6), edge, theme.mm(6));
    column->setSpacing(theme.mm(3));
    column->addWidget(m_field);
    column->addWidget(m_told);
    column->addWidget(m_pane, 1);
    column->addWidget(m_foot);
    m_told->setObjectName(QStringLiteral("laws.told"));
    m_field->setWords(view.query);
    m_field->setPlaceholder(Said::tr("写事情，或法名和第几条"));
    connect(m_field, &TextField::edited, this, [this] { Q_EMIT wants(LookFor{m_field->words(), false}); });
    connect(m_field, &TextField::entered, this, &LawSearchScreen::typed);
    auto *again = new ActionButton(theme, ActionButton::Kind::Secondary, QStringLiteral("laws.again"), Icon::Pencil,
                                   Said::tr("换个说法再查"));
    connect(static_cast<Pressable *>(again), &Pressable::chosen, this, [this] { setTyping(true); });
    m_foot->add(again);
    m_foot->setVisible(!m_typing);
    fill();
}

QWidget *LawSearchScreen::typingTarget() const
{
    return m_typing ? m_field->target() : nullptr;
}

std::optional<QStringList> LawSearchScreen::draft() const
{
    return QStringList(m_field->words());
}

void LawSearchScreen::typed()
{
    Q_EMIT wants(LookFor{m_field->words(), true});
    if (!m_field->words().trimmed().isEmpty())
        setTyping(false);
}

void LawSearchScreen::setTyping(bool typing)
{
    if (m_typing == typing)
        return;
    m_typing = typing;
    m_foot->setVisible(!typing);
    Q_EMIT typingChanged();
}

void LawSearchScreen::refresh(const ScreenView &view)
{
    const auto *search = std::get_if<LawSearchView>(&view.page);
    if (!search || *search == m_view)
        return;
    m_view = *search;
    if (m_view.query != m_field->words() && !m_typing)
        m_field->setWords(m_view.query); // an example was tapped
    fill();
}

void LawSearchScreen::say(const QString &sentence)
{
    m_told->setVisible(!sentence.isEmpty());
    m_told->setWords(sentence);
}

void LawSearchScreen::fill()
{
    using Stands = LawSearchView::Stands;
    if (m_found) {
        m_pane->content()->removeWidget(m_found);
        m_found->hide();
        m_found->deleteLater();
    }
    m_found = new QWidget;
    m_found->setObjectName(QStringLiteral("laws.found"));
    m_found->setAccessibleName(Said::tr("查到的条文"));
    auto *column = new QVBoxLayout(m_found);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme().px(token::kGap));
    switch (m_view.stands) {
    case Stands::Empty:
        say(Said::tr("可以照平常说话那样写。"));
        addExamples();
        break;
    case Stands::Asking:
        say(Said::tr("正在查……"));
        break;
    case Stands::Found:
        say(m_view.understoodAs.isEmpty() ? Said::tr("查到 %1 条").arg(m_view.hits.size())
                                          : Said::tr("查到 %1 条，也查了：%2")
                                                .arg(m_view.hits.size())
                                                .arg(m_view.understoodAs.join(Said::tr("、"))));
        addHits();
        break;
    case Stands::Nothing:
        say(QString());
        column->addWidget(new InfoBanner(theme(), InfoBanner::Tone::Told, QStringLiteral("laws.nothing"),
                                         Said::tr("没有查到相关的条文。"),
                                         Said::tr("换个说法试试，或者问问律师：点“求助”。")));
        addExamples();
        break;
    case Stands::Trouble: {
        say(QString());
        const CitizenWords words = citizenWords(m_view.fault);
        column->addWidget(new InfoBanner(theme(), InfoBanner::Tone::Trouble, QStringLiteral("laws.trouble"),
                                         words.sentence, words.nextStep));
        break;
    }
    }
    addAgeNotice(*column, theme(), m_view.notice, m_view.isOld);
    column->addStretch(1);
    m_pane->content()->addWidget(m_found, 1);
}

void LawSearchScreen::addExamples()
{
    auto *examples = new FlowRow(theme(), Said::tr("可以这样查"));
    int index = 0;
    for (const QString &example : m_view.examples) {
        auto *chip = new ActionButton(theme(), ActionButton::Kind::Quiet,
                                      QStringLiteral("laws.example.%1").arg(index++), example);
        connect(static_cast<Pressable *>(chip), &Pressable::chosen, this, [this, example] {
            m_field->setWords(example);
            Q_EMIT wants(LookFor{example, true});
            setTyping(false);
        });
        examples->add(chip);
    }
    static_cast<QVBoxLayout *>(m_found->layout())->addWidget(examples);
}

void LawSearchScreen::addHits()
{
    for (const LawSearchView::Hit &hit : m_view.hits) {
        auto *card = new RowCard(theme(), QStringLiteral("laws.hit.") + hit.id,
                                 {hit.law + QLatin1Char(' ') + hit.number, {hit.snippet}, hit.badge, hit.marks});
        connect(card, &Pressable::chosen, this, [this, id = hit.id] { Q_EMIT wants(ChooseRow{id}); });
        static_cast<QVBoxLayout *>(m_found->layout())->addWidget(card);
    }
}

} // namespace yz::ui
