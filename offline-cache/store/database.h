// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/result.h>
#include <core/secret.h>

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <memory>
#include <unordered_map>

struct sqlite3;
struct sqlite3_stmt;

namespace yz::store {

/**
 * One statement in use: bind in order, then `run()` or `row()` until false. Forgets what was bound when it goes.
 * A statement that could not be prepared says so at the first `run()` or `row()`.
 * Owner: the function that asked for it; never two of the same text at once. Thread: the database's.
 * Personal data: what is bound, until it goes.
 */
class Query
{
public:
    Query(sqlite3 *db, sqlite3_stmt *statement, int prepared) : m_db(db), m_statement(statement), m_trouble(prepared) {}
    ~Query();
    Query(const Query &) = delete;
    Query &operator=(const Query &) = delete;

    Query &bind(std::int64_t number);
    Query &bind(const QByteArray &blob);
    Query &bind(const QString &text);
    Query &bindNull();
    /** For our own functions: `type` is a literal, what it points to outlives the query. */
    Query &bindPointer(void *pointer, const char *type);

    /** True when there is a row to read. */
    Result<bool> row();
    /** To the end, whatever rows there are. */
    Result<void> run();

    std::int64_t number(int column) const;
    double real(int column) const;
    QByteArray bytes(int column) const;
    QString text(int column) const;
    bool isNull(int column) const;

private:
    void note(int code);

    sqlite3 *m_db;
    sqlite3_stmt *m_statement;
    int m_trouble;
    int m_next = 1;
};

/**
 * One encrypted SQLite file, opened with the fixed list of pragmas (see docs of offline-cache). Durable at COMMIT.
 * Owner: SecureStore. Thread: one at a time. After StoreDamaged the connection is spent: drop it and open anew.
 * Errors: StoreDamaged (also for a wrong key: the file cannot tell), StoreFull, Unsupported (no cipher linked),
 * DeviceBusy, Internal.
 */
class Database
{
public:
    static Result<std::unique_ptr<Database>> open(const QString &path, const SecretBytes &key, int maxPages);
    /** A connection that somebody else has opened and set up: a benchmark's plain one, to measure the cipher against.
     */
    static std::unique_ptr<Database> adopt(sqlite3 *handle);
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    /** `sql` is a literal: it is prepared once and kept by its address. */
    Query query(const char *sql);
    /** Several statements without values. */
    Result<void> script(const char *sql);
    Result<std::int64_t> number(const char *sql);

    /** Reads every page: HMACs, then structure. */
    Result<void> verify();
    /** Folds the log into the file and cuts it to nothing. */
    Result<void> checkpoint();
    Result<void> setMaxPages(int pages);
    std::int64_t rowsChanged() const;
    /** For what only SQLite's own calls can do: functions, tokenizers, interruption. Stays ours. */
    sqlite3 *handle() const { return m_handle; }

private:
    explicit Database(sqlite3 *handle) : m_handle(handle) {}
    Result<void> unlock(const SecretBytes &key);
    Result<void> configure(int maxPages);
    void forget(const char *sql);

    sqlite3 *m_handle;
    std::unordered_map<const char *, sqlite3_stmt *> m_statements;
};

/** BEGIN IMMEDIATE; rolled back unless `commit()` was reached. */
class Transaction
{
public:
    explicit Transaction(Database &db);
    ~Transaction();
    Transaction(const Transaction &) = delete;
    Transaction &operator=(const Transaction &) = delete;

    const Result<void> &begun() const { return m_begun; }
    Result<void> commit();

private:
    Database &m_db;
    Result<void> m_begun;
    bool m_open;
};

/** Refuses a file that begins as every unencrypted SQLite file does: Unsupported. */
Result<void> refusePlaintext(const QString &path);

} // namespace yz::store
