// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cache/pack_row.h"
#include "store/database.h"

#include <cstdint>
#include <optional>

namespace yz::catalogue {

/**
 * What is kept beside the rows so that some of them are found fast: told of every row that comes and goes, inside the
 * transaction that changes it, so that rows and index are never apart. Owner: whoever opened the catalogue. Thread: the
 * database's. Errors end the transaction.
 */
class RowIndex
{
public:
    RowIndex() = default;
    virtual ~RowIndex() = default;
    RowIndex(const RowIndex &) = delete;
    RowIndex &operator=(const RowIndex &) = delete;

    /** Once per connection, before its first statement on the tables: teaches it our functions, makes missing tables.
     */
    virtual Result<void> attach(store::Database &db) = 0;
    /** The key a new row shall have; none: any will do. */
    virtual Result<std::optional<std::int64_t>> keyFor(store::Database &db, const PackRow &row) = 0;
    /** The row as it was, also before it is replaced; while it is still in `entry`. */
    virtual Result<void> removed(store::Database &db, const PackRow &row, std::int64_t key) = 0;
    /** The row as it is now, already in `entry`. */
    virtual Result<void> added(store::Database &db, const PackRow &row, std::int64_t key) = 0;
    /** After the last change, before COMMIT. */
    virtual Result<void> finished(store::Database &db) = 0;
};

} // namespace yz::catalogue
