// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/result.h>

#include <string>
#include <vector>

namespace yz::hub {

/** One step of the database's layout. Never changed once released: a later step mends it. */
struct Migration
{
    std::string name; ///< "0001_intake.sql"; the steps are taken in the order of their names
    std::string sql;
};

/** The steps built into the program. */
std::vector<Migration> builtInMigrations();
/** The `*.sql` files of a folder. Errors: NotFound. */
Result<std::vector<Migration>> migrationsIn(const std::string &folder);

/**
 * Brings the database up to date, each step in a transaction of its own; several hubs may start at once.
 * Blocks; before anything else runs. Gives the number of steps taken.
 * Errors: HubUnreachable (no database), Conflict (a step was altered, or the database is newer than this program),
 * Internal (a step failed).
 */
Result<int> migrate(const std::string &conninfo, const std::vector<Migration> &steps);

} // namespace yz::hub
