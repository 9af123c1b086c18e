// SPDX-License-Identifier: Apache-2.0
#include "screens/form_screen.h"

#include "parts/action_button.h"
#include "parts/choice_card.h"
#include "parts/info_banner.h"
#include "parts/pane.h"
#include "parts/rows.h"
#include "parts/step_bar.h"
#include "parts/text_field.h"
#include "screens/words.h"

#include <core/said.h>

#include <QGridLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace yz::ui {
namespace {

const QString kAgreed = QStringLiteral("yes"); ///< value of a statement that was read and let stand

} // namespace

bool FormScreen::isTyped(FormView::Kind kind)
{
    return kind == FormView::Kind::Text || kind == FormView::Kind::LongText || kind == FormView::Kind::Digits ||
           kind == FormView::Kind::Phone || kind == FormView::Kind::Ticket || kind == FormView::Kind::Secret;
}

FormScreen::FormScreen(const Theme &theme, const FormView &view, QWidget *parent)
    : Screen(theme, QStringLiteral("form"), view.title, parent),
      m_view(view),
      m_steps(new StepBar(theme)),
      m_problem(new InfoBanner(theme, InfoBanner::Tone::Trouble, QStringLiteral("form.problem"), QString()))
{
    const bool typed = isTyped(view.kind);
    const Frame frame(theme, this, typed ? Frame::Columns::One : Frame::Columns::ByShape);
    m_steps->setSteps(view.steps, view.step, view.question, view.questions);
    if (view.questions == 0)
        m_steps->hide();
    frame.head()->addWidget(m_steps);
    frame.head()->addSpacing(theme.mm(1));
    frame.head()->addWidget(pageTitle(theme, view.title));
    if (!view.help.isEmpty())
        frame.head()->addWidget(view.kind == FormView::Kind::Statement ? bodyText(theme, view.help)
                                                                       : paleText(theme, view.help));
    frame.main()->addWidget(m_problem);
    if (typed)
        buildField(frame);
    else
        buildChoices(frame);
    if (!view.source.isEmpty())
        frame.main()->addWidget(smallText(theme, Said::tr("依据：") + view.source));
    if (view.kind != FormView::Kind::LongText)
        frame.main()->addStretch(m_cards.empty() ? 1 : 0);
    if (!frame.isOneColumn())
        frame.head()->addStretch(1);
    buildFoot(frame);
    showProblem();
}

void FormScreen::buildChoices(const Frame &frame)
{
    const auto mark = m_view.kind == FormView::Kind::Choices ? ChoiceCard::Mark::Square : ChoiceCard::Mark::Disc;
    if (m_view.kind == FormView::Kind::Choices)
        frame.main()->addWidget(paleText(theme(), Said::tr("可以选几个，再点一下就取消。")));
    // Two columns for short answers only: a list is read downwards.
    const bool hinted = std::any_of(m_view.options.begin(), m_view.options.end(),
                                    [](const FormView::Option &option) { return !option.hint.isEmpty(); });
    const bool longer = std::any_of(m_view.options.begin(), m_view.options.end(),
                                    [](const FormView::Option &option) { return option.label.size() > 9; });
    const bool two = m_view.options.size() > 5 && !hinted && !longer && theme().textFactor() < 1.4;
    const int tallest = theme().mm(32);
    auto *grid = new QGridLayout;
    grid->setSpacing(theme().mm(4));
    int index = 0;
    for (const FormView::Option &option : m_view.options) {
        auto *card = new ChoiceCard(theme(), mark, option);
        card->setMaximumHeight(std::max(tallest, card->sizeHint().height()));
        card->setChecked(m_view.value.contains(option.value));
        connect(card, &Pressable::chosen, this, [this, card] { choose(card); });
        grid->addWidget(card, two ? index / 2 : index, two ? index % 2 : 0);
        m_cards.push_back(card);
        ++index;
    }
    frame.main()->addLayout(grid, 1);
}

void FormScreen::uncheckAgainst(const ChoiceCard *chosen)
{
    const bool oneOnly = m_view.kind != FormView::Kind::Choices;
    for (ChoiceCard *other : m_cards)
        if (other != chosen && (oneOnly || chosen->standsAlone() || other->standsAlone()))
            other->setChecked(false);
}

void FormScreen::choose(ChoiceCard *card)
{
    if (m_view.kind == FormView::Kind::Choice)
        card->setChecked(true); // a second tap does not take the answer away
    if (card->isChecked())
        uncheckAgainst(card);
    m_problem->hide();
    Q_EMIT wants(EditAnswer{m_view.field, *draft()});
}

void FormScreen::buildField(const Frame &frame)
{
    const bool many = m_view.kind == FormView::Kind::LongText;
    m_field =
        new TextField(theme(), many ? TextField::Lines::Many : TextField::Lines::One, m_view.title, m_view.maxLength);
    if (m_view.kind == FormView::Kind::Secret)
        m_field->hideWords();
    m_field->setWords(m_view.value.value(0));
    m_field->setPlaceholder(many ? Said::tr("请在这里写") : Said::tr("请填写"));
    frame.main()->addWidget(m_field, many ? 1 : 0);
    connect(m_field, &TextField::edited, this, [this] {
        m_field->setTrouble(false);
        m_problem->hide();
        showLength();
        if (m_view.kind != FormView::Kind::Secret) // nobody journals it
            Q_EMIT wants(EditAnswer{m_view.field, *draft()});
    });
    connect(m_field, &TextField::entered, this, &FormScreen::give);
    if (many && m_view.maxLength > 0) {
        m_length = smallText(theme(), QString());
        m_length->setObjectName(QStringLiteral("form.length"));
        frame.main()->addWidget(m_length);
        showLength();
    }
    if (m_view.phrases.isEmpty())
        return;
    auto *phrases = new FlowRow(theme(), Said::tr("常用语"));
    int index = 0;
    for (const QString &phrase : m_view.phrases) {
        auto *chip =
            new ActionButton(theme(), ActionButton::Kind::Quiet, QStringLiteral("form.phrase.%1").arg(index++), phrase);
        chip->setRepeatable(true);
        connect(chip, &Pressable::chosen, this, [this, phrase] { m_field->insert(phrase); });
        phrases->add(chip);
    }
    frame.main()->addWidget(phrases);
}

void FormScreen::buildFoot(const Frame &frame)
{
    auto *previous =
        new ActionButton(theme(), ActionButton::Kind::Secondary, QStringLiteral("form.previous"), Said::tr("上一题"));
    const bool last = m_view.questions > 0 && m_view.question + 1 >= m_view.questions;
    const QString onward = m_view.kind == FormView::Kind::Statement && m_view.options.empty()
                               ? Said::tr("我看过了，继续")
                           : m_view.kind == FormView::Kind::Secret ? Said::tr("进入")
                           : last && m_view.leadsToCard            ? Said::tr("填好了，去放身份证")
                           : last                                  ? Said::tr("填好了，去核对")
                                                                   : Said::tr("下一题");
    auto *next = new ActionButton(theme(), ActionButton::Kind::Primary, QStringLiteral("form.next"), onward);
    connect(previous, &Pressable::chosen, this, [this] { Q_EMIT wants(GoBack{}); });
    connect(next, &Pressable::chosen, this, &FormScreen::give);
    frame.foot()->add(previous);
    frame.foot()->add(next);
}

void FormScreen::give()
{
    Q_EMIT wants(GiveAnswer{m_view.field, *draft()});
}

std::optional<QStringList> FormScreen::draft() const
{
    if (m_field)
        return m_field->words().isEmpty() ? QStringList() : QStringList(m_field->words());
    if (m_view.kind == FormView::Kind::Statement && m_view.options.empty())
        return QStringList(kAgreed);
    QStringList chosen;
    for (const ChoiceCard *card : m_cards)
        if (card->isChecked())
            chosen += card->value();
    return chosen;
}

void FormScreen::showProblem()
{
    m_problem->setVisible(!m_view.problem.isEmpty());
    if (!m_view.problem.isEmpty())
        m_problem->say(InfoBanner::Tone::Trouble, m_view.problem);
    if (m_field)
        m_field->setTrouble(!m_view.problem.isEmpty());
}

void FormScreen::showLength()
{
    if (m_length)
        m_length->setWords(Said::tr("已写 %1 个字，最多 %2 个字").arg(m_field->words().size()).arg(m_view.maxLength));
}

void FormScreen::refresh(const ScreenView &view)
{
    const auto *form = std::get_if<FormView>(&view.page);
    if (!form)
        return;
    // The answer on the page is newer than the one in the view: only what is said about it changes.
    m_view.problem = form->problem;
    m_steps->setSteps(form->steps, form->step, form->question, form->questions);
    showProblem();
}

Typing FormScreen::typing() const
{
    if (!m_field)
        return Typing::None;
    if (m_view.kind == FormView::Kind::Ticket)
        return Typing::Code;
    const bool digits = m_view.kind == FormView::Kind::Digits || m_view.kind == FormView::Kind::Phone ||
                        m_view.kind == FormView::Kind::Secret;
    return digits ? Typing::Digits : Typing::Pinyin;
}

QWidget *FormScreen::typingTarget() const
{
    return m_field ? m_field->target() : nullptr;
}

} // namespace yz::ui
