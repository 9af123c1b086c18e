// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cache/pack_head.h>
#include <cache/pack_lines.h>
#include <cache/pack_row.h>
#include <core/result.h>
#include <core/secret.h>

#include <QString>
#include <QStringList>

#include <vector>

namespace yz::publishing {

/** How a state is made. */
struct BuildOptions
{
    QString region;
    WallTime now{};
    std::chrono::days valid{60};
    int minApp = 1;
    int keep = 30;        ///< states that a delta leads from
    int compression = 19; ///< zstd's level
};

/** What has been made. */
struct BuiltPack
{
    std::int64_t sequence = 0;
    std::size_t rows = 0;
    std::vector<pack::Change> changes; ///< against the state before
    std::int64_t snapshotBytes = 0;
    int deltas = 0;
};

/**
 * Writes the next state into a pack folder: the snapshot, deltas from the states that lie there, and `head.next.json`,
 * which nobody follows before it is signed. Files are written beside and renamed. Errors: DataMalformed for a folder
 * that holds something else, StoreFull.
 */
Result<BuiltPack> buildPack(const QString &folder, const std::vector<PackRow> &rows, const BuildOptions &options);

/** Signs what was built last, or adds a signature to what is published, and puts it in force as `head.json`. */
Result<PackHead> signPack(const QString &folder, const QByteArray &kid, const SecretBytes &secret);

/** What verifyPack saw hold. */
struct VerifiedPack
{
    PackHead head;
    QByteArray kid;
    std::size_t rows = 0;
    int deltasFollowed = 0; ///< those whose beginning lies there too
};

/**
 * As a terminal does it: signature, digests, sizes, lines, a file made from the snapshot by the terminal's own store,
 * every delta followed. `now`: for the expiry. Errors: as CatalogueStore.
 */
Result<VerifiedPack> verifyPack(const QString &folder, const std::vector<PublisherKey> &publishers,
                                const QString &region, const Clock &clock);

/** The rows of the snapshot of one state. */
Result<std::vector<PackRow>> snapshotRows(const QString &folder, std::int64_t sequence);
/** What a publisher is to be asked about: `+ item legal-aid`, `~ …`, `- …`. */
QStringList changeLines(const std::vector<pack::Change> &changes);

/** Makes a key: 32 secret bytes in hexadecimal in a file that only its owner reads. Gives the public half. */
Result<QByteArray> makeSigningKey(const QString &file);
/** DataMalformed; also for a file that others may read. */
Result<pack::SigningKey> loadSigningKey(const QString &file);

} // namespace yz::publishing
