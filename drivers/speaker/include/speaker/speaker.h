// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/language.h>

#include <QObject>
#include <QString>

#include <cstdint>

namespace yz {

using SpeechId = std::uint64_t;

/**
 * Reads words aloud.
 * Owner: `app/main`. Thread: the one it was made in; blocks on nothing.
 * Contract: exactly one `ended` per `say`, never within the call itself: at its end, when it was cut short by `stop` or
 * by the next `say`, and when the voice is gone. What is said does not outlive its `ended`.
 * Personal data: the words, perhaps; never logged.
 */
class Speaker : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /** There is a voice for it here. */
    virtual bool canSpeak(Language language) const = 0;
    /** Instead of what is being said. */
    virtual SpeechId say(const QString &words, Language language) = 0;
    /** Silence at once. */
    virtual void stop() = 0;

Q_SIGNALS:
    /** `spoken`: to its last word, as far as the voice itself can tell. */
    void ended(yz::SpeechId speech, bool spoken);
};

} // namespace yz
