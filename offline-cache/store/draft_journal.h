// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cache/order_store.h"
#include "store/database.h"

namespace yz::store {

/**
 * Half-filled forms, one durable write per answered field. What is removed is gone from every page of the file, and
 * from the log at the next checkpoint. Owner: SecureStore. Thread: its. Errors: NotFound for a draft that is not there.
 * Personal data: the values.
 */
class DraftJournal
{
public:
    explicit DraftJournal(Database &db) : m_db(db) {}

    Result<void> begin(const Uuid &draft, const QString &service, const QString &packVersion, WallTime now);
    Result<void> set(const Uuid &draft, const QString &field, const QString &value);
    Result<Draft> load(const Uuid &draft);
    /** NotFound when there was none. In the caller's transaction. */
    Result<void> remove(const Uuid &draft);
    /** True when there were any. In the caller's transaction. */
    Result<bool> removeOlderThan(WallTime moment);

private:
    Result<void> rewriteEntries();

    Database &m_db;
};

} // namespace yz::store
