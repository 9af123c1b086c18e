// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "asio.h"
#include "hub/digest.h"
#include "hub_log.h"

#include <libpq-fe.h>

#include <boost/asio/posix/basic_stream_descriptor.hpp>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace yz::hub {

using Descriptor = asio::posix::basic_stream_descriptor<Executor>;

/** A statement that every connection prepares; `name` is what a Query refers to. */
struct PgStatement
{
    const char *name;
    const char *sql;
    int parameters;
};

/** One statement of a pipeline with its parameters in binary form. */
struct PgQuery
{
    const char *name;
    std::vector<std::string> parameters = {};
};

/** Rows as they came, binary. */
class PgRows
{
public:
    explicit PgRows(PGresult *result) : m_result(result, &PQclear) {}
    /** What was done, as the server says: "COMMIT", "INSERT 0 7". */
    std::string_view tag() const { return PQcmdStatus(m_result.get()); }
    int count() const { return PQntuples(m_result.get()); }
    bool isNull(int row, int column) const { return PQgetisnull(m_result.get(), row, column) == 1; }
    std::string_view bytes(int row, int column) const;
    std::uint64_t number(int row, int column) const;
    bool flag(int row, int column) const;
    Uuid uuid(int row, int column) const;
    Digest digest(int row, int column) const;
    /** A uuid[] without nulls. */
    std::vector<Uuid> uuids(int row, int column) const;

private:
    std::unique_ptr<PGresult, void (*)(PGresult *)> m_result;
};

/** Why a pipeline did not run through. */
struct PgFailure
{
    bool connectionLost = false; ///< what was under way may or may not have happened
    std::string sqlState = {};   ///< five characters; never the message, which may quote what was sent
    std::string constraint = {};
};

struct PgAnswer
{
    std::vector<PgRows> rows = {}; ///< one per query
    std::optional<PgFailure> failure = {};
    explicit operator bool() const { return !failure; }
};

/**
 * One connection to PostgreSQL, driven without blocking, in pipeline mode.
 * Owner: whoever serves a queue with it; one pipeline at a time. Thread: the io thread.
 * A connection that was lost, or that did not answer in time, is closed; `connect` opens it anew.
 */
class PgConnection
{
public:
    PgConnection(asio::io_context &io, std::string conninfo, std::span<const PgStatement> statements);
    ~PgConnection();
    PgConnection(const PgConnection &) = delete;
    PgConnection &operator=(const PgConnection &) = delete;

    /** False when the database is not there; tried again by the caller. */
    Awaitable<bool> connect();
    bool isOpen() const { return m_connection != nullptr; }
    asio::io_context &io() const { return m_io; }
    Awaitable<PgAnswer> run(std::vector<PgQuery> pipeline);
    void close();

private:
    Awaitable<bool> waitFor(Descriptor::wait_type what);
    Awaitable<bool> finishHandshake();
    Awaitable<bool> prepareAll();
    Awaitable<bool> flush();
    Awaitable<PgAnswer> collect();
    bool send(const PgQuery &query);
    bool watchSocket();
    void forgetSocket();

    asio::io_context &m_io;
    std::string m_conninfo;
    std::span<const PgStatement> m_statements;
    PGconn *m_connection = nullptr;
    Descriptor m_socket;
    Timer m_deadline;
};

/** Connects, with growing pauses, until the database is there; false when the hub stops first. */
Awaitable<bool> untilOpen(PgConnection &db, const bool &stopping, HubLog &log);

} // namespace yz::hub
