// SPDX-License-Identifier: Apache-2.0
#include "hub/migrations.h"

#include "hub/digest.h"

#include <libpq-fe.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>

namespace yz::hub {
namespace {

constexpr const char *kLock = "SELECT pg_advisory_lock(7226172241)"; // any number, the same in every hub
constexpr const char *kTable = "CREATE TABLE IF NOT EXISTS schema_step ("
                               " name text PRIMARY KEY, sha256 text NOT NULL,"
                               " taken_at timestamptz NOT NULL DEFAULT now())";

using Connection = std::unique_ptr<PGconn, void (*)(PGconn *)>;
using Answer = std::unique_ptr<PGresult, void (*)(PGresult *)>;

Answer ask(PGconn *db, const char *sql)
{
    return {PQexec(db, sql), PQclear};
}

bool worked(const Answer &answer)
{
    const auto status = PQresultStatus(answer.get());
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

/** The first line of what the server says: our own SQL, no citizen's data. */
std::string complaint(PGconn *db)
{
    const std::string text = PQerrorMessage(db);
    return text.substr(0, text.find('\n'));
}

std::string fingerprint(const Migration &step)
{
    return toHex(sha256(step.sql));
}

Result<void> take(PGconn *db, const Migration &step)
{
    const std::string hash = fingerprint(step);
    const char *values[] = {step.name.c_str(), hash.c_str()};
    const bool taken = worked(ask(db, "BEGIN")) && worked(ask(db, step.sql.c_str())) &&
                       worked({PQexecParams(db, "INSERT INTO schema_step (name, sha256) VALUES ($1, $2)", 2, nullptr,
                                            values, nullptr, nullptr, 0),
                               PQclear}) &&
                       worked(ask(db, "COMMIT"));
    if (taken)
        return {};
    const auto why = complaint(db);
    ask(db, "ROLLBACK");
    return {Fault::Internal, step.name + ": " + why};
}

Result<int> takeMissing(PGconn *db, const std::vector<Migration> &steps)
{
    const auto rows = ask(db, "SELECT name, sha256 FROM schema_step ORDER BY name");
    if (!worked(rows))
        return {Fault::Internal, complaint(db)};
    std::map<std::string, std::string> taken;
    for (int row = 0; row < PQntuples(rows.get()); ++row)
        taken[PQgetvalue(rows.get(), row, 0)] = PQgetvalue(rows.get(), row, 1);
    int count = 0;
    for (const auto &step : steps) {
        const auto it = taken.find(step.name);
        if (it != taken.end()) {
            if (it->second != fingerprint(step))
                return {Fault::Conflict, step.name + " is not the one this database was made with"};
            taken.erase(it);
            continue;
        }
        const auto done = take(db, step);
        if (!done)
            return done.error();
        ++count;
    }
    if (!taken.empty())
        return {Fault::Conflict, "the database knows " + taken.begin()->first + ", this program does not"};
    return count;
}

} // namespace

Result<std::vector<Migration>> migrationsIn(const std::string &folder)
{
    std::vector<Migration> steps;
    std::error_code error;
    for (const auto &entry : std::filesystem::directory_iterator(folder, error)) {
        if (entry.path().extension() != ".sql")
            continue;
        std::ifstream file(entry.path(), std::ios::binary);
        steps.push_back({entry.path().filename().string(), {std::istreambuf_iterator<char>(file), {}}});
    }
    if (error || steps.empty())
        return {Fault::NotFound, "no migrations in " + folder};
    std::ranges::sort(steps, {}, &Migration::name);
    return steps;
}

Result<int> migrate(const std::string &conninfo, const std::vector<Migration> &steps)
{
    const Connection db(PQconnectdb(conninfo.c_str()), PQfinish);
    if (PQstatus(db.get()) != CONNECTION_OK)
        return {Fault::HubUnreachable, complaint(db.get())};
    if (!worked(ask(db.get(), "SET client_min_messages = warning")) || !worked(ask(db.get(), kLock)) ||
        !worked(ask(db.get(), kTable)))
        return {Fault::Internal, complaint(db.get())};
    return takeMissing(db.get(), steps); // the lock goes with the connection
}

} // namespace yz::hub
