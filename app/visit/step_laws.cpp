// SPDX-License-Identifier: Apache-2.0
// The law library: what is looked for, what was found, one article and its neighbours.
#include "citation.h"
#include "step_work.h"
#include "visit_words.h"

namespace yz {
namespace {

using Stands = LawSearchView::Stands;

constexpr qsizetype kLongestQuery = 200;

LawStop *lawsOf(Stop *stop)
{
    return stop == nullptr ? nullptr : std::get_if<LawStop>(stop);
}

/** "cite:2" */
std::optional<std::size_t> placeIn(const QString &id)
{
    bool isNumber = false;
    const auto at = id.section(QLatin1Char(':'), 1).toUInt(&isNumber);
    return isNumber ? std::optional<std::size_t>(at) : std::nullopt;
}

} // namespace

void Step::wants(const LookFor &wish)
{
    auto *laws = lawsOf(stop());
    if (laws == nullptr)
        return;
    const QString words = wish.words.left(kLongestQuery);
    const bool isSame = words == laws->query && laws->stands != Stands::Trouble;
    if (isSame && laws->stands != Stands::Asking)
        return;
    laws->query = words;
    lookUp(*laws, !wish.now);
}

void Step::lookUp(LawStop &laws, bool isTyping)
{
    laws.asked = ++m_state.asked; // whatever is still on its way is too late
    if (laws.query.trimmed().isEmpty()) {
        laws.stands = Stands::Empty;
        laws.findings = {};
        return;
    }
    if (laws.stands != Stands::Found) // what was found stays until there is something newer
        laws.stands = Stands::Asking;
    LawQuestion question;
    question.words = laws.query;
    question.on = dateOf(m_around.wall);
    question.jurisdiction = m_around.catalogues.chinese.version.region;
    m_effects.push_back(LookUpLaws{laws.asked, std::move(question), isTyping});
}

void Step::on(const LawsFound &event)
{
    auto *browsing = std::get_if<Browsing>(&m_state.stage);
    if (browsing == nullptr || event.visit != m_state.visit)
        return;
    for (auto &stop : browsing->trail) { // an article may have been opened meanwhile
        auto *laws = lawsOf(&stop);
        if (laws == nullptr || laws->asked != event.number)
            continue;
        if (!event.findings && event.findings.failedWith(Fault::Cancelled))
            continue; // a newer question is under way
        laws->findings = event.findings ? *event.findings : LawFindings{};
        laws->stands = !event.findings               ? Stands::Trouble
                       : laws->findings.hits.empty() ? Stands::Nothing
                                                     : Stands::Found;
        if (!event.findings)
            laws->fault = event.findings.fault();
    }
}

void Step::openHit(const LawStop &laws, const QString &id)
{
    bool isNumber = false;
    const auto key = id.toLongLong(&isNumber);
    const auto &hits = laws.findings.hits;
    if (isNumber && std::any_of(hits.begin(), hits.end(), [&](const auto &hit) { return hit.article == key; }))
        openArticle(key, false);
}

void Step::openArticle(std::int64_t key, bool replaces)
{
    auto *browsing = std::get_if<Browsing>(&m_state.stage);
    if (browsing == nullptr)
        return;
    browsing->opening = Browsing::Opening{++m_state.asked, replaces};
    m_effects.push_back(OpenArticle{browsing->opening->number, key});
}

void Step::wants(const ShowNeighbour &wish)
{
    const auto *here = stop();
    const auto *shown = here == nullptr ? nullptr : std::get_if<ArticleStop>(here);
    if (shown == nullptr || !shown->article)
        return;
    if (const auto key = wish.step < 0 ? shown->article->before : shown->article->after; key != 0)
        openArticle(key, true);
}

void Step::cite(const QStringList &sources, const QString &id)
{
    const auto at = placeIn(id);
    if (!at || *at >= static_cast<std::size_t>(sources.size()))
        return;
    if (const auto citation = citationIn(sources[static_cast<qsizetype>(*at)]))
        cite(*citation);
}

void Step::cite(const Lesson &lesson, const QString &id)
{
    const auto at = placeIn(id);
    if (at && *at < lesson.citations.size())
        cite(lesson.citations[*at]);
}

void Step::cite(const Lesson::Citation &citation)
{
    if (auto *guide = std::get_if<AtGuide>(&m_state.stage)) {
        guide->opening = ++m_state.asked;
    } else if (auto *browsing = std::get_if<Browsing>(&m_state.stage)) {
        browsing->opening = Browsing::Opening{++m_state.asked, false};
    } else {
        return;
    }
    m_effects.push_back(
        CiteArticle{m_state.asked, citation.law, citation.article, citation.suffix, dateOf(m_around.wall)});
}

void Step::on(const ArticleOpened &event)
{
    if (event.visit != m_state.visit)
        return;
    bool replaces = false;
    if (const auto *guide = std::get_if<AtGuide>(&m_state.stage)) {
        if (guide->opening != event.number)
            return;
    } else if (const auto *browsing = std::get_if<Browsing>(&m_state.stage)) {
        if (!browsing->opening || browsing->opening->number != event.number)
            return;
        replaces = browsing->opening->replaces;
    } else {
        return;
    }
    auto trail = takeTrail();
    if (replaces)
        trail.pop_back();
    ArticleStop shown;
    if (event.article)
        shown.article = *event.article;
    else
        shown.fault = event.article.fault();
    trail.push_back(std::move(shown));
    m_state.stage = Browsing{std::move(trail)};
    m_state.touchedAt = m_around.now;
}

} // namespace yz
