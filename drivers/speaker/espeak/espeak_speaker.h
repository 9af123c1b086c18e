// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "speaker/espeak_speaker.h"

#include <QProcess>

namespace yz {

/** Owner, thread, contract: as Speaker. */
class EspeakSpeaker final : public Speaker
{
    Q_OBJECT
public:
    EspeakSpeaker(QString program, QStringList more, EventLog &log);
    ~EspeakSpeaker() override;

    bool canSpeak(Language language) const override;
    SpeechId say(const QString &words, Language language) override;
    void stop() override;
    /** For tests: what the child was started with. */
    QStringList arguments() const { return m_process ? m_process->arguments() : QStringList(); }

private:
    void over(QProcess *process, SpeechId speech, bool well);

    QString m_program;
    QStringList m_more;
    EventLog &m_log;
    QProcess *m_process = nullptr; ///< of what is being said
    SpeechId m_last = 0;
};

} // namespace yz
