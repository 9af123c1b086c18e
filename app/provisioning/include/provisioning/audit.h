// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/clock.h>
#include <core/result.h>

#include <QByteArray>
#include <QString>

#include <vector>

namespace yz::provisioning {

/**
 * What was done to this terminal from outside, one JSON object a line, each with the digest of the line before it: a
 * line that was taken out or changed is found. No personal data: ids, codes and digests.
 * Thread: one at a time; blocks on the disk.
 */
class Audit
{
public:
    Audit(QString file, const Clock &clock) : m_file(std::move(file)), m_clock(clock) {}

    /** Durable when it returns. `what`: a code; `about`: a bundle's id, or empty; `detail`: a technician's line. */
    Result<void> note(const QString &what, const QString &about, const QString &detail);
    std::vector<QByteArray> lines() const;
    /** SHA-256 of the last line; 32 zeros before the first. */
    QByteArray head() const;
    /** DataForged with the number of the first line that does not follow from the one before. */
    Result<void> verify() const;

private:
    QString m_file;
    const Clock &m_clock;
};

} // namespace yz::provisioning
