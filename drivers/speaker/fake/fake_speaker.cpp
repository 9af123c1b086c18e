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
    endLater(false);
}

void FakeSpeaker::finish()
{
    endLater(true);
}

void FakeSpeaker::endLater(bool spoken)
{
    if (!m_underWay)
        return;
    const auto speech = *std::exchange(m_underWay, std::nullopt);
    m_words.clear();
    QMetaObject::invokeMethod(this, [=, this] { Q_EMIT ended(speech, spoken); }, Qt::QueuedConnection);
}

} // namespace yz
