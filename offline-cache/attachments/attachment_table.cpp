// SPDX-License-Identifier: Apache-2.0
#include "attachments/attachment_table.h"

#include "store/blobs.h"

#include <QCryptographicHash>

namespace yz::attachments {
namespace {

using store::blobOf;
using store::uuidOf;

constexpr int kMostPages = 500;

Error notThere()
{
    return {Fault::NotFound, "attachments: no such file is held"};
}

QByteArray digestOf(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
}

bool isWhatItSays(const QByteArray &bytes, const QByteArray &type)
{
    return (type == "image/jpeg" && bytes.startsWith("\xFF\xD8\xFF")) ||
           (type == "application/pdf" && bytes.startsWith("%PDF-"));
}

} // namespace

Result<AttachmentNote> AttachmentTable::keep(const Uuid &order, const QByteArray &bytes, const QByteArray &type,
                                             int pages, WallTime now)
{
    if (bytes.isEmpty() || bytes.size() > AttachmentStore::kMostBytes || pages < 1 || pages > kMostPages ||
        !isWhatItSays(bytes, type))
        return {Fault::BadInput, "attachments: neither a JPEG nor a PDF of at most 12 MiB"};
    if (auto promised = refusePromised(order); !promised)
        return promised.error();
    const AttachmentNote note{digestOf(bytes), type, bytes.size(), pages};
    const auto held = this->bytes(order, note.sha256);
    if (held)
        return note;
    if (held.fault() != Fault::NotFound)
        return held.error();
    if (auto room = refuseMore(order, bytes.size()); !room)
        return room.error();
    auto row = m_db.query("INSERT INTO attachment(owner, sha256, type, bytes, pages, kept_wall)"
                          " VALUES(?1, ?2, ?3, ?4, ?5, ?6)");
    row.bind(blobOf(order)).bind(note.sha256).bind(type).bind(note.bytes).bind(pages);
    if (auto kept = row.bind(now.time_since_epoch().count()).run(); !kept)
        return kept.error();
    auto body = m_db.query("INSERT INTO attachment_body(n, body) VALUES(last_insert_rowid(), ?1)");
    if (auto kept = body.bind(bytes).run(); !kept)
        return kept.error();
    return note;
}

Result<std::vector<AttachmentNote>> AttachmentTable::of(const Uuid &order)
{
    auto query = m_db.query("SELECT sha256, type, bytes, pages FROM attachment WHERE owner = ?1 ORDER BY n");
    query.bind(blobOf(order));
    std::vector<AttachmentNote> notes;
    for (;;) {
        const auto more = query.row();
        if (!more)
            return more.error();
        if (!*more)
            return notes;
        notes.push_back({query.bytes(0), query.bytes(1), query.number(2), static_cast<int>(query.number(3))});
    }
}

Result<QByteArray> AttachmentTable::bytes(const Uuid &order, const QByteArray &sha256)
{
    auto query = m_db.query("SELECT body FROM attachment JOIN attachment_body USING(n)"
                            " WHERE owner = ?1 AND sha256 = ?2");
    const auto found = query.bind(blobOf(order)).bind(sha256).row();
    if (!found)
        return found.error();
    return *found ? Result<QByteArray>(query.bytes(0)) : Result<QByteArray>(notThere());
}

Result<void> AttachmentTable::remove(const Uuid &order, const QByteArray &sha256)
{
    if (auto promised = refusePromised(order); !promised)
        return promised;
    return uploaded(order, sha256);
}

Result<void> AttachmentTable::discard(const Uuid &order)
{
    if (auto promised = refusePromised(order); !promised)
        return promised;
    if (auto removed = m_db.query("DELETE FROM attachment WHERE owner = ?1").bind(blobOf(order)).run(); !removed)
        return removed;
    return sweep();
}

Result<bool> AttachmentTable::discardUnpromised()
{
    if (auto removed = m_db.query("DELETE FROM attachment WHERE owner NOT IN (SELECT id FROM outbox)").run(); !removed)
        return removed.error();
    if (m_db.rowsChanged() == 0)
        return false;
    const auto swept = sweep();
    return swept ? Result<bool>(true) : Result<bool>(swept.error());
}

Result<std::optional<Waiting>> AttachmentTable::nextWaiting(int skip)
{
    auto query = m_db.query("SELECT owner, sha256, type, bytes, pages, attachment_body.body"
                            " FROM attachment JOIN attachment_body USING(n) JOIN outbox ON outbox.id = owner"
                            " WHERE outbox.state = 1 ORDER BY n LIMIT 1 OFFSET ?1");
    const auto found = query.bind(static_cast<std::int64_t>(skip)).row();
    if (!found)
        return found.error();
    if (!*found)
        return std::optional<Waiting>();
    Waiting waiting{uuidOf(query.bytes(0)),
                    {query.bytes(1), query.bytes(2), query.number(3), static_cast<int>(query.number(4))},
                    query.bytes(5)};
    if (digestOf(waiting.bytes) != waiting.note.sha256)
        return {Fault::StoreDamaged, "attachments: the bytes are not those that were kept"};
    return std::optional(std::move(waiting));
}

Result<void> AttachmentTable::uploaded(const Uuid &order, const QByteArray &sha256)
{
    auto row = m_db.query("DELETE FROM attachment WHERE owner = ?1 AND sha256 = ?2");
    if (auto removed = row.bind(blobOf(order)).bind(sha256).run(); !removed)
        return removed;
    return m_db.rowsChanged() > 0 ? sweep() : Result<void>(notThere());
}

Result<void> AttachmentTable::refusePromised(const Uuid &order)
{
    auto query = m_db.query("SELECT 1 FROM outbox WHERE id = ?1");
    const auto found = query.bind(blobOf(order)).row();
    if (!found)
        return found.error();
    return *found ? Result<void>(Fault::Conflict, "attachments: the order is made, they go with it") : Result<void>();
}

Result<void> AttachmentTable::refuseMore(const Uuid &order, qint64 bytes)
{
    auto query = m_db.query("SELECT count(*), (SELECT ifnull(sum(bytes), 0) FROM attachment) FROM attachment"
                            " WHERE owner = ?1");
    if (const auto found = query.bind(blobOf(order)).row(); !found)
        return found.error();
    if (query.number(0) >= AttachmentStore::kMostOfAnOrder)
        return {Fault::StoreFull, "attachments: no more than 20 with an order"};
    if (query.number(1) + bytes > AttachmentStore::kMostInAll)
        return {Fault::StoreFull, "attachments: too much waits for the hub already"};
    return {};
}

/**
 * Takes away the bytes nobody owns any more. secure_delete overwrites the pages a body filled; only the head of it, on
 * the page it shared, may be copied when rows are shared out. So the last one takes the table's pages with it.
 */
Result<void> AttachmentTable::sweep()
{
    const auto left = m_db.number("SELECT count(*) FROM attachment");
    if (!left)
        return left.error();
    if (*left == 0)
        return m_db.query("DELETE FROM attachment_body").run();
    return m_db.query("DELETE FROM attachment_body WHERE n NOT IN (SELECT n FROM attachment)").run();
}

} // namespace yz::attachments
