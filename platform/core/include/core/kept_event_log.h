// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/event_log.h"
#include "core/result.h"

#include <QByteArray>
#include <QString>

#include <mutex>
#include <vector>

namespace yz {

/** One line as it was written, taken apart. No personal data: see EventField. */
struct KeptEvent
{
    WallTime at{};
    QByteArray id;
    Severity severity = Severity::Info;
    QByteArray rest; ///< the other fields as JSON, without the braces
};

/**
 * The lines of LineEventLog, to the service manager's journal and, once `keepIn` was called, to two files of at most
 * 1 MiB each that take turns: so that staff can read them at the terminal and take them away. What was written before
 * is kept in memory until then (at most 256 lines). Errors of either place are ignored: a full disk must not stop a
 * visit.
 * Owner: main(). Thread: any. Personal data: none, see EventField.
 */
class KeptEventLog final : public EventLog
{
public:
    KeptEventLog(int fd, const Clock &clock) : m_fd(fd), m_clock(clock) {}
    ~KeptEventLog() override;

    /** `events.log` and `events.1.log` in this folder, which is made when missing. */
    Result<void> keepIn(const QString &directory);
    void write(EventId id, std::initializer_list<EventField> fields = {}) override;
    /** The last lines, oldest first. */
    std::vector<QByteArray> lines(std::size_t most) const;

private:
    void append(const std::string &line);
    void turn();

    int m_fd;
    const Clock &m_clock;
    mutable std::mutex m_mutex;
    QByteArray m_path; ///< empty: kept nowhere yet
    int m_file = -1;
    std::int64_t m_size = 0;
    std::vector<std::string> m_early;
};

/** DataMalformed for what is no line of a log. */
Result<KeptEvent> readEventLine(const QByteArray &line);

} // namespace yz
