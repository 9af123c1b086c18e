// SPDX-License-Identifier: Apache-2.0
// How the store does anything at all: opens what was closed, gives way, opens anew what broke.
#pragma once

#include "store/secure_store.h"

namespace yz::store {

template <class Work>
auto SecureStore::guarded(Work work, Again again, Ballast ballast) -> decltype(work())
{
    if (!m_parts) {
        if (auto opened = reopen(m_resting ? Look::Brief : Look::Whole); !opened)
            return opened.error();
    }
    auto done = work();
    if (done)
        return done;
    if (done.fault() == Fault::StoreFull && ballast == Ballast::Yields && giveWay())
        return work();
    if (done.fault() == Fault::StoreDamaged) {
        // The connection is spent after such an error. Opening anew looks at every page and decides.
        const auto opened = reopen(Look::Whole);
        if (opened && again == Again::InNewFile)
            return work();
    }
    return done;
}

template <class Work>
auto SecureStore::inTransaction(Work work) -> decltype(work())
{
    auto &db = *m_parts->db;
    Transaction transaction(db);
    if (!transaction.begun())
        return transaction.begun().error();
    auto done = work();
    if (!done) {
        return done;
    }
    if (auto committed = transaction.commit(); !committed)
        return committed.error();
    return done;
}

template <class Work>
Result<void> SecureStore::removed(Work work)
{
    return guarded([&]() -> Result<void> {
        if (auto gone = inTransaction(work); !gone)
            return gone;
        // The log still holds the pages as they were.
        return m_parts->db->checkpoint();
    });
}

} // namespace yz::store
