// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/clock.h>
#include <core/result.h>

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <mutex>

namespace yz::provisioning {

/**
 * What was done to this terminal and who was let in or turned away, one JSON object a line, each with the digest of the
 * line before it: a line that was taken out or changed is found. Receipts carry the last digest away, so that the end
 * is not cut off unseen. No personal data: ids, codes and digests. Thread: any; blocks on the disk.
 */
class Audit
{
public:
    Audit(QString file, const Clock &clock) : m_file(std::move(file)), m_clock(clock) {}

    /** Durable when it returns. `what`: a code; `about`: a bundle's id, or empty; `detail`: a technician's line. */
    Result<void> note(const QString &what, const QString &about, const QString &detail);
    /** The last line, or the last with one of these codes, of the newest few hundred; empty: none. */
    QByteArray last(const QStringList &codes = {}) const;
    /** SHA-256 of it; 32 zeros before the first. */
    QByteArray head() const;
    /** How many lines there are. DataForged with the number of the first that does not follow from the one before. */
    Result<int> verify() const;

private:
    QString m_file;
    const Clock &m_clock;
    std::mutex m_mutex; ///< between reading the last digest and writing the next line
};

} // namespace yz::provisioning
