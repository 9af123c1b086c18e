// SPDX-License-Identifier: Apache-2.0
#include "step_work.h"

#include <algorithm>
#include <iterator>

namespace yz {

std::vector<const Question *>::const_iterator find(const std::vector<const Question *> &asked, const QString &field)
{
    return std::find_if(asked.begin(), asked.end(), [&](const auto *question) { return question->field == field; });
}

QString oneOf(const FormAnswers &answers, const char *field)
{
    const auto answer = answers.find(QString::fromLatin1(field));
    return answer == answers.end() ? QString() : answer->second.value(0);
}

void Step::awaitCard(QString service)
{
    m_state.stage = AwaitingCard{std::move(service)};
    m_effects.push_back(StartReading{});
}

void Step::startReading(AwaitingCard &waiting, CardView::Phase phase)
{
    waiting.phase = phase;
    m_effects.push_back(StartReading{});
}

void Step::cardTrouble(AwaitingCard &waiting, Fault fault)
{
    switch (fault) {
    case Fault::TimedOut: // nobody laid a card yet: the idle clock decides how long we wait
        startReading(waiting, CardView::Phase::Waiting);
        break;
    case Fault::DeviceAbsent:
    case Fault::DeviceBroken:
        waiting.trouble = fault; // wait for the device or a tap: asking again would only fail at once
        waiting.phase = CardView::Phase::Trouble;
        break;
    default:
        waiting.trouble = fault;
        startReading(waiting, CardView::Phase::Trouble);
    }
}

std::vector<const Question *> Step::questionsOf(const Application &application) const
{
    return questionsFor(formOf(application.service), application.answers);
}

Application *Step::fillable()
{
    if (auto *stage = std::get_if<Filling>(&m_state.stage))
        return &stage->application;
    if (auto *stage = std::get_if<Checking>(&m_state.stage))
        return &stage->application;
    if (auto *stage = std::get_if<ConfirmingIdentity>(&m_state.stage))
        return &stage->application;
    if (auto *stage = std::get_if<Scanning>(&m_state.stage))
        return &stage->application;
    return nullptr;
}

void Step::keep(Application &application, const QString &field, const QStringList &value)
{
    application.answers[field] = value;
    if (application.draft)
        m_effects.push_back(JournalAnswer{*application.draft, field, value});
}

void Step::goOn(Filling &filling)
{
    const auto asked = questionsOf(filling.application);
    const auto here = find(asked, filling.field);
    // A changed answer may have opened questions further on that were never put: those come before the check.
    const auto unanswered = std::find_if(std::next(here), asked.end(), [&](const auto *question) {
        return !filling.fromCheck || !filling.application.answers.contains(question->field);
    });
    if (unanswered == asked.end()) {
        formIsFull(std::move(filling.application));
        return;
    }
    filling.field = (*unanswered)->field;
}

void Step::formIsFull(Application application)
{
    if (!formOf(application.service).cardAfterForm) {
        m_state.stage = Checking{std::move(application)};
        return;
    }
    AwaitingCard waiting{application.service};
    waiting.number = oneOf(application.answers, "number");
    waiting.toRate = application.toRate;
    m_state.stage = std::move(waiting);
    m_effects.push_back(StartReading{});
}

void Step::fillIn(Application application)
{
    const auto first = questionsOf(application).front()->field;
    m_state.stage = Filling{std::move(application), first, {}, false};
}

void Step::wants(const StayAnonymous &)
{
    const auto *waiting = std::get_if<AwaitingCard>(&m_state.stage);
    if (waiting != nullptr && waiting->slip)
        return ask(QString(waiting->number), Anonymous{m_around.wall}, waiting->slip, waiting->toRate);
    if (waiting == nullptr || !waiting->number.isEmpty())
        return;
    const QString service = waiting->service;
    const auto &pack = formOf(service);
    if (!pack.anonymousAllowed)
        return;
    m_effects.push_back(BeginDraft{service, pack.version});
    fillIn({service, Anonymous{m_around.wall}, {}, {}});
}

void Step::toFirstUnanswered(Application application)
{
    for (const auto *question : questionsOf(application)) {
        const auto answer = application.answers.find(question->field);
        const auto value = answer == application.answers.end() ? QStringList() : answer->second;
        if (!problemWith(*question, value).isEmpty()) {
            m_state.stage = Filling{std::move(application), question->field, true, true};
            return;
        }
    }
    // Every answer fits, so it is the identity that does not: the card has to be read again.
    awaitCard(QString(application.service));
}

} // namespace yz
