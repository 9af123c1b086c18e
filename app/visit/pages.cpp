// SPDX-License-Identifier: Apache-2.0
#include "pages.h"

#include "citation.h"
#include "visit_words.h"

#include <cache/law_number.h>
#include <core/said.h>

#include <algorithm>

namespace yz {
namespace {

using Block = DetailView::Block;

template <class Kind>
const Kind *withId(const std::vector<Kind> &all, const QString &id)
{
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto &one) { return one.id == id; });
    return found == all.end() ? nullptr : &*found;
}

/** Blocks that say nothing are left out. */
void add(std::vector<Block> &blocks, const QString &heading, const QStringList &lines, bool numbered = false)
{
    QStringList said;
    std::copy_if(lines.begin(), lines.end(), std::back_inserter(said),
                 [](const auto &line) { return !line.isEmpty(); });
    if (!said.isEmpty())
        blocks.push_back({heading, said, numbered && said.size() > 1});
}

QString lineOf(const Referral &line)
{
    return QStringLiteral("%1 %2：%3").arg(line.number, line.title, line.when.isEmpty() ? line.handles : line.when);
}

Reading reading(const Catalogue &words, const GuideItem &item)
{
    Reading page{item.title, item.lead.isEmpty() ? item.subtitle : item.lead, {}, {}, item.basis};
    add(page.blocks, Said::tr("谁能办"), {item.audience});
    add(page.blocks, Said::tr("要带什么"), item.materials, true);
    add(page.blocks, Said::tr("怎么办"), item.steps, true);
    add(page.blocks, Said::tr("在哪里办"), {item.place});
    add(page.blocks, Said::tr("要多久"), {item.duration});
    add(page.blocks, Said::tr("收不收费"), {item.fee});
    QStringList others;
    for (const auto &id : item.referrals) {
        if (const auto *line = withId(words.referrals, id))
            others += lineOf(*line);
    }
    add(page.blocks, Said::tr("还可以找"), others);
    return page;
}

Reading reading(const Catalogue &words, const Institution &place)
{
    Reading page{place.name, labelOf(words, "institution-kind", place.kind), place.phone, {}, {}};
    add(page.blocks, Said::tr("地址"), {place.address});
    add(page.blocks, Said::tr("办公时间"), {place.hours});
    QStringList fields;
    for (const auto &code : place.fields)
        fields += labelOf(words, "appraisal-field", code);
    add(page.blocks, Said::tr("能做什么"), fields);
    add(page.blocks, Said::tr("说明"), {place.note});
    return page;
}

Reading reading(const Catalogue &words, const Person &person)
{
    Reading page{person.name, labelOf(words, "person-role", person.role), {}, {}, {}};
    const auto *place = withId(words.institutions, person.institution);
    if (place != nullptr) {
        page.number = place->phone;
        add(page.blocks, Said::tr("单位"), {place->name, place->address});
    }
    add(page.blocks, Said::tr("擅长"), person.skills);
    add(page.blocks, Said::tr("什么时候在"), {person.duty});
    add(page.blocks, Said::tr("执业证号"), {person.licence});
    return page;
}

Reading reading(const Catalogue &, const Lesson &lesson)
{
    Reading page{lesson.title, lesson.lead, {}, {}, {}};
    add(page.blocks, {}, lesson.paragraphs);
    for (const auto &one : lesson.citations)
        page.sources += QStringLiteral("《%1》%2").arg(one.law, lawArticleName(one.article, one.suffix));
    return page;
}

Reading reading(const Catalogue &, const Referral &line)
{
    Reading page{line.title, line.emergency ? Said::tr("有危险时，马上打这个电话。") : QString(), line.number, {}, {}};
    add(page.blocks, Said::tr("管什么"), {line.handles});
    add(page.blocks, Said::tr("什么时候打"), {line.when});
    return page;
}

template <class Kind>
Reading readingIn(const Catalogue &words, const std::vector<Kind> &all, const QString &id)
{
    const auto *one = withId(all, id);
    return one == nullptr ? Reading{} : reading(words, *one);
}

bool isService(const Catalogue &words, const QString &service)
{
    return words.forms.contains(service) || service == QLatin1String("laws");
}

void addActions(std::vector<PageAction> &actions, const Catalogue &words, const PageStop &page)
{
    using Kind = PageStop::Kind;
    const auto *item = page.kind == Kind::Item ? withId(words.items, page.id) : nullptr;
    if (item != nullptr && isService(words, item->service))
        actions.push_back({QStringLiteral("begin"), Said::tr("现在就办"), true});
    actions.push_back({QStringLiteral("print"), page.kind == Kind::Item ? Said::tr("打印清单") : Said::tr("打印带走"),
                       actions.empty()});
    if (item != nullptr && !item->institution.isEmpty())
        actions.push_back({QStringLiteral("institutions"), Said::tr("有哪些机构")});
    if (page.kind == Kind::Institution && std::any_of(words.people.begin(), words.people.end(),
                                                      [&](const auto &one) { return one.institution == page.id; }))
        actions.push_back({QStringLiteral("people"), Said::tr("这里的人员")});
    if (page.kind == Kind::Person)
        actions.push_back({QStringLiteral("institution"), Said::tr("看看单位")});
    actions.push_back({QStringLiteral("human"), Said::tr("找人问问")});
}

const char *nameOf(PageStop::Kind kind)
{
    static const char *const names[] = {"item", "institution", "person", "lesson", "referral"};
    return names[static_cast<int>(kind)];
}

QString validityOf(const LawArticle &article, QDate today)
{
    const QString from = article.validFrom.toString(Qt::ISODate);
    if (article.validFrom.isValid() && article.validFrom > today)
        return Said::tr("自 %1 起施行，现在还没有施行。").arg(from);
    if (article.validTo.isValid() && article.validTo < today) {
        const QString until = Said::tr("%1 起不再有效。").arg(article.validTo.addDays(1).toString(Qt::ISODate));
        return article.replacedBy.isEmpty() ? until : until + Said::tr("现在看《%1》。").arg(article.replacedBy);
    }
    return article.validFrom.isValid() ? Said::tr("自 %1 起施行，现行有效。").arg(from) : QString();
}

bool isInForce(const LawArticle &article, QDate today)
{
    return !(article.validFrom.isValid() && article.validFrom > today) &&
           !(article.validTo.isValid() && article.validTo < today);
}

/** What is to be seen at each kind of stop. */
class StopMaker
{
public:
    StopMaker(const Surroundings &around, const State &state)
        : m_around(around), m_state(state), m_words(around.catalogues.in(state.language))
    {
    }

    PageView operator()(const ListStop &list) const
    {
        auto contents = contentsOf(m_words, list);
        ListView view;
        view.topic = list.topic + (list.of.isEmpty() ? QString() : QLatin1Char('/') + list.of);
        view.title = contents.title;
        view.lead = contents.lead;
        view.chips = std::move(contents.chips);
        view.rows = std::move(contents.rows);
        if (view.rows.empty())
            view.nothing = Said::tr("这里暂时没有。可以拨打 12348，或者叫工作人员帮忙。");
        return view;
    }
    PageView operator()(const PageStop &page) const
    {
        auto content = readingOf(m_words, page);
        DetailView view;
        view.id = QLatin1String(nameOf(page.kind)) + QLatin1Char(':') + page.id;
        view.title = content.title;
        view.lead = content.lead;
        view.number = content.number;
        view.blocks = std::move(content.blocks);
        view.sources = content.sources;
        view.opens = citationsAmong(readingOf(m_around.catalogues.chinese, page).sources);
        const auto notice = noticeOf(m_words.version, m_around.wall);
        view.notice = notice.words;
        view.isOld = notice.age != AgeNotice::Age::Fresh;
        addActions(view.actions, m_words, page);
        view.sheet = page.sheet.stands;
        return view;
    }
    PageView operator()(const ChoiceStop &choice) const
    {
        ChooseView view;
        view.node = choice.node;
        const auto node = m_words.tree.nodes.find(choice.node);
        if (node == m_words.tree.nodes.end())
            return view; // cannot be: a catalogue is not switched while somebody reads it
        view.question = node->second.question;
        view.help = node->second.help;
        for (const auto &option : node->second.options)
            view.options.push_back({QString::number(view.options.size()), option.label, option.hint});
        return view;
    }
    PageView operator()(const GuideStop &) const { return WorkingView{}; } // never on screen: it is a stage of its own
    PageView operator()(const LawStop &laws) const;
    PageView operator()(const ArticleStop &stop) const;

private:
    const Surroundings &m_around;
    const State &m_state;
    const Catalogue &m_words;
};

PageView StopMaker::operator()(const LawStop &laws) const
{
    LawSearchView view;
    view.stands = laws.stands;
    view.query = laws.query;
    view.fault = laws.fault;
    view.understoodAs = laws.findings.understoodAs;
    for (const auto &hit : laws.findings.hits) {
        view.hits.push_back({QString::number(hit.article), hit.law, hit.number, hit.snippet, hit.marks,
                             hit.inForce ? QString() : Said::tr("不是现行的")});
    }
    // In Chinese in every language: that is what the laws are written in.
    view.examples = {Said::tr("拖欠工资"), Said::tr("离婚 抚养"), Said::tr("借钱不还"), Said::tr("民法典第1077条")};
    const auto notice = noticeOf(m_words.version, m_around.wall);
    view.notice = notice.words;
    view.isOld = notice.age != AgeNotice::Age::Fresh;
    return view;
}

PageView StopMaker::operator()(const ArticleStop &stop) const
{
    if (!stop.article)
        return TroubleView{stop.fault, false};
    const auto &article = *stop.article;
    const auto today = dateOf(m_around.wall);
    ArticleView view;
    view.id = QString::number(article.key);
    view.law = article.law;
    view.number = article.number;
    view.section = article.section;
    view.text = article.text;
    view.validity = validityOf(article, today);
    view.outOfForce = !isInForce(article, today);
    view.hasBefore = article.before != 0;
    view.hasAfter = article.after != 0;
    const auto notice = noticeOf(m_words.version, m_around.wall);
    view.notice = notice.words;
    view.isOld = notice.age != AgeNotice::Age::Fresh;
    view.actions = {{QStringLiteral("print"), Said::tr("打印这一条"), true}};
    if (m_state.canSpeak)
        view.actions.push_back(
            {QStringLiteral("read"), m_state.speaking ? Said::tr("停止朗读") : Said::tr("读给我听")});
    view.actions.push_back({QStringLiteral("human"), Said::tr("问问律师")});
    view.sheet = stop.sheet.stands;
    return view;
}

} // namespace

Reading readingOf(const Catalogue &words, const PageStop &page)
{
    switch (page.kind) {
    case PageStop::Kind::Item:
        return readingIn(words, words.items, page.id);
    case PageStop::Kind::Institution:
        return readingIn(words, words.institutions, page.id);
    case PageStop::Kind::Person:
        return readingIn(words, words.people, page.id);
    case PageStop::Kind::Lesson:
        return readingIn(words, words.lessons, page.id);
    case PageStop::Kind::Referral:
        return readingIn(words, words.referrals, page.id);
    }
    return {};
}

PageView pageOf(const Surroundings &around, const State &state, const Stop &stop)
{
    return std::visit(StopMaker(around, state), stop);
}

} // namespace yz
