// SPDX-License-Identifier: Apache-2.0
#include "hub/agents_command.h"

#include "console/passwords.h"
#include "hub/migrations.h"

#include <getopt.h>
#include <libpq-fe.h>
#include <sodium.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

namespace yz::hub {
namespace {

constexpr const char *kHelp =
    R"(Usage: yizhan-hubd agents add NAME --display TEXT --organisation TEXT --roles agent,reviewer,leader
       yizhan-hubd agents bar NAME
       yizhan-hubd agents list
Who may work at the console. `add` takes the password as one line on standard input, and changes an agent who is there
already; `bar` lets nobody in by that name any more: what the agent did stays.

  --database CONNINFO     PostgreSQL; without it PGHOST, PGDATABASE and so on
  --display TEXT          the name that citizens see
  --organisation TEXT
  --roles LIST            of agent, reviewer, leader; separated by commas
)";
constexpr std::size_t kShortest = 8;
constexpr std::size_t kLongest = 256;

struct Wish
{
    std::string database, display, organisation, roles;
    std::vector<std::string> words; ///< what is not an option
};

int complain(const char *what)
{
    std::fprintf(stderr, "yizhan-hubd agents: %s\n", what);
    return EXIT_FAILURE;
}

bool parse(int argc, char **argv, Wish &wish)
{
    constexpr option options[] = {{"database", required_argument, nullptr, 'd'},
                                  {"display", required_argument, nullptr, 'n'},
                                  {"organisation", required_argument, nullptr, 'o'},
                                  {"roles", required_argument, nullptr, 'r'},
                                  {nullptr, 0, nullptr, 0}};
    optind = 1;
    for (int found = 0; (found = getopt_long(argc, argv, "", options, nullptr)) != -1;) {
        std::string *const into = found == 'd'   ? &wish.database
                                  : found == 'n' ? &wish.display
                                  : found == 'o' ? &wish.organisation
                                  : found == 'r' ? &wish.roles
                                                 : nullptr;
        if (!into)
            return false;
        *into = optarg;
    }
    wish.words.assign(argv + optind, argv + argc);
    return true;
}

using Connection = std::unique_ptr<PGconn, void (*)(PGconn *)>;
using Answer = std::unique_ptr<PGresult, void (*)(PGresult *)>;

Answer ask(PGconn *db, const char *sql, const std::vector<std::string> &values)
{
    std::vector<const char *> texts;
    for (const auto &value : values)
        texts.push_back(value.c_str());
    return {PQexecParams(db, sql, static_cast<int>(texts.size()), nullptr, texts.data(), nullptr, nullptr, 0), PQclear};
}

/** What a constraint objects to is the caller's to mend: its name says it. */
int refused(const Answer &answer)
{
    const char *constraint = PQresultErrorField(answer.get(), PG_DIAG_CONSTRAINT_NAME);
    return complain(constraint ? constraint : "the database refused");
}

int add(PGconn *db, const Wish &wish)
{
    std::string password;
    std::getline(std::cin, password);
    if (password.size() < kShortest || password.size() > kLongest)
        return complain("a password has 8 to 256 bytes, on a line of standard input");
    const auto hash = hashPassword(password);
    sodium_memzero(password.data(), password.size());
    if (hash.empty())
        return complain("not enough memory");
    const auto answer =
        ask(db,
            "INSERT INTO agent (name, display, organisation, roles, password)"
            " VALUES ($1, $2, $3, string_to_array($4, ','), $5)"
            " ON CONFLICT (name) DO UPDATE SET display = EXCLUDED.display, organisation = EXCLUDED.organisation,"
            " roles = EXCLUDED.roles, password = EXCLUDED.password, failures = 0, locked_until = NULL",
            {wish.words[1], wish.display, wish.organisation, wish.roles, hash});
    return PQresultStatus(answer.get()) == PGRES_COMMAND_OK ? EXIT_SUCCESS : refused(answer);
}

int bar(PGconn *db, const Wish &wish)
{
    const auto answer = ask(db, "UPDATE agent SET password = '', on_duty = false WHERE name = $1", {wish.words[1]});
    if (PQresultStatus(answer.get()) != PGRES_COMMAND_OK)
        return refused(answer);
    return std::string_view(PQcmdTuples(answer.get())) == "1" ? EXIT_SUCCESS : complain("there is nobody of that name");
}

int list(PGconn *db)
{
    const auto answer = ask(db,
                            "SELECT name, array_to_string(roles, ','), display, organisation,"
                            " CASE WHEN password = '' THEN 'barred' ELSE '' END FROM agent ORDER BY name",
                            {});
    if (PQresultStatus(answer.get()) != PGRES_TUPLES_OK)
        return refused(answer);
    for (int row = 0; row < PQntuples(answer.get()); ++row) {
        for (int column = 0; column < PQnfields(answer.get()); ++column)
            std::printf("%s%s", column ? "\t" : "", PQgetvalue(answer.get(), row, column));
        std::printf("\n");
    }
    return EXIT_SUCCESS;
}

} // namespace

int agentsCommand(int argc, char **argv)
{
    Wish wish;
    if (argc > 1 && std::string_view(argv[1]) == "--help") {
        std::fputs(kHelp, stdout);
        return EXIT_SUCCESS;
    }
    const bool parsed = sodium_init() >= 0 && parse(argc, argv, wish);
    const std::string what = wish.words.empty() ? "" : wish.words[0];
    if (!parsed ||
        !((what == "list" && wish.words.size() == 1) || ((what == "add" || what == "bar") && wish.words.size() == 2))) {
        std::fputs("Try 'yizhan-hubd agents --help'.\n", stderr);
        return 2;
    }
    if (const auto migrated = migrate(wish.database, builtInMigrations()); !migrated)
        return complain(migrated.error().detail.c_str());
    const Connection db(PQconnectdb(wish.database.c_str()), PQfinish);
    if (PQstatus(db.get()) != CONNECTION_OK)
        return complain("the database is not there");
    return what == "add" ? add(db.get(), wish) : what == "bar" ? bar(db.get(), wish) : list(db.get());
}

} // namespace yz::hub
