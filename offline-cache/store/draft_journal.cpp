// SPDX-License-Identifier: Apache-2.0
#include "store/draft_journal.h"

#include "store/blobs.h"

#include <vector>

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
    return m_db.rowsChanged() > 0 ? rewriteEntries() : Result<void>(noDraft());
}

Result<bool> DraftJournal::removeOlderThan(WallTime moment)
{
    const auto when = moment.time_since_epoch().count();
    if (auto removed = m_db.query("DELETE FROM draft WHERE begun_wall < ?1").bind(when).run(); !removed)
        return removed.error();
    if (m_db.rowsChanged() == 0)
        return false;
    const auto rewritten = rewriteEntries();
    return rewritten ? Result<bool>(true) : Result<bool>(rewritten.error());
}

/**
 * Leaves only the entries of drafts that are still there. secure_delete alone would not do: when SQLite shares out the
 * rows of a full page among its neighbours, it leaves copies between the rows. A table emptied as a whole has all its
 * pages overwritten; the few drafts that stay are then written anew.
 */
Result<void> DraftJournal::rewriteEntries()
{
    struct Kept
    {
        QByteArray draft;
        QString field;
        std::int64_t place;
        QString value;
    };
    std::vector<Kept> kept;
    {
        auto query =
            m_db.query("SELECT draft, field, place, value FROM draft_entry WHERE draft IN (SELECT id FROM draft)"
                       " ORDER BY draft, field");
        for (auto more = query.row();; more = query.row()) {
            if (!more)
                return more.error();
            if (!*more)
                break;
            kept.push_back({query.bytes(0), query.text(1), query.number(2), query.text(3)});
        }
    }
    if (auto emptied = m_db.query("DELETE FROM draft_entry").run(); !emptied)
        return emptied;
    for (const auto &entry : kept) {
        auto insert = m_db.query("INSERT INTO draft_entry(draft, field, place, value) VALUES(?1, ?2, ?3, ?4)");
        insert.bind(entry.draft).bind(entry.field).bind(entry.place).bind(entry.value);
        if (auto inserted = insert.run(); !inserted)
            return inserted;
    }
    return {};
}

} // namespace yz::store
