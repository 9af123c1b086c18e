// SPDX-License-Identifier: Apache-2.0
// Looking around: lists, pages to be read, 帮我选. Every way on leads somewhere; where there is nothing, to a human.
#include "sheets.h"
#include "step_work.h"

#include <algorithm>

namespace yz {
namespace {

/** A walk in circles is forgotten from its beginning. */
constexpr std::size_t kLongestTrail = 32;

bool asksForDuty(const FormPack &pack)
{
    const auto needs = [](const Question &question) {
        return std::any_of(question.options.begin(), question.options.end(),
                           [](const auto &option) { return option.needsDuty; });
    };
    return std::any_of(pack.pages.begin(), pack.pages.end(), [&](const auto &page) {
        return std::any_of(page.questions.begin(), page.questions.end(), needs);
    });
}

template <class Kind>
const Kind *withId(const std::vector<Kind> &all, const QString &id)
{
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto &one) { return one.id == id; });
    return found == all.end() ? nullptr : &*found;
}

/** What stands for a service that has no form here: the guide that tells how it is done. */
const GuideItem *guideFor(const Catalogue &words, const QString &service)
{
    const auto tells = [&](const auto &item) { return item.service == service || item.id == service; };
    const auto found = std::find_if(words.items.begin(), words.items.end(), tells);
    return found == words.items.end() ? nullptr : &*found;
}

bool isThere(const Catalogue &words, const PageStop &page)
{
    switch (page.kind) {
    case PageStop::Kind::Item:
        return withId(words.items, page.id) != nullptr;
    case PageStop::Kind::Institution:
        return withId(words.institutions, page.id) != nullptr;
    case PageStop::Kind::Person:
        return withId(words.people, page.id) != nullptr;
    case PageStop::Kind::Lesson:
        return withId(words.lessons, page.id) != nullptr;
    case PageStop::Kind::Referral:
        return withId(words.referrals, page.id) != nullptr;
    }
    return false;
}

/** What a row of a list leads to, as the catalogue would name it. */
QString targetOf(const ListStop &list, const QString &id)
{
    static const std::map<QString, QString> kinds = {
        {QStringLiteral("guide"), QStringLiteral("item:")},
        {QStringLiteral("find"), QStringLiteral("list:")},
        {QStringLiteral("institutions"), QStringLiteral("institution:")},
        {QStringLiteral("people"), QStringLiteral("person:")},
        {QStringLiteral("lessons"), QStringLiteral("lesson:")},
        {QStringLiteral("referrals"), QStringLiteral("referral:")},
    };
    const auto kind = kinds.find(list.topic);
    return kind == kinds.end() ? QString() : kind->second + id;
}

} // namespace

SheetAt *sheetAt(Stop &stop)
{
    if (auto *page = std::get_if<PageStop>(&stop))
        return &page->sheet;
    auto *article = std::get_if<ArticleStop>(&stop);
    return article != nullptr && article->article ? &article->sheet : nullptr;
}

Stop *Step::stop()
{
    auto *browsing = std::get_if<Browsing>(&m_state.stage);
    return browsing == nullptr ? nullptr : &browsing->trail.back();
}

Trail Step::takeTrail()
{
    Trail trail;
    if (auto *browsing = std::get_if<Browsing>(&m_state.stage)) {
        trail = std::move(browsing->trail);
    } else if (auto *guide = std::get_if<AtGuide>(&m_state.stage)) {
        trail = std::move(guide->trail);
        trail.push_back(GuideStop{guide->service});
    }
    if (trail.size() >= kLongestTrail)
        trail.erase(trail.begin());
    return trail;
}

void Step::goTo(Stop stop)
{
    auto trail = takeTrail();
    trail.push_back(std::move(stop));
    m_state.stage = Browsing{std::move(trail)};
}

void Step::backTo(Trail trail)
{
    if (trail.empty()) {
        leave(EndVisit::How::WentHome);
    } else if (const auto *guide = std::get_if<GuideStop>(&trail.back())) {
        const QString service = guide->service;
        trail.pop_back();
        m_state.stage = AtGuide{service, std::move(trail)};
    } else {
        m_state.stage = Browsing{std::move(trail)};
    }
}

void Step::back(Browsing &stage)
{
    auto trail = std::move(stage.trail);
    trail.pop_back();
    backTo(std::move(trail));
}

void Step::open(const QString &service)
{
    if (service == QLatin1String("laws"))
        return goTo(LawStop{});
    if (service == QLatin1String("guide"))
        return goTo(ListStop{QStringLiteral("guide")});
    if (const auto form = words().forms.find(service); form != words().forms.end()) {
        if (asksForDuty(form->second))
            m_effects.push_back(AskDuty{});
        m_state.stage = AtGuide{service, takeTrail()};
    } else if (const auto *item = guideFor(words(), service)) {
        goTo(PageStop{PageStop::Kind::Item, item->id});
    } else {
        m_state.cover = Cover::Help;
    }
}

void Step::follow(const QString &to)
{
    static const std::map<QString, PageStop::Kind> kinds = {
        {QStringLiteral("item"), PageStop::Kind::Item},
        {QStringLiteral("institution"), PageStop::Kind::Institution},
        {QStringLiteral("person"), PageStop::Kind::Person},
        {QStringLiteral("lesson"), PageStop::Kind::Lesson},
        {QStringLiteral("referral"), PageStop::Kind::Referral},
    };
    const QString what = to.section(QLatin1Char(':'), 0, 0);
    const QString id = to.section(QLatin1Char(':'), 1);
    if (what == QLatin1String("service"))
        return open(id);
    if (what == QLatin1String("list") && !id.isEmpty()) // "institutions/notary-office": a list with its chip
        return goTo(ListStop{id.section(QLatin1Char('/'), 0, 0), id.section(QLatin1Char('/'), 1)});
    if (what == QLatin1String("node") && words().tree.nodes.contains(id))
        return goTo(ChoiceStop{id});
    if (const auto kind = kinds.find(what); kind != kinds.end()) {
        PageStop page{kind->second, id};
        if (isThere(words(), page))
            return goTo(std::move(page));
    }
    m_state.cover = Cover::Help;
}

void Step::wants(const ChooseRow &wish)
{
    const auto *here = stop();
    if (here == nullptr)
        return;
    if (const auto *list = std::get_if<ListStop>(here)) {
        follow(targetOf(*list, wish.id));
    } else if (const auto *choice = std::get_if<ChoiceStop>(here)) {
        const auto node = words().tree.nodes.find(choice->node);
        bool isNumber = false;
        const auto at = wish.id.toUInt(&isNumber);
        if (node != words().tree.nodes.end() && isNumber && at < node->second.options.size())
            follow(QString(node->second.options[at].to));
    } else if (const auto *laws = std::get_if<LawStop>(here)) {
        openHit(*laws, wish.id);
    }
}

void Step::wants(const ChooseChip &wish)
{
    auto *here = stop();
    if (auto *list = here == nullptr ? nullptr : std::get_if<ListStop>(here))
        list->chip = wish.id;
}

void Step::wants(const DoAction &wish)
{
    if (wish.id == QLatin1String("human")) {
        m_state.cover = Cover::Help;
        return;
    }
    if (std::holds_alternative<AtHome>(m_state.stage))
        return actAtHome(wish.id);
    if (const auto *guide = std::get_if<AtGuide>(&m_state.stage))
        return actOnGuide(QString(guide->service), wish.id);
    const auto *here = stop();
    if (here == nullptr)
        return;
    if (wish.id == QLatin1String("print"))
        return printStop();
    if (wish.id == QLatin1String("read"))
        return wants(ReadAloud{!m_state.speaking});
    if (const auto *page = std::get_if<PageStop>(here))
        actOnPage(PageStop(*page), wish.id);
    else if (const auto *laws = std::get_if<LawStop>(here); laws != nullptr && wish.id == QLatin1String("again"))
        wants(RetryHere{});
}

void Step::actAtHome(const QString &id)
{
    static const std::map<QString, QString> ways = {
        {QStringLiteral("lessons"), QStringLiteral("list:lessons")},
        {QStringLiteral("find"), QStringLiteral("list:find")},
        {QStringLiteral("referrals"), QStringLiteral("list:referrals")},
        {QStringLiteral("complaint"), QStringLiteral("service:complaint")},
        {QStringLiteral("rating"), QStringLiteral("service:rating")},
    };
    const auto way = ways.find(id);
    if (id == QLatin1String("choose"))
        follow(QStringLiteral("node:") + words().tree.root);
    else if (way != ways.end())
        follow(QString(way->second));
}

void Step::actOnGuide(const QString &service, const QString &id)
{
    const auto *item = guideFor(words(), service);
    if (id == QLatin1String("details") && item != nullptr)
        goTo(PageStop{PageStop::Kind::Item, item->id});
    else if (id.startsWith(QLatin1String("cite:")))
        cite(recordOf(service).sources, id);
}

void Step::actOnPage(const PageStop &page, const QString &id)
{
    const bool isCitation = id.startsWith(QLatin1String("cite:"));
    if (page.kind == PageStop::Kind::Item) {
        const auto *item = withId(words().items, page.id);
        if (item == nullptr)
            return;
        if (id == QLatin1String("begin") && words().forms.contains(item->service)) {
            if (asksForDuty(formOf(item->service)))
                m_effects.push_back(AskDuty{});
            begin(QString(item->service));
        } else if (id == QLatin1String("begin")) {
            open(QString(item->service)); // the law library, say
        } else if (id == QLatin1String("institutions")) {
            goTo(ListStop{QStringLiteral("institutions"), item->institution});
        } else if (id == QLatin1String("referrals")) {
            goTo(ListStop{QStringLiteral("referrals"), {}, item->id});
        } else if (isCitation) {
            cite(withId(m_around.catalogues.chinese.items, page.id)->basis, id); // as the law library spells it
        }
    } else if (page.kind == PageStop::Kind::Institution && id == QLatin1String("people")) {
        goTo(ListStop{QStringLiteral("people"), {}, page.id});
    } else if (page.kind == PageStop::Kind::Person && id == QLatin1String("institution")) {
        if (const auto *person = withId(words().people, page.id))
            follow(QStringLiteral("institution:") + person->institution);
    } else if (const auto *lesson = withId(words().lessons, page.id);
               page.kind == PageStop::Kind::Lesson && lesson != nullptr && isCitation) {
        cite(*lesson, id);
    }
}

void Step::printStop()
{
    auto *here = stop();
    auto *sheet = here == nullptr ? nullptr : sheetAt(*here);
    if (sheet == nullptr || sheet->stands == SheetStands::Printing || sheet->stands == SheetStands::Printed)
        return;
    auto paper = sheetFor(words(), m_around.catalogues.chinese, *here, m_around.place, m_around.wall);
    if (paper.blocks.empty())
        return;
    *sheet = {SheetStands::Printing, ++m_state.asked};
    m_effects.push_back(PrintSheet{std::move(paper), m_state.canPrintPages, sheet->number});
}

} // namespace yz
