// SPDX-License-Identifier: Apache-2.0
#include "speaker/fake_speaker.h"

#include <utility>

namespace yz {

SpeechId FakeSpeaker::say(const QString &words, Language language)
{
    stop();
    m_words = words;
    m_language = language;
    m_underWay = ++m_last;
    return m_last;
}

void FakeSpeaker::stop()
{
    endLater();
}

void FakeSpeaker::finish()
{
    endLater();
}

void FakeSpeaker::endLater()
{
    if (!m_underWay)
        return;
    const auto speech = *std::exchange(m_underWay, std::nullopt);
    m_words.clear();
    QMetaObject::invokeMethod(this, [this, speech] { Q_EMIT ended(speech); }, Qt::QueuedConnection);
}

} // namespace yz
