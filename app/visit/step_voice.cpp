// SPDX-License-Identifier: Apache-2.0
// Reading aloud: never into another visit, never beside a lawyer's voice.
#include "step_work.h"

namespace yz {

void forgetTheCitizen(State &state)
{
    state.elder = false;
    state.language = Language::Chinese;
    state.speech = false;
}

void Step::wants(const UseElderMode &wish)
{
    m_state.elder = wish.on;
    wants(UseSpeech{wish.on});
}

void Step::wants(const UseSpeech &wish)
{
    m_state.speech = wish.on && m_state.canSpeak;
    if (!wish.on)
        wants(ReadAloud{false});
}

void Step::wants(const ReadAloud &wish)
{
    if (!wish.on) {
        if (m_state.speaking)
            m_effects.push_back(StopSpeaking{});
        m_state.speaking = false;
        return;
    }
    const QString words = m_state.canSpeak ? spokenWords(viewOf(m_around, m_state)) : QString();
    if (words.isEmpty())
        return;
    m_effects.push_back(Speak{words, m_state.language});
    m_state.speaking = true;
}

void Step::on(const SpeechEnded &)
{
    if (m_state.speaking)
        m_state.touchedAt = m_around.now; // listening was being there
    m_state.speaking = false;
}

void settleVoice(const Surroundings &around, bool wasHome, const std::optional<QString> &heard, State &state,
                 std::vector<Effect> &effects)
{
    const bool isHome = std::holds_alternative<AtHome>(state.stage);
    const bool isQuiet = (!wasHome && isHome) || state.cover == Cover::Hidden;
    if (!isQuiet && !state.speech && !heard)
        return;
    const QString words = isQuiet ? QString() : spokenWords(viewOf(around, state));
    if (heard && words == *heard)
        return;
    if (state.speech && !words.isEmpty()) {
        effects.push_back(Speak{words, state.language});
        state.speaking = true;
    } else if (state.speaking) { // what was being read stands there no more
        effects.insert(effects.begin(), StopSpeaking{});
        state.speaking = false;
    }
}

} // namespace yz
