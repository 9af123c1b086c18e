// SPDX-License-Identifier: Apache-2.0
#pragma once

struct sqlite3;
struct fts5_api;

namespace yz::laws {

/** FTS5's table of calls for this connection; null where the library has none. */
fts5_api *fts5Of(sqlite3 *connection);

} // namespace yz::laws
