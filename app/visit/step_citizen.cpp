// SPDX-License-Identifier: Apache-2.0
#include "step_work.h"

#include <algorithm>
#include <iterator>

namespace yz {
void Step::wants(const OpenService &wish)
{
    if (std::holds_alternative<AtHome>(m_state.stage))
        open(wish.service);
}

void Step::wants(const Begin &)
{
    if (const auto *guide = std::get_if<AtGuide>(&m_state.stage))
        begin(QString(guide->service));
}

void Step::begin(const QString &service)
{
    // Whoever wants to rate says first what: the number of the slip, and the card that may.
    if (service == QLatin1String("rating") && words().forms.contains(QStringLiteral("progress"))) {
        Application rating{QStringLiteral("progress"), {}, {}, {}};
        rating.toRate = true;
        fillIn(std::move(rating));
    } else if (formOf(service).cardAfterForm) {
        fillIn({service, {}, {}, {}});
    } else {
        awaitCard(service);
    }
}

void Step::wants(const GoHome &)
{
    if (std::holds_alternative<Storing>(m_state.stage))
        return;
    const auto *application = fillable();
    const bool somethingToLose = application != nullptr && !application->answers.empty();
    if ((somethingToLose || std::holds_alternative<Calling>(m_state.stage)) && m_state.cover != Cover::Leave) {
        m_state.cover = Cover::Leave;
        return;
    }
    leave(EndVisit::How::WentHome);
}

void Step::wants(const LeaveNow &)
{
    if (m_state.cover == Cover::Leave)
        leave(EndVisit::How::WentHome);
}

void Step::wants(const QuickExit &)
{
    if (auto *storing = std::get_if<Storing>(&m_state.stage)) {
        storing->isLeft = true; // the write is not interrupted; nobody sees it
        m_state.cover = Cover::Hidden;
    } else {
        leave(EndVisit::How::QuickExit);
    }
}

void Step::wants(const RetryHere &)
{
    if (auto *waiting = std::get_if<AwaitingCard>(&m_state.stage)) {
        if (waiting->phase == CardView::Phase::Trouble)
            startReading(*waiting, CardView::Phase::Waiting);
    } else if (auto *failed = std::get_if<StoreFailed>(&m_state.stage)) {
        // The same order id: if the first attempt did reach the disk after all, this gives its ticket.
        store(std::move(failed->application), std::move(failed->order));
    } else if (auto *shown = std::get_if<AtProgress>(&m_state.stage)) {
        if (!shown->progress)
            ask(QString(shown->number), Applicant(shown->who), shown->slip);
    } else if (auto *here = stop(); here != nullptr && std::holds_alternative<LawStop>(*here)) {
        lookUp(std::get<LawStop>(*here), false);
    } else if (auto *owed = followUp(); owed != nullptr && owed->fault) {
        owed->fault.reset();
        m_effects.push_back(StoreOrder{seal(owed->order), {}});
    }
}

void Step::wants(const ConfirmIdentity &)
{
    auto *confirming = std::get_if<ConfirmingIdentity>(&m_state.stage);
    if (confirming == nullptr)
        return;
    Application application = std::move(confirming->application);
    const auto &pack = formOf(application.service);
    if (!application.draft)
        m_effects.push_back(BeginDraft{application.service, pack.version});
    fillIn(std::move(application));
}

void Step::wants(const NotMe &)
{
    const auto *confirming = std::get_if<ConfirmingIdentity>(&m_state.stage);
    if (confirming == nullptr)
        return;
    if (confirming->application.draft)
        m_effects.push_back(DiscardDraft{*confirming->application.draft});
    awaitCard(QString(confirming->application.service));
}

void Step::wants(const EditAnswer &wish)
{
    auto *filling = std::get_if<Filling>(&m_state.stage);
    if (filling == nullptr || filling->field != wish.field)
        return;
    filling->isRefused = false;
    keep(filling->application, wish.field, wish.value);
}

void Step::wants(const GiveAnswer &wish)
{
    auto *filling = std::get_if<Filling>(&m_state.stage);
    if (filling == nullptr || filling->field != wish.field)
        return;
    const auto asked = questionsOf(filling->application);
    const auto here = find(asked, wish.field);
    if (here == asked.end())
        return;
    keep(filling->application, wish.field, wish.value);
    filling->isRefused = !problemWith(**here, wish.value).isEmpty();
    if (!filling->isRefused)
        goOn(*filling);
}

void Step::wants(const ChangeAnswer &wish)
{
    auto *checking = std::get_if<Checking>(&m_state.stage);
    if (checking == nullptr)
        return;
    const auto asked = questionsOf(checking->application);
    if (find(asked, wish.field) != asked.end())
        m_state.stage = Filling{std::move(checking->application), wish.field, {}, true};
}

void Step::wants(const Submit &)
{
    auto *checking = std::get_if<Checking>(&m_state.stage);
    if (checking == nullptr)
        return;
    auto &application = checking->application;
    if (!application.applicant)
        return; // a form that is not sent
    auto stamped = stamp();
    stamped.order = application.order.value_or(stamped.order); // the one its pages were kept for
    auto order = draft(recordOf(application.service), *application.applicant, application.answers, stamped);
    if (order) {
        order->about = application.about;
        order->attachments = application.pages;
        store(std::move(application), *std::move(order));
    } else
        toFirstUnanswered(std::move(application));
}

void Step::wants(const PrintAgain &)
{
    auto *done = std::get_if<Done>(&m_state.stage);
    using Slip = ResultView::Slip;
    if (done == nullptr || done->slipStands == Slip::Printing || done->slipStands == Slip::Confirmed ||
        done->slipStands == Slip::None)
        return;
    done->slipStands = Slip::Printing;
    ++done->reprints;
    m_effects.push_back(PrintSlip{done->ticket.order, asReprint(done->slip, done->reprints)});
}

void Step::wants(const Finish &)
{
    if (const auto *done = std::get_if<Done>(&m_state.stage))
        sayGoodbye(paperMayLie(*done));
    else if (const auto *shown = std::get_if<AtProgress>(&m_state.stage))
        sayGoodbye(shown->sheet != SheetStands::None && shown->sheet != SheetStands::Failed);
    else if (std::holds_alternative<CallOver>(m_state.stage))
        sayGoodbye(false);
    else if (std::holds_alternative<Leaving>(m_state.stage))
        leave(EndVisit::How::Finished);
}

void Step::wants(const GoBack &)
{
    if (m_state.cover != Cover::None) {
        wants(CloseCover{});
        return;
    }
    std::visit([this](auto &stage) { back(stage); }, m_state.stage);
}

void Step::back(ConfirmingIdentity &stage)
{
    if (stage.application.draft)
        m_effects.push_back(DiscardDraft{*stage.application.draft});
    toGuide(stage.application.service);
}

void Step::back(Filling &stage)
{
    if (stage.fromCheck) {
        m_state.stage = Checking{std::move(stage.application)};
        return;
    }
    const auto asked = questionsOf(stage.application);
    const auto here = find(asked, stage.field);
    if (here == asked.begin() || here == asked.end()) {
        beforeTheForm(stage.application);
    } else {
        stage.field = (*std::prev(here))->field;
        stage.isRefused = false;
    }
}

void Step::back(AwaitingCard &stage)
{
    if (stage.number.isEmpty() || stage.slip)
        toGuide(stage.service);
    else {
        Application looking{stage.service, {}, {{QStringLiteral("number"), {stage.number}}}, {}};
        looking.toRate = stage.toRate;
        fillIn(std::move(looking));
    }
}

/** The page before the first question: the card, or the guide where there was none. */
void Step::beforeTheForm(Application &application)
{
    const bool isNamed = application.applicant && std::holds_alternative<Identity>(*application.applicant);
    if (application.about) {
        sayGoodbye(false); // what came before, an answer or a call, is not held any more
    } else if (isNamed) {
        m_state.stage = ConfirmingIdentity{std::move(application)};
    } else {
        if (application.draft)
            m_effects.push_back(DiscardDraft{*application.draft});
        toGuide(application.service);
    }
}

void Step::back(Checking &stage)
{
    const auto last = questionsOf(stage.application).back()->field;
    m_state.stage = Filling{std::move(stage.application), last, {}, false};
}

} // namespace yz
