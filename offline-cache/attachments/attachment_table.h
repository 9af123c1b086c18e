// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "attachments/attachment_feed.h"
#include "store/database.h"

#include <core/clock.h>

namespace yz::attachments {

/**
 * The two tables of attachments: what they are, and their bytes. All but `open` in the caller's transaction.
 * Owner: SecureStore. Thread: its. Errors: as AttachmentStore; NotFound for what is not there.
 */
class AttachmentTable
{
public:
    explicit AttachmentTable(store::Database &db) : m_db(db) {}

    Result<AttachmentNote> keep(const Uuid &order, const QByteArray &bytes, const QByteArray &type, int pages,
                                WallTime now);
    Result<std::vector<AttachmentNote>> of(const Uuid &order);
    Result<QByteArray> bytes(const Uuid &order, const QByteArray &sha256);
    Result<void> remove(const Uuid &order, const QByteArray &sha256);
    Result<void> discard(const Uuid &order);
    /** What belongs to no order. True when there was any. */
    Result<bool> discardUnpromised();
    Result<std::optional<Waiting>> nextWaiting(int skip);
    Result<void> uploaded(const Uuid &order, const QByteArray &sha256);

private:
    Result<void> refusePromised(const Uuid &order);
    Result<void> refuseMore(const Uuid &order, qint64 bytes);
    Result<void> sweep();

    store::Database &m_db;
};

} // namespace yz::attachments
