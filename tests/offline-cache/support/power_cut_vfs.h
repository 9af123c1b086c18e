// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QHash>
#include <QString>

#include <cstdint>
#include <random>
#include <vector>

namespace yz::test {

/**
 * Stands between SQLite and its files and notes every write, truncation and sync; from the notes the disk can be built
 * as it may be after a power cut at any moment: what was synced is there, the rest is there, not there, or torn at a
 * sector. Does not model lost directory entries, nor a disk that lies about its syncs. Thread: one.
 */
class PowerCutVfs
{
public:
    /** Becomes SQLite's default; once per process. */
    static void install();
    static void clear();
    /** The number of notes so far: a moment. */
    static std::size_t moment();
    /** A control: syncs of the log are not honoured. */
    static void setLogSyncs(bool honoured);

    /** The files, by name without folder, after a cut at `moment`. */
    static QHash<QString, QByteArray> after(std::size_t moment, std::mt19937 &random);
};

} // namespace yz::test
