// SPDX-License-Identifier: Apache-2.0
#include "citation.h"
#include "pages.h"
#include "step_work.h"
#include "visit_words.h"

#include <words/progress_sheet.h>
#include <words/receipt.h>
#include <words/service_item.h>

#include <algorithm>

namespace yz {
namespace {

constexpr int kElderAge = 60;

TileIcon iconOf(const QString &service)
{
    static const std::map<QString, TileIcon> icons = {
        {QStringLiteral("legal-aid"), TileIcon::Aid}, {QStringLiteral("mediation"), TileIcon::Mediate},
        {QStringLiteral("notary"), TileIcon::Notary}, {QStringLiteral("appraisal"), TileIcon::Appraise},
        {QStringLiteral("advice"), TileIcon::Advise}, {QStringLiteral("laws"), TileIcon::Law},
        {QStringLiteral("guide"), TileIcon::Guide},   {QStringLiteral("progress"), TileIcon::Progress},
    };
    return icons.at(service);
}

/** The eight in their places, as the catalogue calls them; else as the program does. */
ServiceItem tileOf(const Catalogue &words, const ServiceItem &place)
{
    const auto found =
        std::find_if(words.items.begin(), words.items.end(), [&](const auto &item) { return item.id == place.code; });
    if (found == words.items.end())
        return {place.code, Said::tr(place.title.toUtf8().constData()), Said::tr(place.subtitle.toUtf8().constData())};
    return {place.code, found->title, found->subtitle};
}

/** What an order is about, by its service. */
QString titleOf(const Catalogue &words, const QString &service)
{
    if (const auto form = words.forms.find(service); form != words.forms.end())
        return form->second.title;
    for (const auto &item : homeServices()) {
        if (item.code == service)
            return Said::tr(item.title.toUtf8().constData());
    }
    return {};
}

/** Somebody who comes for it finds something: a form, a guide, a list. */
bool isBuilt(const Catalogue &words, const QString &service)
{
    return service == QLatin1String("laws") || service == QLatin1String("guide") || words.forms.contains(service) ||
           std::any_of(words.items.begin(), words.items.end(),
                       [&](const auto &item) { return item.service == service || item.id == service; });
}

std::vector<PageAction> besideTheTiles(const Catalogue &words)
{
    std::vector<PageAction> more;
    if (words.tree.nodes.contains(words.tree.root))
        more.push_back({QStringLiteral("choose"), Said::tr("帮我选"), true});
    if (!words.lessons.empty())
        more.push_back({QStringLiteral("lessons"), Said::tr("法治宣传")});
    if (!words.institutions.empty() || !words.people.empty())
        more.push_back({QStringLiteral("find"), Said::tr("找机构和人")});
    if (words.forms.contains(QStringLiteral("complaint")))
        more.push_back({QStringLiteral("complaint"), Said::tr("投诉建议")});
    if (words.forms.contains(QStringLiteral("rating")))
        more.push_back({QStringLiteral("rating"), Said::tr("评价")});
    if (!words.referrals.empty())
        more.push_back({QStringLiteral("referrals"), Said::tr("其他热线")});
    return more;
}

FormView::Kind kindOf(QuestionKind kind)
{
    switch (kind) {
    case QuestionKind::Choice:
        return FormView::Kind::Choice;
    case QuestionKind::Choices:
        return FormView::Kind::Choices;
    case QuestionKind::Text:
        return FormView::Kind::Text;
    case QuestionKind::Ticket:
        return FormView::Kind::Ticket;
    case QuestionKind::LongText:
        return FormView::Kind::LongText;
    case QuestionKind::Digits:
        return FormView::Kind::Digits;
    case QuestionKind::Phone:
        return FormView::Kind::Phone;
    case QuestionKind::Statement:
        return FormView::Kind::Statement;
    }
    return FormView::Kind::Text;
}

CallbackView viewOf(const std::optional<FollowUp> &followUp)
{
    using State = CallbackView::State;
    if (!followUp)
        return {};
    CallbackView view;
    view.state = followUp->ticket ? State::Promised : followUp->fault ? State::Failed : State::Storing;
    view.number = followUp->ticket ? followUp->ticket->number : QString();
    const auto &answers = followUp->order.answers;
    view.hasPhone = std::any_of(answers.begin(), answers.end(),
                                [](const auto &answer) { return answer.field == QLatin1String("phone"); });
    return view;
}

std::vector<IdentityView::Row> rowsOf(const Identity &who)
{
    std::vector<IdentityView::Row> rows = {
        {Said::tr("姓名"), maskedName(who.name)},
        {Said::tr("性别"), sexText(who.sexCode)},
        {cardKindText(who.kind), maskedNumber(who.number)},
    };
    if (!who.address.isEmpty())
        rows.push_back({Said::tr("住址"), maskedAddress(who.address)});
    return rows;
}

/** One page per stage. */
class PageMaker
{
public:
    PageMaker(const Surroundings &around, const State &state)
        : m_around(around), m_state(state), m_words(around.catalogues.in(state.language))
    {
    }

    PageView operator()(const AtHome &) const
    {
        HomeView view{m_around.place, chinaTime(m_around.wall).mid(11, 5), {}, besideTheTiles(m_words)};
        for (const auto &place : homeServices()) {
            const auto item = tileOf(m_words, place);
            view.tiles.push_back(
                {item.code, item.title, item.subtitle, iconOf(item.code), isBuilt(m_words, item.code)});
        }
        return view;
    }
    PageView operator()(const Browsing &stage) const { return pageOf(m_around, m_state, stage.trail.back()); }
    PageView operator()(const AtGuide &stage) const
    {
        const auto &pack = packOf(stage.service);
        GuideView view{pack.title, pack.lead, pack.points, pack.sources, m_state.printerDown || m_state.paperLow};
        view.opens = citationsAmong(m_around.catalogues.chinese.forms.at(stage.service).sources);
        if (std::any_of(m_words.items.begin(), m_words.items.end(),
                        [&](const auto &item) { return item.service == stage.service; }))
            view.actions.push_back({QStringLiteral("details"), Said::tr("要带什么、怎么办")});
        return view;
    }
    PageView operator()(const AwaitingCard &stage) const
    {
        const bool mayStayAnonymous = stage.number.isEmpty() && packOf(stage.service).anonymousAllowed;
        CardView view{stage.phase, stage.trouble, mayStayAnonymous || stage.slip};
        view.bySlip = stage.slip.has_value();
        return view;
    }
    PageView operator()(const ConfirmingIdentity &stage) const
    {
        const auto *who = nameOf(stage.application);
        if (who == nullptr)
            return IdentityView{};
        return IdentityView{rowsOf(*who), !m_state.elder && ageOn(*who, dateOf(m_around.wall)) >= kElderAge};
    }
    PageView operator()(const Filling &stage) const;
    PageView operator()(const Checking &stage) const;
    PageView operator()(const Scanning &stage) const;
    PageView operator()(const Storing &) const { return WorkingView{Said::tr("正在保存您的申请，请稍等…")}; }
    PageView operator()(const StoreFailed &stage) const { return TroubleView{stage.fault, true}; }
    PageView operator()(const Done &stage) const
    {
        const auto &pack = packOf(stage.service);
        ResultView view{pack.title, stage.ticket.number, {}, stage.slipStands, stage.slipFault, slipCode(stage.ticket)};
        if (!pack.givesSlip)
            view.number.clear(); // nothing anybody would ask about
        const QString due = spokenTime(stage.due, m_around.wall);
        for (const auto at : stage.steps) {
            const auto &step = pack.timeline.at(at);
            view.timeline.push_back({step.title, withDue(step.when, due), view.timeline.empty()});
        }
        view.title = pack.doneTitle;
        if (stage.isPromised)
            view.promise = stage.byCallback ? Said::tr("%1会在%2 前给您打电话。").arg(whoAnswers(stage.service), due)
                                            : Said::tr("%1会在%2 前答复您。").arg(whoAnswers(stage.service), due);
        view.callNow = stage.call.has_value();
        view.callback = viewOf(stage.followUp);
        view.form = stage.form ? pack.paperForm : QString();
        view.formStands = stage.formStands;
        return view;
    }
    PageView operator()(const Inquiring &) const { return WorkingView{Said::tr("正在查询，请稍等…")}; }
    PageView operator()(const AtProgress &stage) const;
    PageView operator()(const Consenting &) const { return CallConsentView{}; }
    PageView operator()(const Calling &stage) const;
    PageView operator()(const CallOver &stage) const
    {
        using End = CallOverView::End;
        const End end = callflow::owesCallback(stage.end) ? (stage.answered ? End::Broken : End::Nobody)
                        : stage.answered                  ? End::Finished
                                                          : End::Declined;
        return CallOverView{end, viewOf(stage.followUp)};
    }
    PageView operator()(const Leaving &stage) const { return GoodbyeView{true, stage.remindPaper}; }
    PageView operator()(const WithStaff &) const { return WorkingView{Said::tr("工作人员正在使用")}; }

private:
    const FormPack &packOf(const QString &service) const { return m_words.forms.at(service); }
    static const Identity *nameOf(const Application &application)
    {
        return application.applicant ? std::get_if<Identity>(&*application.applicant) : nullptr;
    }

    const Surroundings &m_around;
    const State &m_state;
    const Catalogue &m_words;
};

PageView PageMaker::operator()(const Filling &stage) const
{
    const auto &pack = packOf(stage.application.service);
    const auto asked = questionsFor(pack, stage.application.answers);
    const auto here =
        std::find_if(asked.begin(), asked.end(), [&](const auto *question) { return question->field == stage.field; });
    FormView view;
    view.service = pack.title;
    for (const auto &page : pack.pages)
        view.steps += page.title;
    if (here == asked.end())
        return view; // cannot be: step() moves on from a question that fell away
    const Question &question = **here;
    const auto holds = [&](const FormPack::Page &page) {
        return std::any_of(page.questions.begin(), page.questions.end(),
                           [&](const Question &other) { return other.field == question.field; });
    };
    view.step = static_cast<int>(std::find_if(pack.pages.begin(), pack.pages.end(), holds) - pack.pages.begin());
    view.question = static_cast<int>(here - asked.begin());
    view.questions = static_cast<int>(asked.size());
    view.field = question.field;
    view.kind = kindOf(question.kind);
    view.title = question.title;
    view.help = question.help;
    view.source = question.source;
    if (pack.cardAfterForm && m_state.canScan)
        view.help = Said::tr("把回执放在摄像头下面，会自己读出来。也可以照着输字母和数字，横线不用输。");
    for (const auto &option : optionsFor(question, stage.application.answers)) {
        if (!option.needsDuty || (m_state.canCall && m_state.duty.onDuty > 0))
            view.options.push_back({option.value, option.label, option.hint, option.excludesOthers});
    }
    if (const auto answer = stage.application.answers.find(question.field); answer != stage.application.answers.end())
        view.value = answer->second;
    view.maxLength = question.maxLength;
    view.required = question.required;
    view.phrases = question.phrases;
    if (stage.isRefused)
        view.problem = problemWith(question, view.value);
    view.leadsToCard = pack.cardAfterForm;
    return view;
}

PageView PageMaker::operator()(const Checking &stage) const
{
    const auto &application = stage.application;
    const auto &pack = packOf(application.service);
    CheckView view{pack.title, {}, pack.promise, pack.pledge};
    if (const auto *who = nameOf(application)) {
        for (const auto &row : rowsOf(*who))
            view.rows.push_back({{}, row.label, row.value});
    } else {
        view.rows.push_back({{}, Said::tr("姓名"), Said::tr("匿名，不留姓名")});
    }
    for (const auto *question : questionsFor(pack, application.answers)) {
        const auto answer = application.answers.find(question->field);
        const auto text = answer == application.answers.end() ? QString() : spokenAnswer(*question, answer->second);
        view.rows.push_back({question->field, question->title, text.isEmpty() ? Said::tr("（未填）") : text});
    }
    view.canAddPages = pack.takesPages && m_state.canScan;
    if (!application.pages.empty())
        view.rows.push_back({{}, Said::tr("材料"), Said::tr("已拍 %1 页").arg(application.pages.size())});
    return view;
}

PageView PageMaker::operator()(const Scanning &stage) const
{
    constexpr std::size_t kMostPages = 20;
    ScanView view;
    view.phase = stage.phase;
    view.pages = static_cast<int>(stage.application.pages.size());
    view.full = stage.application.pages.size() >= kMostPages;
    view.outline = stage.sight.outline;
    if (stage.sight.fault)
        view.hint = hintFor(*stage.sight.fault);
    view.trouble = stage.trouble;
    if (stage.page)
        view.picture = stage.page->picture;
    return view;
}

PageView PageMaker::operator()(const AtProgress &stage) const
{
    ProgressView view;
    view.number = stage.number;
    view.sheet = stage.sheet;
    if (!stage.progress) {
        view.unknown = stage.progress.fault();
        return view;
    }
    const auto &progress = *stage.progress;
    view.service = titleOf(m_words, progress.service);
    view.state = stateText(progress.state, progress.service);
    view.responsible = responsibleFor(progress);
    if (const auto due = spokenStamp(progress.dueAt, m_around.wall); !due.isEmpty() && progress.answer.isEmpty())
        view.due = Said::tr("%1 前答复").arg(due);
    view.answer = progress.answer;
    view.answeredBy = progress.answeredBy;
    for (const auto &event : progress.events) {
        if (const auto words = eventText(event.kind, progress.service); !words.isEmpty())
            view.happened.push_back({words, spokenStamp(event.at, m_around.wall), true});
    }
    view.canRate = canBeRated(progress);
    return view;
}

PageView PageMaker::operator()(const Calling &stage) const
{
    using callflow::Phase;
    constexpr std::size_t kLinesShown = 6;
    const auto &standing = stage.standing;
    const bool connecting = standing.phase == Phase::Negotiating || standing.phase == Phase::Connecting;
    if (connecting || standing.phase == Phase::Consent || standing.phase == Phase::Requesting ||
        standing.phase == Phase::Queued) {
        const int seconds = standing.waitSeconds.value_or(m_state.duty.expectedWaitSeconds.value_or(0));
        return CallWaitView{standing.place, (seconds + 59) / 60, connecting, standing.agent};
    }
    CallView view;
    view.media = static_cast<CallView::Media>(standing.media);
    view.agent = standing.agent;
    view.organisation = standing.organisation;
    view.unstable = standing.unstable;
    view.reconnecting = standing.phase == Phase::Reconnecting;
    const auto skipped = standing.lines.size() > kLinesShown ? standing.lines.size() - kLinesShown : 0;
    for (auto i = skipped; i < standing.lines.size(); ++i)
        view.lines.push_back({standing.lines[i].mine, standing.lines[i].text});
    return view;
}

bool canGoBack(const Stage &stage)
{
    return !std::holds_alternative<AtHome>(stage) && !std::holds_alternative<Storing>(stage) &&
           !std::holds_alternative<Done>(stage) && !std::holds_alternative<Calling>(stage) &&
           !std::holds_alternative<CallOver>(stage) && !std::holds_alternative<Leaving>(stage) &&
           !std::holds_alternative<WithStaff>(stage);
}

int secondsLeft(const Surroundings &around, const State &state)
{
    const auto patience = patienceOf(state);
    if (state.cover != Cover::Idle || !patience)
        return 0;
    const auto left = state.touchedAt + *patience + warningOf(state) - around.now;
    return std::max(0, static_cast<int>(std::chrono::ceil<std::chrono::seconds>(left).count()));
}

} // namespace

ScreenView viewOf(const Surroundings &around, const State &state)
{
    ScreenView view;
    view.page = std::visit(PageMaker(around, state), state.stage);
    view.cover = state.cover;
    view.idleSecondsLeft = secondsLeft(around, state);
    view.canGoBack = canGoBack(state.stage);
    view.elder = state.elder;
    view.printerDown = state.printerDown;
    view.offline = state.offline;
    view.staffDoor = around.hasStaffDoor && std::holds_alternative<AtHome>(state.stage);
    if (!around.practice.isEmpty())
        view.practice = Said::tr(around.practice.toUtf8().constData());
    view.language = state.language;
    view.canSpeak = state.canSpeak;
    view.speech = state.speech;
    view.speaking = state.speaking;
    return view;
}

} // namespace yz
