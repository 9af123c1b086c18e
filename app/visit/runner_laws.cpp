// SPDX-License-Identifier: Apache-2.0
// Questions to the law library, the voice, and the catalogue that comes in between visits.
#include "visit/runner.h"

namespace yz {
namespace {

using namespace std::chrono_literals;

/** Long enough that a word is not asked for letter by letter, short enough that nobody notices. */
constexpr Milliseconds kTypingPause = 150ms;

} // namespace

void Runner::watchLaws()
{
    m_typingPause.setSingleShot(true);
    m_typingPause.setInterval(kTypingPause);
    connect(&m_typingPause, &QTimer::timeout, this, [this] {
        if (m_typed)
            lookUp(*std::exchange(m_typed, std::nullopt));
    });
    if (m_rooms.laws == nullptr)
        return;
    connect(m_rooms.laws, &LawLibrary::found, this, [this](LawRequestId request, const Result<LawFindings> &findings) {
        const auto asked = m_searches.find(request);
        if (asked == m_searches.end())
            return;
        const auto [visit, number] = asked->second;
        m_searches.erase(asked);
        happen(LawsFound{visit, number, findings});
    });
    connect(m_rooms.laws, &LawLibrary::opened, this, [this](LawRequestId request, const Result<LawArticle> &article) {
        const auto asked = m_articles.find(request);
        if (asked == m_articles.end())
            return;
        const auto [visit, number] = asked->second;
        m_articles.erase(asked);
        happen(ArticleOpened{visit, number, article});
    });
}

void Runner::carryOut(const LookUpLaws &effect)
{
    m_typed.reset();
    m_typingPause.stop();
    if (effect.isTyping) {
        m_typed = effect;
        m_typingPause.start();
    } else {
        lookUp(effect);
    }
}

void Runner::lookUp(const LookUpLaws &effect)
{
    if (m_rooms.laws != nullptr) {
        m_searches.emplace(m_rooms.laws->search(effect.question), Asked{m_state.visit, effect.number});
        return;
    }
    const Error error{Fault::Unsupported, "this terminal has no law library"};
    answerLater(LawsFound{m_state.visit, effect.number, error});
}

void Runner::carryOut(const OpenArticle &effect)
{
    if (m_rooms.laws != nullptr) {
        m_articles.emplace(m_rooms.laws->article(effect.key), Asked{m_state.visit, effect.number});
        return;
    }
    answerLater(
        ArticleOpened{m_state.visit, effect.number, Error{Fault::NotFound, "this terminal has no law library"}});
}

void Runner::carryOut(const CiteArticle &effect)
{
    if (m_rooms.laws != nullptr) {
        const auto request = m_rooms.laws->cited(effect.law, effect.article, effect.suffix, effect.on);
        m_articles.emplace(request, Asked{m_state.visit, effect.number});
        return;
    }
    answerLater(
        ArticleOpened{m_state.visit, effect.number, Error{Fault::NotFound, "this terminal has no law library"}});
}

/** A step is over before the next one begins. */
void Runner::answerLater(Event event)
{
    QMetaObject::invokeMethod(this, [this, event = std::move(event)] { happen(event); }, Qt::QueuedConnection);
}

void Runner::forgetLaws()
{
    m_typingPause.stop();
    m_typed.reset();
    m_searches.clear();
    m_articles.clear();
}

void Runner::watchSpeaker()
{
    auto *speaker = m_rooms.speaker;
    m_state.canSpeak = speaker != nullptr && speaker->canSpeak(Language::Chinese);
    if (speaker == nullptr)
        return;
    connect(speaker, &Speaker::ended, this, [this](SpeechId speech) {
        if (m_speech != speech)
            return; // cut short by what is being said now
        m_speech.reset();
        happen(SpeechEnded{});
    });
}

void Runner::carryOut(const Speak &effect)
{
    if (m_rooms.speaker != nullptr)
        m_speech = m_rooms.speaker->say(effect.words, effect.language);
}

void Runner::carryOut(const StopSpeaking &)
{
    m_speech.reset();
    if (m_rooms.speaker != nullptr)
        m_rooms.speaker->stop();
}

void Runner::offer(const Catalogues &catalogues)
{
    m_next = catalogues;
    happen(CatalogueReady{});
}

void Runner::carryOut(const AdmitStaff &)
{
    Q_EMIT staffWanted();
}

void Runner::carryOut(const SwitchCatalogue &)
{
    if (!m_next)
        return;
    m_site.catalogues = *std::exchange(m_next, std::nullopt);
    if (m_rooms.laws != nullptr)
        m_rooms.laws->renew();
}

} // namespace yz
