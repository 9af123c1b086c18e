// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "batch_decision.h"
#include "hub_log.h"
#include "pg_connection.h"

namespace yz::hub {

/** Every statement the intake and the look-ups prepare. */
std::span<const PgStatement> intakeStatements();

/**
 * Brings a batch into the database in one transaction and settles every item: after COMMIT returned, or with a refusal.
 * A row the database will not take is found by halving the batch. False when the connection was lost: the items are
 * then settled with Unavailable, since what happened to them is not known.
 */
Awaitable<bool> settleBatch(PgConnection &db, HubLog &log, std::vector<IntakeItem> batch);

/** Numbers for the registrar from the database's sequence. Nothing when the database is away. */
Awaitable<std::optional<std::vector<std::uint64_t>>> drawSerials(PgConnection &db, std::size_t count);

/** Where a terminal stands, as committed. Nothing when the database is away. */
Awaitable<std::optional<std::map<std::string, Standing>>> lookUpStandings(PgConnection &db,
                                                                          std::vector<std::string> terminals);

} // namespace yz::hub
