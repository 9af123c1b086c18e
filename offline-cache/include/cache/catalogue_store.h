// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cache/pack_head.h"
#include "cache/pack_row.h"

#include <core/clock.h>
#include <core/event_log.h>
#include <core/result.h>
#include <core/secret.h>

#include <QByteArray>
#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace yz {

/**
 * The encrypted file of everything a terminal offers (`catalogue.db`): rows of the signed pack, and the index of the
 * laws beside them. One verifier for network and stick. A change is one transaction: old or new, never between.
 * Owner: `app/main`, used through a Worker. Thread: one at a time. Public data only.
 * Errors: DataForged and DataMalformed (the old state goes on serving, an event says why), StoreFull, StoreDamaged,
 * NotFound (a delta from another state than this one), Unsupported.
 */
class CatalogueStore
{
public:
    struct Options
    {
        QString directory;
        QString region; ///< six digits; heads of others are refused
        std::vector<PublisherKey> publishers;
        int appVersion = 1;
    };
    /** Opens or makes the file. A damaged one is set aside: what was in it can be fetched again. */
    static Result<std::unique_ptr<CatalogueStore>> open(const Options &options, const SecretBytes &key,
                                                        const Clock &clock, EventLog &log, RowsJudge judge);
    virtual ~CatalogueStore() = default;

    virtual Result<PackVersion> version() = 0;
    /** All rows but laws, articles, synonyms and initials, sorted by type and id. */
    virtual Result<std::vector<PackRow>> rows() = 0;
    /** What came with the program, as sequence 0: only into a file that holds nothing signed. */
    virtual Result<void> installBuiltIn(const std::vector<PackRow> &rows) = 0;

    /** What to fetch after a head: nothing when it is this state, else the delta from here, else the snapshot. */
    struct Next
    {
        PackHead head;
        bool isCurrent = false;
        bool isDelta = false;
        std::int64_t from = 0; ///< the state that the file holds
        PackFile file;
    };
    /** Signature, region, ratchet, expiry, program. */
    virtual Result<Next> judge(const QByteArray &headJson) = 0;
    /** Digest, size, lines, rows, root: only if all hold is the state another one. `headJson` is judged again. */
    virtual Result<void> apply(const QByteArray &headJson, const QByteArray &file, bool isDelta) = 0;
};

/** Takes over a pack folder, from a stick or elsewhere: head.json, then the delta or the snapshot it names. True when
 *  the state has changed. Errors: as CatalogueStore; NotFound when a file is missing. */
Result<bool> followFolder(CatalogueStore &store, const QString &folder);

/** Where the files of a pack lie within its folder, on a stick and under the hub's address. */
QString snapshotPath(std::int64_t sequence);
QString deltaPath(std::int64_t from, std::int64_t to);

} // namespace yz
