// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "speaker/speaker.h"

#include <optional>

namespace yz {

/** A puppet: keeps what it was to say, ends when it is told. Thread: the owner's. */
class FakeSpeaker final : public Speaker
{
    Q_OBJECT
public:
    using Speaker::Speaker;

    bool canSpeak(Language) const override { return true; }
    SpeechId say(const QString &words, Language language) override;
    void stop() override;

    /** What is being said runs to its end. */
    void finish();
    /** The voice breaks off. */
    void fail() { endLater(false); }
    bool isSpeaking() const { return m_underWay.has_value(); }
    const QString &words() const { return m_words; }
    Language language() const { return m_language; }

private:
    void endLater(bool spoken);

    SpeechId m_last = 0;
    std::optional<SpeechId> m_underWay;
    QString m_words;
    Language m_language = Language::Chinese;
};

} // namespace yz
