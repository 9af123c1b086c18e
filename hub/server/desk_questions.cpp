// SPDX-License-Identifier: Apache-2.0
#include "desk_questions.h"

namespace yz::hub::ask {
namespace {

constexpr PgStatement kStatements[] = {
    {"progress", "SELECT progress($1::uuid, $2::text, $3::text, $4::bytea)", 4},
    {"attachment-standing", "SELECT attachment_standing($1::text, $2::bytea)", 2},
    {"take-piece",
     "SELECT take_piece($1::text, $2::bytea, $3::text, $4::bigint::integer, $5::bigint::integer, $6::bytea,"
     " $7::timestamptz)",
     7},
    {"take-up", "SELECT take_up($1::timestamptz, $2::bigint::integer)::text", 2},
    {"warn", "SELECT warn($1::timestamptz)::text", 1},
    {"assign", "SELECT assign_unclaimed($1::timestamptz, $2::bigint * interval '1 minute')::text", 2},
    {"sign-in", "SELECT sign_in($1::text, $2::timestamptz)", 2},
    {"signed-in", "SELECT signed_in($1::text, $2::boolean, $3::timestamptz)", 3},
    {"box", "SELECT console_box($1::bigint, $2::text, $3::text, $4::bigint::integer)", 4},
    {"order", "SELECT console_order($1::bigint, $2::uuid, $3::timestamptz)", 3},
    {"attachment", "SELECT attachment_content($1::bigint, $2::bytea, $3::timestamptz)", 3},
    {"claim", "SELECT claim($1::bigint, $2::uuid, $3::timestamptz)", 3},
    {"release", "SELECT release($1::bigint, $2::uuid, $3::timestamptz)", 3},
    {"close", "SELECT close_matter($1::bigint, $2::uuid, $3::timestamptz)", 3},
    {"answer", "SELECT hand_in_answer($1::bigint, $2::uuid, $3::text, $4::timestamptz)", 4},
    {"note", "SELECT take_note($1::bigint, $2::uuid, $3::text, $4::timestamptz)", 4},
    {"review", "SELECT review($1::bigint, $2::uuid, $3::boolean, $4::text, $5::timestamptz)", 5},
    {"call-back", "SELECT call_back($1::bigint, $2::uuid, $3::boolean, $4::text, $5::timestamptz)", 5},
    {"nobody-on-duty", "SELECT nobody_on_duty()", 0},
    {"on-duty", "SELECT on_duty($1::bigint, $2::boolean)", 2},
    {"call-began", "SELECT call_began($1::uuid, $2::text, $3::uuid, $4::text, $5::text, $6::bigint, $7::timestamptz)",
     7},
    {"call-ended", "SELECT call_ended($1::uuid, $2::bigint::integer, $3::text, $4::timestamptz)", 4},
    {"call-missed", "SELECT call_missed($1::uuid, $2::text, $3::uuid, $4::text, $5::text, $6::text, $7::timestamptz)",
     7},
    {"call-noted", "SELECT call_noted($1::uuid, $2::bigint, $3::text, $4::timestamptz)", 4},
};

// Each in PostgreSQL's binary form.
std::string asParameter(std::string text)
{
    return text;
}
std::string asParameter(std::uint64_t number)
{
    return bigEndian(number, 8);
}
std::string asParameter(const Uuid &uuid)
{
    return pgUuid(uuid);
}
std::string asParameter(WallTime moment)
{
    return pgMoment(moment);
}
std::string asParameter(const Digest &digest)
{
    return {reinterpret_cast<const char *>(digest.data()), digest.size()};
}
std::string asParameter(bool value)
{
    return {value ? '\1' : '\0'};
}

template <class... Parameters>
PgQuery query(const char *name, Parameters... parameters)
{
    PgQuery built{name};
    built.parameters.reserve(sizeof...(parameters));
    (built.parameters.push_back(asParameter(std::move(parameters))), ...);
    return built;
}

} // namespace

std::span<const PgStatement> statements()
{
    return kStatements;
}

PgQuery progress(const Uuid &order, std::string slip, std::string number, std::string digest)
{
    return query("progress", order, std::move(slip), std::move(number), std::move(digest));
}

PgQuery attachmentStanding(std::string terminal, const Digest &digest)
{
    return query("attachment-standing", std::move(terminal), digest);
}

PgQuery takePiece(std::string terminal, Piece piece, WallTime now)
{
    return query("take-piece", std::move(terminal), piece.digest, std::move(piece.type), piece.length, piece.place,
                 std::move(piece.content), now);
}

PgQuery takeUp(WallTime now, std::uint64_t most)
{
    return query("take-up", now, most);
}

PgQuery warn(WallTime now)
{
    return query("warn", now);
}

PgQuery assignUnclaimed(WallTime now, std::uint64_t afterMinutes)
{
    return query("assign", now, afterMinutes);
}

PgQuery signIn(std::string name, WallTime now)
{
    return query("sign-in", std::move(name), now);
}

PgQuery signedIn(std::string name, bool good, WallTime now)
{
    return query("signed-in", std::move(name), good, now);
}

PgQuery box(AgentId agent, std::string box, std::string after, std::uint64_t most)
{
    return query("box", agent, std::move(box), std::move(after), most);
}

PgQuery order(AgentId agent, const Uuid &order, WallTime now)
{
    return query("order", agent, order, now);
}

PgQuery attachment(AgentId agent, const Digest &digest, WallTime now)
{
    return query("attachment", agent, digest, now);
}

PgQuery claim(AgentId agent, const Uuid &order, WallTime now)
{
    return query("claim", agent, order, now);
}

PgQuery release(AgentId agent, const Uuid &order, WallTime now)
{
    return query("release", agent, order, now);
}

PgQuery close(AgentId agent, const Uuid &order, WallTime now)
{
    return query("close", agent, order, now);
}

PgQuery answer(AgentId agent, const Uuid &order, std::string text, WallTime now)
{
    return query("answer", agent, order, std::move(text), now);
}

PgQuery note(AgentId agent, const Uuid &order, std::string text, WallTime now)
{
    return query("note", agent, order, std::move(text), now);
}

PgQuery review(AgentId agent, const Uuid &order, bool publish, std::string note, WallTime now)
{
    return query("review", agent, order, publish, std::move(note), now);
}

PgQuery callBack(AgentId agent, const Uuid &order, bool reached, std::string note, WallTime now)
{
    return query("call-back", agent, order, reached, std::move(note), now);
}

PgQuery nobodyOnDuty()
{
    return query("nobody-on-duty");
}

PgQuery onDuty(AgentId agent, bool on)
{
    return query("on-duty", agent, on);
}

PgQuery callBegan(const CallFacts &call, WallTime now)
{
    return query("call-began", call.call, call.terminal, call.order.value_or(Uuid()), std::string(nameOf(call.media)),
                 call.topic, call.agent, now);
}

PgQuery callEnded(const CallFacts &call, std::chrono::seconds talked, std::string ending, WallTime now)
{
    const auto seconds = static_cast<std::uint64_t>(talked.count());
    return query("call-ended", call.call, seconds, std::move(ending), now);
}

PgQuery callMissed(const CallFacts &call, std::string ending, WallTime now)
{
    return query("call-missed", call.call, call.terminal, call.order.value_or(Uuid()), std::string(nameOf(call.media)),
                 call.topic, std::move(ending), now);
}

PgQuery callNoted(const CallFacts &call, std::string text, WallTime now)
{
    return query("call-noted", call.call, call.agent, std::move(text), now);
}

} // namespace yz::hub::ask
