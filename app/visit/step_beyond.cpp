// SPDX-License-Identifier: Apache-2.0
// What comes after the order: promises to call back, questions to the hub, the rating, the call.
#include "step_work.h"

#include <core/said.h>
#include <words/application_form.h>
#include <words/progress_sheet.h>

namespace yz {
namespace {

const QString kRating = QStringLiteral("rating");

/** Which of a pack's steps come after these answers: they read differently in every language. */
std::vector<std::size_t> stepPlaces(const FormPack &pack, const FormAnswers &answers)
{
    std::vector<std::size_t> places;
    const auto steps = stepsFor(pack, answers);
    std::size_t at = 0;
    for (const auto &step : steps) {
        while (at < pack.timeline.size() &&
               (pack.timeline[at].title != step.title || pack.timeline[at].when != step.when))
            ++at;
        places.push_back(at++);
    }
    return places;
}

bool isDissatisfied(const FormAnswers &answers)
{
    const QString level = oneOf(answers, "level");
    return level == QLatin1String("1") || level == QLatin1String("2") ||
           oneOf(answers, "solved") == QLatin1String("no");
}

QString phoneOf(const FormAnswers &answers)
{
    const QString phone = oneOf(answers, "phone");
    return phone.isEmpty() ? oneOf(answers, "phone-spare") : phone;
}

CallbackReason reasonOf(callflow::End end)
{
    return end == callflow::End::Nobody || end == callflow::End::Refused ? CallbackReason::NobodyOnDuty
                                                                         : CallbackReason::CallBroken;
}

} // namespace

OrderStamp Step::stamp() const
{
    return {m_around.freshOrder, m_around.terminal, m_around.wall, m_around.clockTrusted};
}

PrintTemplate Step::frameFor(const QString &service) const
{
    const auto &frames = m_around.catalogues.chinese.templates;
    const auto frame = frames.find(service);
    return frame == frames.end() ? PrintTemplate{} : frame->second;
}

Done Step::doneWith(const Storing &storing, const Ticket &ticket)
{
    const auto &order = storing.order;
    const auto &answers = storing.application.answers;
    const auto &pack = recordOf(order.service);
    Done done{order.service, ticket, receiptFor(order, ticket, pack, m_around.place)};
    if (!pack.givesSlip)
        done.slipStands = ResultView::Slip::None;
    if (!pack.paperForm.isEmpty() && m_state.canPrintPages)
        done.form = applicationForm(order, ticket, pack, m_around.place, frameFor(order.service));
    done.due = dueAt(pack, order.stamp.at);
    done.isPromised = pack.answerMinutes > 0;
    done.byCallback = oneOf(answers, "channel") == QLatin1String("callback");
    done.steps = stepPlaces(pack, answers);
    if (m_state.canCall && oneOf(answers, "channel") == QLatin1String("video"))
        done.call = CallPlan{ticket.order, oneOf(answers, "domain"), order.applicant, phoneOf(answers), {}};
    if (order.service == kRating && order.about && isDissatisfied(answers)) {
        const auto reason =
            oneOf(answers, "solved") == QLatin1String("no") ? CallbackReason::Unsolved : CallbackReason::Unsatisfied;
        promiseCall(done.followUp, callbackFor(*order.about, reason, order.applicant, phoneOf(answers), {}, stamp()));
    }
    return done;
}

// --- A promise to call back ------------------------------------------------------------------------------------------

void Step::promiseCall(std::optional<FollowUp> &followUp, WorkOrder order)
{
    m_effects.push_back(StoreOrder{seal(order), {}});
    followUp = FollowUp{std::move(order), {}, {}};
}

FollowUp *Step::followUp()
{
    if (auto *done = std::get_if<Done>(&m_state.stage))
        return done->followUp ? &*done->followUp : nullptr;
    if (auto *over = std::get_if<CallOver>(&m_state.stage))
        return over->followUp ? &*over->followUp : nullptr;
    return nullptr;
}

void Step::followUpStored(const OrderStored &event)
{
    if (event.ticket)
        m_effects.push_back(WakeCourier{}); // also when nobody is there any more to be told
    auto *owed = followUp();
    if (owed == nullptr || owed->order.stamp.order != event.order)
        return;
    if (event.ticket)
        owed->ticket = *event.ticket;
    else
        owed->fault = event.ticket.fault();
}

// --- Asking how an order stands --------------------------------------------------------------------------------------

void Step::ask(QString number, Applicant who, std::optional<SlipProof> slip, bool toRate)
{
    const auto *card = std::get_if<Identity>(&who);
    m_effects.push_back(AskProgress{number, card != nullptr ? card->number : QString(), slip});
    m_state.stage = Inquiring{std::move(number), std::move(who), std::move(slip), toRate};
    m_state.touchedAt = m_around.now;
}

void Step::on(const CodeRead &event)
{
    const auto *filling = std::get_if<Filling>(&m_state.stage);
    if (filling == nullptr || !formOf(filling->application.service).cardAfterForm)
        return;
    auto slip = slipProofIn(event.content);
    if (!slip)
        return; // of something else: the slip is still waited for
    AwaitingCard waiting{filling->application.service};
    waiting.number = Said::tr("见回执");
    waiting.slip = std::move(slip);
    waiting.toRate = filling->application.toRate;
    m_state.stage = std::move(waiting);
    m_state.touchedAt = m_around.now;
    m_effects.push_back(StartReading{});
}

void Step::on(const ProgressCame &event)
{
    auto *asking = std::get_if<Inquiring>(&m_state.stage);
    if (asking == nullptr || event.visit != m_state.visit)
        return;
    m_state.touchedAt = m_around.now;
    if (asking->toRate && event.progress && canBeRated(*event.progress)) {
        rate(Uuid(event.progress->order), Applicant(asking->who));
        return;
    }
    AtProgress shown{std::move(asking->number), std::move(asking->who), event.progress};
    shown.slip = std::move(asking->slip);
    m_state.stage = std::move(shown);
}

void Step::toGuide(QString service)
{
    m_state.stage = AtGuide{std::move(service)};
}

bool canBeRated(const ProgressAnswer &progress)
{
    return !progress.rating &&
           (!progress.answer.isEmpty() || progress.state == "closed" || progress.state == "archived");
}

void Step::wants(const PrintThis &)
{
    if (std::holds_alternative<Browsing>(m_state.stage))
        return printStop();
    using Sheet = SheetStands;
    auto *sheet = sheetOf(m_state.stage);
    if (sheet == nullptr || *sheet == Sheet::Printing || *sheet == Sheet::Printed)
        return;
    const auto *shown = std::get_if<AtProgress>(&m_state.stage);
    const auto *done = std::get_if<Done>(&m_state.stage);
    if (shown != nullptr && shown->progress)
        m_effects.push_back(PrintSheet{progressSheet(shown->number, *shown->progress, m_around.place, m_around.wall),
                                       m_state.canPrintPages});
    else if (done != nullptr && done->form && m_state.canPrintPages)
        m_effects.push_back(PrintSheet{*done->form, true});
    else
        return;
    *sheet = Sheet::Printing;
}

void Step::wants(const RateThis &)
{
    if (const auto *shown = std::get_if<AtProgress>(&m_state.stage)) {
        if (shown->progress && canBeRated(*shown->progress))
            rate(Uuid(shown->progress->order), Applicant(shown->who));
    } else if (const auto *over = std::get_if<CallOver>(&m_state.stage)) {
        rate(Uuid(over->plan.order), Applicant(over->plan.applicant));
    }
}

void Step::rate(const Uuid &about, Applicant applicant)
{
    Application application{kRating, std::move(applicant), {}, {}};
    application.about = about;
    fillIn(std::move(application));
}

// --- The call --------------------------------------------------------------------------------------------------------

void Step::wants(const WantCall &)
{
    if (const auto *done = std::get_if<Done>(&m_state.stage); done != nullptr && done->call)
        m_state.stage = Consenting{CallPlan(*done->call)};
}

void Step::wants(const AgreeToCall &wish)
{
    auto *consenting = std::get_if<Consenting>(&m_state.stage);
    if (consenting == nullptr)
        return;
    Calling calling{std::move(consenting->plan), {}};
    calling.standing.media = wish.withPicture ? callflow::Media::Video : callflow::Media::Audio;
    m_effects.push_back(
        StartCall{{m_around.freshOrder, calling.plan.topic, calling.plan.order, calling.standing.media}});
    m_state.stage = std::move(calling);
}

void Step::wants(const DeclineCall &)
{
    if (auto *consenting = std::get_if<Consenting>(&m_state.stage))
        callIsOver(std::move(consenting->plan), callflow::End::HungUp, false);
}

void Step::on(const CallStands &event)
{
    auto *calling = std::get_if<Calling>(&m_state.stage);
    if (calling == nullptr || event.visit != m_state.visit)
        return;
    m_state.touchedAt = m_around.now; // a call is being there
    const bool wasAnswered = !calling->standing.agent.isEmpty();
    calling->standing = event.standing;
    if (event.standing.phase == callflow::Phase::Ended)
        callIsOver(std::move(calling->plan), event.standing.end, wasAnswered || !event.standing.agent.isEmpty());
}

void Step::wants(const HangUp &)
{
    auto *calling = std::get_if<Calling>(&m_state.stage);
    if (calling == nullptr)
        return;
    using callflow::Phase;
    const Phase phase = calling->standing.phase;
    const bool answered = phase == Phase::InCall || phase == Phase::Reconnecting;
    // Who no longer wants to wait is called back: the wish to speak with somebody stands.
    callIsOver(std::move(calling->plan), answered ? callflow::End::HungUp : callflow::End::Nobody, answered);
}

void Step::wants(const LessMedia &)
{
    using callflow::Media;
    const auto *calling = std::get_if<Calling>(&m_state.stage);
    if (calling != nullptr && calling->standing.media != Media::Text)
        m_effects.push_back(ReduceCall{calling->standing.media == Media::Video ? Media::Audio : Media::Text});
}

void Step::wants(const SayWords &wish)
{
    constexpr qsizetype kLongest = 1000;
    if (std::holds_alternative<Calling>(m_state.stage) && !wish.text.trimmed().isEmpty())
        m_effects.push_back(SayInCall{wish.text.left(kLongest)});
}

void Step::callIsOver(CallPlan plan, callflow::End end, bool answered)
{
    CallOver over{std::move(plan), end, answered, {}};
    if (callflow::owesCallback(end)) {
        promiseCall(over.followUp, callbackFor(over.plan.order, reasonOf(end), over.plan.applicant, over.plan.phone,
                                               over.plan.window, stamp()));
    }
    m_state.stage = std::move(over);
}

// --- The end ---------------------------------------------------------------------------------------------------------

void Step::sayGoodbye(bool paperMayLie)
{
    m_state.stage = Leaving{m_around.now, paperMayLie};
    m_state.cover = Cover::None;
}

} // namespace yz
