// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/database.h"

namespace yz::store {

/** Brings the tables to this program's version, one numbered step at a time. Unsupported when a later program made
 * them. */
Result<void> migrate(Database &db);

/** The version `migrate` leads to. */
int schemaVersion();

} // namespace yz::store
