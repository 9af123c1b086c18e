// SPDX-License-Identifier: Apache-2.0
#include "intake_batch.h"

#include "pg_params.h"

#include <algorithm>
#include <set>

namespace yz::hub {
namespace {

constexpr int kTries = 4;

// The lock is taken in the order of the terminals, so that two batches cannot wait for each other. `known` is a
// statement of its own behind it: it must see what the former holder of the lock committed.
constexpr PgStatement kStatements[] = {
    {"begin", "BEGIN", 0},
    {"commit", "COMMIT", 0},
    {"rollback", "ROLLBACK", 0},
    {"lock",
     "SELECT s.terminal, s.epoch, s.next_seq, s.last_hash, s.closed_epochs, t.blocked"
     " FROM terminal_state s JOIN terminal t ON t.id = s.terminal"
     " WHERE s.terminal = ANY ($1::text[]) ORDER BY s.terminal FOR UPDATE OF s",
     1},
    {"known",
     "SELECT id, terminal, digest, coalesce(reason, ''), coalesce(receipt, ''), coalesce(receipt_sig, ''),"
     " coalesce(receipt_kid, '') FROM work_order WHERE id = ANY ($1::uuid[])",
     1},
    {"serials", "SELECT nextval('register_serial') FROM generate_series(1, $1::bigint)", 1},
    {"greet", "INSERT INTO terminal (id) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING", 1},
    {"seat", "INSERT INTO terminal_state (terminal) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING", 1},
    // Fewer rows than orders means that another terminal's batch put in one of our uuids meanwhile: dividing by zero
    // then keeps the COMMIT behind it in the same pipeline from happening.
    {"insert",
     "WITH taken AS (INSERT INTO work_order (id, terminal, epoch, seq, prev_hash, digest, state, reason, service, "
     "pack_id,"
     " pack_version, captured_at, clock_trusted, received_at, number, body, receipt, receipt_sig, receipt_kid,"
     " slip)"
     " SELECT * FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::bigint[], $5::bytea[], $6::bytea[], $7::text[],"
     " $8::text[], $9::text[], $10::text[], $11::text[], $12::timestamptz[], $13::boolean[], $14::timestamptz[],"
     " $15::text[], $16::bytea[], $17::bytea[], $18::bytea[], $19::text[], $20::text[])"
     " ON CONFLICT DO NOTHING RETURNING id)"
     " SELECT 1 / (count(*) = cardinality($1::uuid[]))::integer FROM taken",
     20},
    {"note",
     "INSERT INTO event (order_id, at, kind, actor) SELECT * FROM unnest($1::uuid[], $2::timestamptz[],"
     " $3::text[], $4::text[])",
     4},
    {"carry",
     "INSERT INTO work_order_carried (terminal, epoch, seq, order_id, at)"
     " SELECT * FROM unnest($1::text[], $2::uuid[], $3::bigint[], $4::uuid[], $5::timestamptz[])",
     5},
    {"advance",
     "UPDATE terminal_state s SET epoch = u.epoch, next_seq = u.next_seq, last_hash = u.last_hash,"
     " closed_epochs = CASE WHEN u.closed = '{}' THEN s.closed_epochs ELSE u.closed::uuid[] END"
     " FROM unnest($1::text[], $2::uuid[], $3::bigint[], $4::bytea[], $5::text[])"
     " AS u (terminal, epoch, next_seq, last_hash, closed) WHERE s.terminal = u.terminal",
     5},
    {"standings",
     "SELECT s.terminal, s.epoch, s.next_seq, s.last_hash, s.closed_epochs, t.blocked"
     " FROM terminal_state s JOIN terminal t ON t.id = s.terminal WHERE s.terminal = ANY ($1::text[])",
     1},
};

/** How an attempt at a transaction ended. */
enum class End {
    Committed,
    Lost,  ///< the connection: nothing is known
    Again, ///< somebody was in the way: decide anew
    Unfit, ///< some row cannot be stored
};

End endOf(const PgFailure &failure)
{
    if (failure.connectionLost)
        return End::Lost;
    // 40: serialisation and deadlock; 23505: another terminal took the same uuid; 55, 57014: lock or statement
    // time-out.
    const auto &state = failure.sqlState;
    if (state.starts_with("40") || state == "22012" || state == "23505" || state.starts_with("55"))
        return End::Again;
    return state.starts_with("22") || state.starts_with("23") ? End::Unfit : End::Lost;
}

std::string columnOf(const std::vector<std::string> &terminals)
{
    PgColumn column(PgType::Text);
    for (const auto &terminal : terminals)
        column.add(terminal);
    return column.encode();
}

std::map<std::string, Standing> readStandings(const PgRows &rows)
{
    std::map<std::string, Standing> standings;
    for (int row = 0; row < rows.count(); ++row) {
        Standing standing;
        if (!rows.isNull(row, 1))
            standing.epoch = rows.uuid(row, 1);
        standing.next = rows.number(row, 2);
        standing.last = rows.digest(row, 3);
        standing.closed = rows.uuids(row, 4);
        standing.blocked = rows.flag(row, 5);
        standings.emplace(rows.bytes(row, 0), std::move(standing));
    }
    return standings;
}

std::map<Uuid, Held> readHeld(const PgRows &rows)
{
    std::map<Uuid, Held> held;
    for (int row = 0; row < rows.count(); ++row) {
        const auto text = [&](int column) { return std::string(rows.bytes(row, column)); };
        held[rows.uuid(row, 0)] = {text(1), rows.digest(row, 2), text(3), {text(4), text(5), text(6)}};
    }
    return held;
}

// GCC 12 stumbles over initializer lists inside a coroutine: these two stand in for braces.
PgQuery query(const char *name, std::string parameter)
{
    return {name, {std::move(parameter)}};
}

PgQuery query(const char *name)
{
    return {name};
}

template <class... Queries>
std::vector<PgQuery> pipelineOf(Queries... queries)
{
    std::vector<PgQuery> pipeline;
    (pipeline.push_back(std::move(queries)), ...);
    return pipeline;
}

PgQuery insertOf(const BatchDecision &decision)
{
    PgColumn id(PgType::Uuid), terminal(PgType::Text), epoch(PgType::Uuid), seq(PgType::Int8), prev(PgType::Bytea),
        digest(PgType::Bytea), state(PgType::Text), reason(PgType::Text), service(PgType::Text), packId(PgType::Text),
        packVersion(PgType::Text), captured(PgType::TimestampTz), trusted(PgType::Bool), received(PgType::TimestampTz),
        number(PgType::Text), body(PgType::Bytea), receipt(PgType::Bytea), signature(PgType::Bytea), key(PgType::Text),
        slip(PgType::Text);
    for (const auto &row : decision.rows) {
        const auto &handed = *row.handed;
        id.add(handed.id);
        terminal.add(handed.terminal);
        epoch.add(handed.position.epoch);
        seq.add(handed.position.sequence);
        prev.add(handed.position.previous);
        digest.add(handed.digest);
        received.add(handed.receivedAt);
        if (row.tombstone) {
            state.add("rejected");
            reason.add(row.reason);
            for (auto *column : {&service, &packId, &packVersion, &captured, &trusted, &number, &body, &receipt,
                                 &signature, &key, &slip})
                column->addNull();
            continue;
        }
        const auto &order = handed.order.value();
        state.add("received");
        reason.addNull();
        service.add(order.service);
        packId.add(order.packId);
        packVersion.add(order.packVersion);
        captured.add(order.capturedAt);
        trusted.addBool(order.clockTrusted);
        number.add(handed.number);
        body.add(handed.body);
        receipt.add(handed.receipt.payload);
        signature.add(handed.receipt.signature);
        key.add(handed.receipt.keyId);
        if (handed.slip.empty())
            slip.addNull();
        else
            slip.add(handed.slip);
    }
    PgQuery query{"insert"};
    for (const auto *column :
         {&id,          &terminal, &epoch,   &seq,      &prev,   &digest, &state,   &reason,    &service, &packId,
          &packVersion, &captured, &trusted, &received, &number, &body,   &receipt, &signature, &key,     &slip})
        query.parameters.push_back(column->encode());
    return query;
}

PgQuery noteOf(const BatchDecision &decision)
{
    PgColumn id(PgType::Uuid), at(PgType::TimestampTz), kind(PgType::Text), actor(PgType::Text);
    const auto add = [&](const HandedIn &handed, std::string_view what) {
        id.add(handed.id);
        at.add(handed.receivedAt);
        kind.add(what);
        actor.add("terminal:" + handed.terminal);
    };
    for (const auto &row : decision.rows)
        add(*row.handed, row.tombstone ? "rejected" : "received");
    for (const auto *handed : decision.carried)
        add(*handed, "carried-over");
    return {"note", {id.encode(), at.encode(), kind.encode(), actor.encode()}};
}

PgQuery carryOf(const BatchDecision &decision)
{
    PgColumn terminal(PgType::Text), epoch(PgType::Uuid), seq(PgType::Int8), id(PgType::Uuid), at(PgType::TimestampTz);
    for (const auto *handed : decision.carried) {
        terminal.add(handed->terminal);
        epoch.add(handed->position.epoch);
        seq.add(handed->position.sequence);
        id.add(handed->id);
        at.add(handed->receivedAt);
    }
    return {"carry", {terminal.encode(), epoch.encode(), seq.encode(), id.encode(), at.encode()}};
}

PgQuery advanceOf(const BatchDecision &decision, const Ground &ground)
{
    PgColumn terminal(PgType::Text), epoch(PgType::Uuid), next(PgType::Int8), last(PgType::Bytea), closed(PgType::Text);
    for (const auto &name : decision.movedTerminals) {
        const auto &standing = ground.standings.at(name);
        terminal.add(name);
        epoch.addMaybe(standing.epoch);
        next.add(standing.next);
        last.add(standing.last);
        std::string list = "{"; // PostgreSQL has no array of arrays of different lengths: the text form, cast there
        for (const auto &one : standing.closed)
            list.append(list.size() > 1 ? "," : "").append(one.toString());
        closed.add(list.append("}"));
    }
    return {"advance", {terminal.encode(), epoch.encode(), next.encode(), last.encode(), closed.encode()}};
}

/** One transaction over one batch. */
class Attempt
{
public:
    Attempt(PgConnection &db, std::span<const IntakeItem> batch) : m_db(db), m_batch(batch) {}

    Awaitable<End> run()
    {
        End end = co_await readGround();
        if (end == End::Committed) {
            decision = decide(m_ground, m_batch);
            end = co_await write();
        }
        if (end != End::Committed)
            co_await abandon(end);
        co_return end;
    }

    BatchDecision decision;

private:
    Awaitable<End> readGround()
    {
        std::set<std::string> names;
        PgColumn ids(PgType::Uuid);
        for (const auto &item : m_batch) {
            names.insert(item->request.terminal);
            ids.add(item->request.id);
        }
        const auto terminals = columnOf(std::vector<std::string>(names.begin(), names.end()));
        const auto look = pipelineOf(query("begin"), query("lock", terminals), query("known", ids.encode()));
        auto answer = co_await m_db.run(look);
        if (answer && answer.rows.size() == 3 && static_cast<std::size_t>(answer.rows[1].count()) < names.size()) {
            auto greet = pipelineOf(query("rollback"), query("greet", terminals), query("seat", terminals));
            answer = co_await m_db.run(std::move(greet));
            if (answer)
                answer = co_await m_db.run(look);
        }
        if (!answer)
            co_return endOf(*answer.failure);
        if (answer.rows.size() != 3)
            co_return End::Lost;
        m_ground = {readStandings(answer.rows[1]), readHeld(answer.rows[2])};
        co_return m_ground.standings.size() == names.size() ? End::Committed : End::Again;
    }

    Awaitable<End> write()
    {
        std::vector<PgQuery> pipeline;
        if (!decision.rows.empty() || !decision.carried.empty()) {
            pipeline.push_back(insertOf(decision));
            pipeline.push_back(noteOf(decision));
            pipeline.push_back(advanceOf(decision, m_ground));
        }
        if (!decision.carried.empty())
            pipeline.push_back(carryOf(decision));
        pipeline.push_back(query("commit"));
        const auto written = co_await m_db.run(std::move(pipeline));
        if (!written)
            co_return endOf(*written.failure);
        // In a transaction that failed, COMMIT succeeds too: as a rollback. Only its own word counts.
        co_return written.rows.back().tag() == "COMMIT" ? End::Committed : End::Lost;
    }

    Awaitable<void> abandon(End end)
    {
        if (end == End::Lost)
            m_db.close();
        else
            co_await m_db.run(pipelineOf(query("rollback")));
    }

    PgConnection &m_db;
    std::span<const IntakeItem> m_batch;
    Ground m_ground;
};

void settleAll(std::span<const IntakeItem> batch, Problem problem)
{
    for (const auto &item : batch)
        item->settle(Refusal{problem});
}

} // namespace

std::span<const PgStatement> intakeStatements()
{
    return kStatements;
}

Awaitable<bool> settleBatch(PgConnection &db, HubLog &log, std::vector<IntakeItem> batch)
{
    End end = End::Again;
    for (int tries = 0; end == End::Again && tries < kTries; ++tries) {
        Attempt attempt(db, batch);
        end = co_await attempt.run();
        if (end == End::Committed) {
            for (std::size_t i = 0; i < batch.size(); ++i)
                batch[i]->settle(std::move(attempt.decision.answers[i]));
            co_return true;
        }
    }
    if (end == End::Unfit && batch.size() > 1) {
        const auto middle = batch.begin() + static_cast<std::ptrdiff_t>(batch.size() / 2);
        std::vector<IntakeItem> first(batch.begin(), middle), second(middle, batch.end());
        const bool there = co_await settleBatch(db, log, std::move(first));
        if (!there) {
            settleAll(second, Problem::Unavailable);
            co_return false;
        }
        co_return co_await settleBatch(db, log, std::move(second));
    }
    if (end == End::Unfit && batch.front()->request.order) {
        log.write("intake.unstorable", {{"order", batch.front()->request.id.toString()}});
        batch.front()->request.order = Error{Fault::DataMalformed, "unstorable"};
        co_return co_await settleBatch(db, log, std::move(batch));
    }
    settleAll(batch, end == End::Lost ? Problem::Unavailable : end == End::Unfit ? Problem::Internal : Problem::Busy);
    co_return end != End::Lost;
}

Awaitable<std::optional<std::vector<std::uint64_t>>> drawSerials(PgConnection &db, std::size_t count)
{
    const auto answer = co_await db.run(pipelineOf(query("serials", bigEndian(count, 8))));
    if (!answer || answer.rows.size() != 1)
        co_return std::nullopt;
    std::vector<std::uint64_t> serials;
    for (int row = 0; row < answer.rows[0].count(); ++row)
        serials.push_back(answer.rows[0].number(row, 0));
    co_return serials;
}

Awaitable<std::optional<std::map<std::string, Standing>>> lookUpStandings(PgConnection &db,
                                                                          std::vector<std::string> terminals)
{
    const auto answer = co_await db.run(pipelineOf(query("standings", columnOf(terminals))));
    if (!answer || answer.rows.size() != 1)
        co_return std::nullopt;
    co_return readStandings(answer.rows[0]);
}

} // namespace yz::hub
