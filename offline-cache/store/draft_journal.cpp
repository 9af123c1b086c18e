// SPDX-License-Identifier: Apache-2.0
#include "store/draft_journal.h"

#include "store/blobs.h"

namespace yz::store {
namespace {

Error noDraft()
{
    return {Fault::NotFound, "store: no such draft"};
}

} // namespace

Result<void> DraftJournal::begin(const Uuid &draft, const QString &service, const QString &packVersion, WallTime now)
{
    return m_db.query("INSERT INTO draft(id, service, pack, begun_wall) VALUES(?1, ?2, ?3, ?4)")
        .bind(blobOf(draft))
        .bind(service)
        .bind(packVersion)
        .bind(now.time_since_epoch().count())
        .run();
}

Result<void> DraftJournal::set(const Uuid &draft, const QString &field, const QString &value)
{
    // One statement, one commit, one fdatasync: the draft's existence is checked by the SELECT it inserts from.
    auto upsert = m_db.query("INSERT INTO draft_entry(draft, field, place, value)"
                             " SELECT id, ?2, (SELECT ifnull(max(place), 0) + 1 FROM draft_entry WHERE draft = ?1), ?3"
                             " FROM draft WHERE id = ?1"
                             " ON CONFLICT(draft, field) DO UPDATE SET value = excluded.value");
    const auto done = upsert.bind(blobOf(draft)).bind(field).bind(value).run();
    if (!done)
        return done;
    return m_db.rowsChanged() > 0 ? Result<void>() : Result<void>(noDraft());
}

Result<Draft> DraftJournal::load(const Uuid &draft)
{
    auto head = m_db.query("SELECT service, pack FROM draft WHERE id = ?1");
    const auto found = head.bind(blobOf(draft)).row();
    if (!found)
        return found.error();
    if (!*found)
        return noDraft();
    Draft loaded{draft, head.text(0), head.text(1), {}};
    auto entries = m_db.query("SELECT field, value FROM draft_entry WHERE draft = ?1 ORDER BY place");
    entries.bind(blobOf(draft));
    for (;;) {
        const auto more = entries.row();
        if (!more)
            return more.error();
        if (!*more)
            return loaded;
        loaded.entries.push_back({entries.text(0), entries.text(1)});
    }
}

Result<void> DraftJournal::remove(const Uuid &draft)
{
    if (auto removed = m_db.query("DELETE FROM draft WHERE id = ?1").bind(blobOf(draft)).run(); !removed)
        return removed;
    return m_db.rowsChanged() > 0 ? Result<void>() : Result<void>(noDraft());
}

Result<void> DraftJournal::removeOlderThan(WallTime moment)
{
    return m_db.query("DELETE FROM draft WHERE begun_wall < ?1").bind(moment.time_since_epoch().count()).run();
}

} // namespace yz::store
