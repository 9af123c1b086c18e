// SPDX-License-Identifier: Apache-2.0
#include "pg_connection.h"

#include <algorithm>
#include <chrono>
#include <cstring>

namespace yz::hub {
namespace {

using Wait = Descriptor::wait_type;

constexpr std::chrono::seconds kPatience{15};
constexpr std::chrono::milliseconds kFirstPause{50}, kLongestPause{2000};

// What a session must have for an acknowledgement to be worth something, and so that a lock never outlives its owner.
// Every statement goes by key: planned once, and never for the empty table that it may have been planned on.
constexpr const char *kSessionSetup =
    "SELECT set_config('statement_timeout', '10s', false),"
    " set_config('idle_in_transaction_session_timeout', '15s', false),"
    " set_config('plan_cache_mode', 'force_generic_plan', false), set_config('jit', 'off', false),"
    " set_config('enable_seqscan', 'off', false),"
    " set_config('synchronous_commit', CASE WHEN current_setting('synchronous_commit') IN ('off', 'local')"
    " THEN 'on' ELSE current_setting('synchronous_commit') END, false)";

std::uint64_t fromBigEndian(std::string_view bytes)
{
    std::uint64_t value = 0;
    for (const char c : bytes)
        value = value << 8U | static_cast<unsigned char>(c);
    return value;
}

PgFailure failureOf(const PGresult *result)
{
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const char *constraint = PQresultErrorField(result, PG_DIAG_CONSTRAINT_NAME);
    PgFailure failure{false, state ? state : "", constraint ? constraint : ""};
    // Without a state it is libpq itself that speaks; class 57 is the server on its way down.
    failure.connectionLost = failure.sqlState.empty() || failure.sqlState.starts_with("08") ||
                             failure.sqlState == "57P01" || failure.sqlState == "57P02" || failure.sqlState == "57P03";
    return failure;
}

} // namespace

std::string_view PgRows::bytes(int row, int column) const
{
    return {PQgetvalue(m_result.get(), row, column),
            static_cast<std::size_t>(PQgetlength(m_result.get(), row, column))};
}

std::uint64_t PgRows::number(int row, int column) const
{
    return fromBigEndian(bytes(row, column));
}

bool PgRows::flag(int row, int column) const
{
    return number(row, column) != 0;
}

Uuid PgRows::uuid(int row, int column) const
{
    Uuid uuid;
    const auto held = bytes(row, column);
    std::memcpy(uuid.bytes.data(), held.data(), std::min(held.size(), uuid.bytes.size()));
    return uuid;
}

Digest PgRows::digest(int row, int column) const
{
    Digest digest{};
    const auto held = bytes(row, column);
    std::memcpy(digest.data(), held.data(), std::min(held.size(), digest.size()));
    return digest;
}

std::vector<Uuid> PgRows::uuids(int row, int column) const
{
    // 12 bytes of header, 8 per dimension, then length and 16 bytes for each element.
    constexpr std::size_t header = 20, element = 4 + 16;
    std::vector<Uuid> list;
    const auto array = bytes(row, column);
    for (std::size_t at = header; at + element <= array.size(); at += element) {
        Uuid uuid;
        std::memcpy(uuid.bytes.data(), array.data() + at + 4, uuid.bytes.size());
        list.push_back(uuid);
    }
    return list;
}

PgConnection::PgConnection(asio::io_context &io, std::string conninfo, std::span<const PgStatement> statements)
    : m_io(io), m_conninfo(std::move(conninfo)), m_statements(statements), m_socket(io), m_deadline(io)
{
}

PgConnection::~PgConnection()
{
    close();
}

void PgConnection::close()
{
    m_deadline.cancel();
    forgetSocket();
    if (m_connection)
        PQfinish(m_connection);
    m_connection = nullptr;
}

bool PgConnection::watchSocket()
{
    forgetSocket();
    const int fd = PQsocket(m_connection);
    if (fd < 0)
        return false;
    ErrorCode error;
    m_socket.assign(fd, error);
    return !error;
}

void PgConnection::forgetSocket()
{
    // libpq owns the descriptor: never let Asio close it.
    if (m_socket.is_open())
        m_socket.release();
}

Awaitable<bool> PgConnection::waitFor(Wait what)
{
    ErrorCode error;
    co_await m_socket.async_wait(what, into(error));
    co_return !error;
}

Awaitable<bool> PgConnection::connect()
{
    close();
    m_connection = PQconnectStart(m_conninfo.c_str());
    if (!m_connection || PQstatus(m_connection) == CONNECTION_BAD) {
        close();
        co_return false;
    }
    m_deadline.expires_after(kPatience);
    m_deadline.async_wait([this](ErrorCode error) {
        if (!error && m_socket.is_open())
            m_socket.cancel();
    });
    bool ready = co_await finishHandshake();
    if (ready)
        ready = co_await prepareAll();
    m_deadline.cancel();
    if (!ready)
        close();
    co_return ready;
}

Awaitable<bool> PgConnection::finishHandshake()
{
    auto next = PGRES_POLLING_WRITING;
    while (next != PGRES_POLLING_OK) {
        if (next == PGRES_POLLING_FAILED || !watchSocket()) // the socket may be another one each time
            co_return false;
        const auto what = next == PGRES_POLLING_READING ? Wait::wait_read : Wait::wait_write;
        const bool ready = co_await waitFor(what);
        if (!ready)
            co_return false;
        next = PQconnectPoll(m_connection);
    }
    co_return watchSocket() && PQsetnonblocking(m_connection, 1) == 0 && PQenterPipelineMode(m_connection) == 1;
}

Awaitable<bool> PgConnection::prepareAll()
{
    if (PQsendQueryParams(m_connection, kSessionSetup, 0, nullptr, nullptr, nullptr, nullptr, 1) != 1)
        co_return false;
    for (const auto &statement : m_statements) {
        if (PQsendPrepare(m_connection, statement.name, statement.sql, statement.parameters, nullptr) != 1)
            co_return false;
    }
    if (PQpipelineSync(m_connection) != 1)
        co_return false;
    const bool sent = co_await flush();
    if (!sent)
        co_return false;
    const auto answer = co_await collect();
    co_return !answer.failure.has_value();
}

bool PgConnection::send(const PgQuery &query)
{
    std::vector<const char *> values;
    std::vector<int> lengths;
    for (const auto &parameter : query.parameters) {
        values.push_back(parameter.data());
        lengths.push_back(static_cast<int>(parameter.size()));
    }
    const std::vector<int> formats(values.size(), 1);
    return PQsendQueryPrepared(m_connection, query.name, static_cast<int>(values.size()), values.data(), lengths.data(),
                               formats.data(), 1) == 1;
}

Awaitable<bool> PgConnection::flush()
{
    // The server's answers to one pipeline are small beside a socket's buffer, so it never waits for us to read while
    // we wait for it; should it ever, the deadline ends it.
    for (int left = PQflush(m_connection); left != 0; left = PQflush(m_connection)) {
        if (left < 0)
            co_return false;
        const bool ready = co_await waitFor(Wait::wait_write);
        if (!ready)
            co_return false;
    }
    co_return true;
}

Awaitable<PgAnswer> PgConnection::collect()
{
    PgAnswer answer;
    int silences = 0;
    for (;;) {
        while (PQisBusy(m_connection) == 1) {
            const bool ready = co_await waitFor(Wait::wait_read);
            if (!ready || PQconsumeInput(m_connection) != 1) {
                answer.failure = PgFailure{true};
                co_return answer;
            }
        }
        PGresult *result = PQgetResult(m_connection);
        if (!result) { // the end of one query's results; twice running, nothing more will come
            if (PQstatus(m_connection) == CONNECTION_BAD || ++silences > 1) {
                answer.failure = PgFailure{true};
                co_return answer;
            }
            continue;
        }
        silences = 0;
        PgRows rows(result);
        switch (PQresultStatus(result)) {
        case PGRES_PIPELINE_SYNC:
            co_return answer;
        case PGRES_TUPLES_OK:
        case PGRES_COMMAND_OK:
            answer.rows.push_back(std::move(rows));
            break;
        case PGRES_PIPELINE_ABORTED:
            break;
        default:
            if (!answer.failure)
                answer.failure = failureOf(result);
            if (answer.failure->connectionLost)
                co_return answer;
        }
    }
}

Awaitable<PgAnswer> PgConnection::run(std::vector<PgQuery> pipeline)
{
    PgAnswer lost;
    lost.failure = PgFailure{true};
    if (!m_connection)
        co_return lost;
    bool sent = std::ranges::all_of(pipeline, [this](const PgQuery &query) { return send(query); });
    sent = sent && PQpipelineSync(m_connection) == 1;
    if (!sent) {
        close();
        co_return lost;
    }
    m_deadline.expires_after(kPatience);
    m_deadline.async_wait([this](ErrorCode error) {
        if (!error && m_socket.is_open())
            m_socket.cancel();
    });
    const bool flushed = co_await flush();
    if (flushed) {
        auto answer = co_await collect();
        m_deadline.cancel();
        if (answer.failure && answer.failure->connectionLost)
            close();
        co_return answer;
    }
    close();
    co_return lost;
}

Awaitable<bool> untilOpen(PgConnection &db, const bool &stopping, HubLog &log)
{
    for (auto pause = kFirstPause; !stopping; pause = std::min(2 * pause, kLongestPause)) {
        const bool there = co_await db.connect();
        if (there)
            co_return true;
        if (pause == kFirstPause)
            log.write("database.away");
        ErrorCode ignored;
        Timer wait(db.io(), pause);
        co_await wait.async_wait(into(ignored));
    }
    co_return false;
}

} // namespace yz::hub
