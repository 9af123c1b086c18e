// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cache/pack_head.h"

#include <core/result.h>

#include <QByteArray>
#include <QString>

namespace yz::sync {

/**
 * What has come of one file so far, kept on the disk too, so that a restart need not fetch it again. Named by the
 * digest of the whole; there is one at a time. Owner: the follower. Thread: its. Public data.
 */
class PartFile
{
public:
    explicit PartFile(QString directory) : m_directory(std::move(directory)) {}

    /** Goes on with what is there of this file, and drops what is there of others. */
    void begin(const PackFile &whole);
    /** StoreFull. */
    Result<void> append(const QByteArray &piece);
    const QByteArray &bytes() const { return m_bytes; }
    bool isWhole() const { return m_bytes.size() == m_whole.bytes; }
    /** It has been used, or is worth nothing. */
    void drop();

private:
    QString path() const;

    QString m_directory;
    PackFile m_whole;
    QByteArray m_bytes;
};

} // namespace yz::sync
