// SPDX-License-Identifier: Apache-2.0
#include "core/kept_event_log.h"

#include "event_line.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace yz {
namespace {

constexpr std::int64_t kMostBytes = 1024 * 1024;
constexpr std::size_t kMostEarly = 256;
constexpr qsizetype kLongestLine = 4096;
constexpr double kLatest = 253'402'300'799'999; // the year 9999, in milliseconds

QByteArray otherOf(const QByteArray &path)
{
    return path.chopped(4) + ".1.log";
}

std::vector<QByteArray> linesOf(const QByteArray &path)
{
    QFile file(QFile::decodeName(path));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    std::vector<QByteArray> lines;
    // Asks for no more memory than there are bytes.
    for (const QByteArray &line : file.read(std::min<qint64>(2 * kMostBytes, file.size())).split('\n'))
        if (!line.isEmpty())
            lines.push_back(line);
    return lines;
}

} // namespace

KeptEventLog::~KeptEventLog()
{
    if (m_file >= 0)
        ::close(m_file);
}

Result<void> KeptEventLog::keepIn(const QString &directory)
{
    const std::lock_guard lock(m_mutex);
    if (!QDir().mkpath(directory))
        return {Fault::StoreFull, "no folder for the event log"};
    m_path = QFile::encodeName(directory) + "/events.log";
    m_file = ::open(m_path.constData(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
    struct stat found{};
    if (m_file < 0 || ::fstat(m_file, &found) != 0) {
        m_path.clear();
        return {Fault::StoreFull, "the event log cannot be opened"};
    }
    m_size = found.st_size;
    // A line that a power cut tore is ended first, so that the next one stands alone.
    char last = '\n';
    if (m_size > 0 && ::pread(m_file, &last, 1, m_size - 1) == 1 && last != '\n')
        append("\n");
    for (const std::string &line : m_early)
        append(line);
    m_early = {};
    return {};
}

void KeptEventLog::write(EventId id, std::initializer_list<EventField> fields)
{
    const std::string line = eventLine(id, fields, m_clock.wall());
    // One write: lines of several threads do not mix on a pipe.
    [[maybe_unused]] const auto written = ::write(m_fd, line.data(), line.size());
    const std::lock_guard lock(m_mutex);
    if (m_file >= 0)
        append(line);
    else if (m_early.size() < kMostEarly)
        m_early.push_back(line);
}

void KeptEventLog::append(const std::string &line)
{
    const auto written = ::write(m_file, line.data(), line.size());
    m_size += std::max<std::int64_t>(0, written);
    if (m_size >= kMostBytes)
        turn();
}

void KeptEventLog::turn()
{
    ::close(m_file);
    [[maybe_unused]] const int moved = std::rename(m_path.constData(), otherOf(m_path).constData());
    m_file = ::open(m_path.constData(), O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
    m_size = 0;
}

std::vector<QByteArray> KeptEventLog::lines(std::size_t most) const
{
    const std::lock_guard lock(m_mutex);
    std::vector<QByteArray> all;
    if (m_path.isEmpty()) {
        for (const std::string &line : m_early)
            all.push_back(QByteArray::fromStdString(line).trimmed());
    } else {
        all = linesOf(otherOf(m_path));
        const auto recent = linesOf(m_path);
        all.insert(all.end(), recent.begin(), recent.end());
    }
    if (all.size() > most)
        all.erase(all.begin(), all.end() - static_cast<std::ptrdiff_t>(most));
    return all;
}

Result<KeptEvent> readEventLine(const QByteArray &line)
{
    const auto object = line.size() <= kLongestLine ? QJsonDocument::fromJson(line).object() : QJsonObject();
    const QJsonValue at = object.value(QLatin1String("ms"));
    const QString id = object.value(QLatin1String("event")).toString();
    const QString severity = object.value(QLatin1String("severity")).toString();
    if (!at.isDouble() || at.toDouble() < 0 || at.toDouble() > kLatest || id.isEmpty() || severity.isEmpty())
        return {Fault::DataMalformed, "a line that is no event"};
    KeptEvent event;
    event.at = WallTime(Milliseconds(static_cast<std::int64_t>(at.toDouble())));
    event.id = id.toUtf8();
    event.severity = severity == QLatin1String("alarm")     ? Severity::Alarm
                     : severity == QLatin1String("warning") ? Severity::Warning
                                                            : Severity::Info;
    QJsonObject rest = object;
    for (const char *known : {"ms", "event", "severity"})
        rest.remove(QLatin1String(known));
    event.rest = QJsonDocument(rest).toJson(QJsonDocument::Compact).chopped(1).mid(1);
    return event;
}

} // namespace yz
