// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/result.h>

struct sqlite3;

namespace yz::laws {

/**
 * Teaches one connection the tokenizer `cjk` (see cjk_tokens.h); to be called before any statement touches the index.
 * SQLite keeps no reference to us beyond functions of the program. Errors: Unsupported (no FTS5), Internal.
 */
Result<void> teachTokenizer(sqlite3 *connection);

} // namespace yz::laws
