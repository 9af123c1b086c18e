// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QObject>

#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>

/** What a test sees of a process from outside, and of its own event loop. */
inline qint64 residentKilobytes(qint64 process)
{
    QFile status(QStringLiteral("/proc/%1/status").arg(process));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const auto &line : status.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return line.mid(6).trimmed().split(' ').first().toLongLong();
    }
    return 0;
}

inline int threadsOf(qint64 process)
{
    return static_cast<int>(
        QDir(QStringLiteral("/proc/%1/task").arg(process)).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size());
}

/** Below one: none. */
inline long landlockVersion()
{
    return ::syscall(SYS_landlock_create_ruleset, nullptr, 0, 1U);
}

/** The longest time that the event loop did not turn. */
class Stutter : public QObject
{
public:
    Stutter()
    {
        m_since.start();
        startTimer(10);
    }
    qint64 longest = 0;

protected:
    void timerEvent(QTimerEvent *) override { longest = std::max(longest, m_since.restart()); }

private:
    QElapsedTimer m_since;
};
