// SPDX-License-Identifier: Apache-2.0
#include "espeak/espeak_speaker.h"

#include <QFileInfo>

#include <sys/prctl.h>

#include <csignal>
#include <utility>

namespace yz {
namespace {

constexpr qsizetype kMostWords = 4000; ///< nobody listens for longer than a quarter of an hour
constexpr int kPace = 145;             ///< words a minute: slower than usual, for old ears

QString voiceFor(Language language)
{
    return language == Language::English ? QStringLiteral("en") : QStringLiteral("cmn");
}

/** In the child: silence when the kiosk is gone. */
void endWithParent()
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
}

} // namespace

EspeakSpeaker::EspeakSpeaker(QString program, QStringList more, EventLog &log)
    : m_program(std::move(program)), m_more(std::move(more)), m_log(log)
{
}

EspeakSpeaker::~EspeakSpeaker()
{
    for (auto *process : findChildren<QProcess *>()) {
        process->disconnect(this);
        process->kill();
        process->waitForFinished(1000);
    }
}

bool EspeakSpeaker::canSpeak(Language) const
{
    return QFileInfo(m_program).isExecutable();
}

SpeechId EspeakSpeaker::say(const QString &words, Language language)
{
    stop();
    const SpeechId speech = ++m_last;
    auto *process = new QProcess(this);
    m_process = process;
    process->setProgram(m_program);
    process->setArguments(QStringList{QStringLiteral("--stdin"), QStringLiteral("-b"), QStringLiteral("1"),
                                      QStringLiteral("-v"), voiceFor(language), QStringLiteral("-s"),
                                      QString::number(kPace)} +
                          m_more);
    process->setStandardOutputFile(QProcess::nullDevice());
    process->setStandardErrorFile(QProcess::nullDevice());
    process->setChildProcessModifier(endWithParent);
    connect(process, &QProcess::finished, this, [this, process, speech](int code, QProcess::ExitStatus status) {
        over(process, speech, status == QProcess::NormalExit && code == 0);
    });
    connect(process, &QProcess::errorOccurred, this, [this, process, speech](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) // of every other trouble `finished` tells; never within say()
            QMetaObject::invokeMethod(this, [=, this] { over(process, speech, false); }, Qt::QueuedConnection);
    });
    process->start(QIODevice::WriteOnly);
    process->write(words.left(kMostWords).toUtf8());
    process->closeWriteChannel();
    return speech;
}

void EspeakSpeaker::stop()
{
    // Killed, not asked: whoever wants silence wants it now.
    if (auto *process = std::exchange(m_process, nullptr))
        process->kill();
}

void EspeakSpeaker::over(QProcess *process, SpeechId speech, bool well)
{
    const bool wasCutShort = m_process != process;
    if (!wasCutShort)
        m_process = nullptr;
    if (!well && !wasCutShort)
        m_log.write(EventId::VoiceFailed);
    process->deleteLater();
    Q_EMIT ended(speech, well && !wasCutShort);
}

std::unique_ptr<Speaker> makeEspeakSpeaker(const QString &program, EventLog &log, const QStringList &more)
{
    return std::make_unique<EspeakSpeaker>(program, more, log);
}

} // namespace yz
