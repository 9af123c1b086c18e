// SPDX-License-Identifier: Apache-2.0
#include "outbox/outbox.h"

#include "outbox/hash_chain.h"
#include "outbox/ticket_number.h"
#include "store/blobs.h"

#include <QCryptographicHash>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace yz::outbox {
namespace {

using store::blobOf;
using store::Query;
using store::uuidOf;

constexpr qsizetype kLargestBody = 1024 * 1024;

constexpr const char *kRowColumns =
    "SELECT o.id, o.body, o.body_sha256, e.id, o.pos - e.base, o.prev_hash, o.state, o.number"
    " FROM outbox o JOIN epoch e ON e.n = o.epoch";

std::int64_t signedOf(std::uint64_t value)
{
    return static_cast<std::int64_t>(value);
}

std::uint64_t unsignedOf(std::int64_t value)
{
    return static_cast<std::uint64_t>(value);
}

std::int64_t millis(WallTime moment)
{
    return moment.time_since_epoch().count();
}

OrderState stateOf(std::int64_t column)
{
    return column == 1 ? OrderState::Acked : column == 2 ? OrderState::Rejected : OrderState::Ready;
}

SlipState slipOf(std::int64_t column)
{
    return column >= 0 && column <= static_cast<int>(SlipState::Unknown) ? static_cast<SlipState>(column)
                                                                         : SlipState::Unknown;
}

Row rowFrom(const Query &query)
{
    Row row;
    row.order = uuidOf(query.bytes(0));
    if (!query.isNull(1))
        row.body = query.bytes(1);
    row.digest = query.bytes(2);
    row.epoch = query.bytes(3);
    row.seq = unsignedOf(query.number(4));
    row.previous = query.bytes(5);
    row.state = stateOf(query.number(6));
    row.number = query.text(7).toLatin1();
    return row;
}

Error notFound()
{
    return {Fault::NotFound, "outbox: no such order"};
}

} // namespace

Outbox::Outbox(store::Database &db, const QByteArray &terminal, const Clock &clock, ReserveSerial reserve)
    : m_db(db),
      m_terminal(terminal),
      m_clock(clock),
      m_reserve(std::move(reserve)),
      m_bootId(QString::fromStdString(bootId()))
{
}

Result<void> Outbox::open(std::uint64_t floor)
{
    if (auto loaded = reload(); !loaded)
        return loaded;
    if (m_epoch.n == 0) {
        store::Transaction transaction(m_db);
        if (!transaction.begun())
            return transaction.begun();
        m_epoch.base = floor;
        if (auto begun = beginEpoch("first", {}); !begun)
            return begun;
        return transaction.commit();
    }
    const auto end = head();
    if (!end)
        return end.error();
    return m_reserve(end->pos);
}

Result<void> Outbox::reload()
{
    m_nothingReadyBefore = 0;
    auto query = m_db.query("SELECT n, id, base FROM epoch ORDER BY n DESC LIMIT 1");
    const auto found = query.row();
    if (!found)
        return found.error();
    m_epoch = *found ? Epoch{query.number(0), query.bytes(1), unsignedOf(query.number(2))} : Epoch{};
    return {};
}

Result<Outbox::Head> Outbox::head()
{
    auto query = m_db.query("SELECT pos, epoch, id, body_sha256, prev_hash FROM outbox ORDER BY pos DESC LIMIT 1");
    const auto found = query.row();
    if (!found)
        return found.error();
    if (!*found || query.number(1) != m_epoch.n)
        return Head{*found ? std::max(m_epoch.base, unsignedOf(query.number(0))) : m_epoch.base, chainStart()};
    const auto pos = unsignedOf(query.number(0));
    return Head{pos, chained(query.bytes(4), uuidOf(query.bytes(2)), pos - m_epoch.base, query.bytes(3))};
}

Result<std::optional<Ticket>> Outbox::existing(const Sealed &sealed)
{
    auto query = m_db.query("SELECT o.body_sha256, o.kind, o.number, o.pos - e.base FROM outbox o"
                            " JOIN epoch e ON e.n = o.epoch WHERE o.id = ?1");
    const auto found = query.bind(blobOf(sealed.order)).row();
    if (!found)
        return found.error();
    if (!*found)
        return std::optional<Ticket>();
    const QByteArray digest = QCryptographicHash::hash(sealed.body, QCryptographicHash::Sha256);
    if (query.bytes(0) != digest || query.bytes(1) != sealed.kind)
        return {Fault::Conflict, "outbox: this order is held with other content"};
    return std::optional(Ticket{sealed.order, query.text(2), unsignedOf(query.number(3)), digest});
}

Result<Ticket> Outbox::put(const Sealed &sealed, const QString &number)
{
    if (sealed.order.isNull() || sealed.kind.isEmpty() || sealed.body.isEmpty())
        return {Fault::BadInput, "outbox: an order needs an id, a kind and a body"};
    if (sealed.body.size() > kLargestBody)
        return {Fault::BadInput, "outbox: a body is at most 1 MiB"};
    const auto end = head();
    if (!end)
        return end.error();
    const std::uint64_t pos = end->pos + 1;
    if (auto reserved = m_reserve(pos); !reserved)
        return reserved.error();
    const Ticket ticket{sealed.order, number.isEmpty() ? ticketNumber(m_terminal, m_clock.wall(), pos) : number,
                        pos - m_epoch.base, QCryptographicHash::hash(sealed.body, QCryptographicHash::Sha256)};
    auto insert = m_db.query("INSERT INTO outbox(pos, epoch, id, kind, body, body_sha256, prev_hash, number,"
                             " created_wall, boot_id, created_mono, clock_synced)"
                             " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)");
    insert.bind(signedOf(pos)).bind(m_epoch.n).bind(blobOf(sealed.order)).bind(sealed.kind).bind(sealed.body);
    insert.bind(ticket.bodyDigest).bind(end->hash).bind(ticket.number).bind(millis(m_clock.wall())).bind(m_bootId);
    insert.bind(std::chrono::floor<Milliseconds>(m_clock.now().time_since_epoch()).count());
    insert.bind(std::int64_t{m_clock.wallIsTrusted()});
    if (auto inserted = insert.run(); !inserted)
        return inserted.error();
    return ticket;
}

Result<OrderSummary> Outbox::find(const Uuid &order)
{
    auto query = m_db.query("SELECT o.number, o.pos - e.base, o.body_sha256, o.state, o.slip FROM outbox o"
                            " JOIN epoch e ON e.n = o.epoch WHERE o.id = ?1");
    const auto found = query.bind(blobOf(order)).row();
    if (!found)
        return found.error();
    if (!*found)
        return notFound();
    return OrderSummary{Ticket{order, query.text(0), unsignedOf(query.number(1)), query.bytes(2)},
                        stateOf(query.number(3)), slipOf(query.number(4))};
}

Result<Uuid> Outbox::orderOf(const QString &plainNumber)
{
    auto query = m_db.query("SELECT id FROM outbox WHERE upper(replace(number, '-', '')) = ?1");
    const auto found = query.bind(plainNumber).row();
    if (!found)
        return found.error();
    if (!*found)
        return notFound();
    return uuidOf(query.bytes(0));
}

Result<void> Outbox::noteSlip(const Uuid &order, SlipState state)
{
    auto update = m_db.query("UPDATE outbox SET slip = ?2 WHERE id = ?1");
    if (auto done = update.bind(blobOf(order)).bind(static_cast<std::int64_t>(state)).run(); !done)
        return done;
    return m_db.rowsChanged() > 0 ? Result<void>() : Result<void>(notFound());
}

Result<OutboxCount> Outbox::count()
{
    OutboxCount counted;
    auto query = m_db.query("SELECT state, count(*) FROM outbox GROUP BY state");
    for (;;) {
        const auto more = query.row();
        if (!more)
            return more.error();
        if (!*more)
            return counted;
        const auto number = unsignedOf(query.number(1));
        switch (stateOf(query.number(0))) {
        case OrderState::Ready:
            counted.pending = number;
            break;
        case OrderState::Acked:
            counted.acked = number;
            break;
        case OrderState::Rejected:
            counted.rejected = number;
            break;
        }
    }
}

Result<std::vector<WaitingOrder>> Outbox::waiting(int most)
{
    std::vector<WaitingOrder> found;
    auto query = m_db.query("SELECT id, number, kind, created_wall, clock_synced, state, reason FROM outbox"
                            " WHERE state <> 1 ORDER BY state, pos LIMIT ?");
    query.bind(std::int64_t{most});
    for (;;) {
        const auto more = query.row();
        if (!more)
            return more.error();
        if (!*more)
            return found;
        WaitingOrder order;
        order.order = uuidOf(query.bytes(0));
        order.number = query.text(1);
        order.kind = query.bytes(2);
        order.since = WallTime(Milliseconds(query.number(3)));
        order.isSinceTrusted = query.number(4) != 0;
        order.state = stateOf(query.number(5));
        order.reason = query.bytes(6);
        found.push_back(std::move(order));
    }
}

Result<std::optional<WallTime>> Outbox::lastDelivered()
{
    auto query = m_db.query("SELECT max(settled_wall) FROM outbox WHERE state = 1");
    const auto more = query.row();
    if (!more)
        return more.error();
    if (!*more || query.isNull(0))
        return std::optional<WallTime>();
    return std::optional(WallTime(Milliseconds(query.number(0))));
}

Result<std::vector<Row>> Outbox::ready(int most, qsizetype bytes)
{
    static const std::string sql = std::string(kRowColumns) + " WHERE o.state = 0 ORDER BY o.pos LIMIT ?";
    std::vector<Row> rows;
    auto query = m_db.query(sql.c_str());
    query.bind(std::int64_t{most});
    for (;;) {
        const auto more = query.row();
        if (!more)
            return more.error();
        if (!*more)
            return rows;
        Row row = rowFrom(query);
        bytes -= row.body.size();
        if (bytes < 0 && !rows.empty())
            return rows;
        rows.push_back(std::move(row));
    }
}

Result<std::optional<Row>> Outbox::nextReady()
{
    static const std::string sql =
        std::string(kRowColumns) + " WHERE o.pos >= ?1 AND o.state = 0 ORDER BY o.pos LIMIT 1";
    auto query = m_db.query(sql.c_str());
    const auto found = query.bind(signedOf(m_nothingReadyBefore)).row();
    if (!found)
        return found.error();
    if (*found) {
        auto row = rowFrom(query);
        m_nothingReadyBefore = positionOf(row.seq);
        return std::optional(std::move(row));
    }
    const auto end = head();
    if (!end)
        return end.error();
    m_nothingReadyBefore = end->pos + 1;
    return std::optional<Row>();
}

Result<std::optional<Row>> Outbox::rowAt(std::uint64_t seq)
{
    return rowAtPosition(positionOf(seq));
}

Result<std::optional<Row>> Outbox::rowAtPosition(std::uint64_t pos)
{
    static const std::string sql = std::string(kRowColumns) + " WHERE o.pos = ?1 AND o.epoch = ?2";
    auto query = m_db.query(sql.c_str());
    const auto found = query.bind(signedOf(pos)).bind(m_epoch.n).row();
    if (!found)
        return found.error();
    return *found ? std::optional(rowFrom(query)) : std::nullopt;
}

Result<bool> Outbox::markAcked(const Uuid &order, const QByteArray &receipt)
{
    // An order sent again after a loss at the hub keeps its state and gets the newer receipt.
    auto before = find(order);
    if (!before)
        return before.error();
    auto update = m_db.query(
        "UPDATE outbox SET state = 1, hub_receipt = ?2, settled_wall = ?3 WHERE id = ?1 AND state IN (0, 1)");
    update.bind(blobOf(order)).bind(receipt);
    if (m_clock.wallIsTrusted())
        update.bind(millis(m_clock.wall()));
    else
        update.bindNull(); // dated by the first purge that knows the time
    if (auto done = update.run(); !done)
        return done.error();
    return before->state == OrderState::Ready;
}

Result<bool> Outbox::markRejected(const Uuid &order, const QByteArray &reason)
{
    auto before = find(order);
    if (!before)
        return before.error();
    if (before->state != OrderState::Ready)
        return false;
    auto update = m_db.query("UPDATE outbox SET state = 2, reason = ?2, settled_wall = ?3 WHERE id = ?1 AND state = 0");
    update.bind(blobOf(order)).bind(QString::fromUtf8(reason)).bind(millis(m_clock.wall()));
    if (auto done = update.run(); !done)
        return done.error();
    return true;
}

Result<void> Outbox::beginEpoch(const QByteArray &why, std::optional<std::uint64_t> owedFrom)
{
    const auto end = head();
    if (!end)
        return end.error();
    const Epoch fresh{m_epoch.n + 1, QByteArray::fromStdString(Uuid::fresh(m_clock).toString()), end->pos};
    auto insert = m_db.query("INSERT INTO epoch(n, id, base, why, began_wall) VALUES(?1, ?2, ?3, ?4, ?5)");
    insert.bind(fresh.n).bind(QString::fromLatin1(fresh.id)).bind(signedOf(fresh.base));
    if (auto done = insert.bind(QString::fromLatin1(why)).bind(millis(m_clock.wall())).run(); !done)
        return done;

    std::vector<std::int64_t> carried;
    {
        auto query =
            m_db.query("SELECT pos FROM outbox WHERE body IS NOT NULL AND (state = 0 OR (state = 1 AND pos >= ?1))"
                       " ORDER BY pos");
        query.bind(owedFrom ? signedOf(*owedFrom) : INT64_MAX);
        for (auto more = query.row();; more = query.row()) {
            if (!more)
                return more.error();
            if (!*more)
                break;
            carried.push_back(query.number(0));
        }
    }
    if (auto reserved = m_reserve(fresh.base + carried.size()); !reserved)
        return reserved;
    QByteArray hash = chainStart();
    std::uint64_t seq = 0;
    for (const auto pos : carried) {
        ++seq;
        if (auto noted =
                m_db.query("INSERT INTO carried(id, epoch, seq) SELECT o.id, o.epoch, o.pos - e.base FROM outbox o"
                           " JOIN epoch e ON e.n = o.epoch WHERE o.pos = ?1")
                    .bind(pos)
                    .run();
            !noted)
            return noted;
        auto move = m_db.query("UPDATE outbox SET pos = ?2, epoch = ?3, prev_hash = ?4, state = 0, settled_wall = NULL"
                               " WHERE pos = ?1 RETURNING id, body_sha256");
        move.bind(pos).bind(signedOf(fresh.base + seq)).bind(fresh.n).bind(hash);
        const auto moved = move.row();
        if (!moved)
            return moved.error();
        hash = chained(hash, uuidOf(move.bytes(0)), seq, move.bytes(1));
        if (auto ended = move.run(); !ended)
            return ended;
    }
    m_epoch = fresh;
    m_nothingReadyBefore = 0;
    return {};
}

Result<bool> Outbox::any(Query &&query)
{
    return query.row();
}

Result<Outbox::Step> Outbox::compare(const HubStanding &hub)
{
    const auto end = head();
    if (!end)
        return end.error();
    return hub.epoch == m_epoch.id ? compareSameEpoch(hub, *end) : compareOtherEpoch(hub);
}

Result<Outbox::Step> Outbox::compareSameEpoch(const HubStanding &hub, const Head &end)
{
    using What = Reconciled::What;
    const std::uint64_t next = end.pos - m_epoch.base + 1;
    if (hub.nextSeq > next)
        return Step{{What::EpochBegun, 0, {Fault::SequenceFork, "the hub holds orders this store does not know"}}, {}};
    QByteArray ours = chainStart();
    if (hub.nextSeq > 1) {
        const auto last = rowAt(hub.nextSeq - 1);
        if (!last)
            return last.error();
        if (!*last)
            return Step{{What::EpochBegun, 0, {Fault::SequenceFork, "a place in the sequence is empty here"}}, {}};
        ours = chained((*last)->previous, (*last)->order, hub.nextSeq - 1, (*last)->digest);
    }
    if (ours != hub.lastHash)
        return Step{{What::EpochBegun, 0, {Fault::SequenceFork, "the hub's chain differs from this store's"}}, {}};
    if (hub.nextSeq == next)
        return Step{};
    const auto wanted = rowAt(hub.nextSeq);
    if (!wanted)
        return wanted.error();
    if (*wanted && (*wanted)->state == OrderState::Ready)
        return Step{};
    const auto from = signedOf(positionOf(hub.nextSeq));
    const auto gone =
        any(std::move(m_db.query("SELECT 1 FROM outbox WHERE pos >= ?1 AND body IS NULL LIMIT 1").bind(from)));
    if (!gone)
        return gone.error();
    if (*wanted && !*gone)
        return Step{{What::Resend, hub.nextSeq, {}}, {}};
    return Step{{What::EpochBegun, 0, {Fault::SequenceGap, "the hub lost orders that are no longer held here"}},
                positionOf(hub.nextSeq)};
}

Result<Outbox::Step> Outbox::compareOtherEpoch(const HubStanding &hub)
{
    using What = Reconciled::What;
    std::int64_t owedFrom = 0;
    bool known = hub.epoch.isEmpty();
    if (!known) {
        auto query = m_db.query("SELECT base FROM epoch WHERE id = ?1");
        const auto found = query.bind(QString::fromLatin1(hub.epoch)).row();
        if (!found)
            return found.error();
        known = *found;
        if (known)
            owedFrom = query.number(0) + signedOf(hub.nextSeq);
    }
    if (!known) {
        // A store made anew has sent nothing yet and simply begins; one that has is older than what the hub saw last.
        const auto sent = any(std::move(
            m_db.query("SELECT 1 FROM outbox WHERE pos > ?1 AND state <> 0 LIMIT 1").bind(signedOf(m_epoch.base))));
        if (!sent)
            return sent.error();
        if (!*sent)
            return Step{};
        return Step{{What::EpochBegun, 0, {Fault::SequenceFork, "the hub knows a later epoch than this store"}}, {}};
    }
    const auto owed =
        any(std::move(m_db.query("SELECT 1 FROM outbox WHERE pos >= ?1 AND state = 1 LIMIT 1").bind(owedFrom)));
    if (!owed)
        return owed.error();
    if (!*owed)
        return Step{};
    return Step{{What::EpochBegun, 0, {Fault::SequenceGap, "the hub lost orders it had acknowledged"}},
                unsignedOf(owedFrom)};
}

Result<void> Outbox::purge(WallTime moment)
{
    if (auto dated = m_db.query("UPDATE outbox SET settled_wall = ?1 WHERE state = 1 AND settled_wall IS NULL")
                         .bind(millis(m_clock.wall()))
                         .run();
        !dated)
        return dated;
    return m_db.query("UPDATE outbox SET body = NULL WHERE state = 1 AND settled_wall < ?1 AND body IS NOT NULL")
        .bind(millis(moment))
        .run();
}

} // namespace yz::outbox
