// SPDX-License-Identifier: Apache-2.0
// The store as the courier sees it, and what staff want to know of the queue.
#include "outbox/order_parcel.h"
#include "store/secure_store_work.h"

#include <utility>

namespace yz::store {

Result<std::vector<WaitingOrder>> SecureStore::waiting(int most)
{
    return guarded([&] { return m_parts->outbox.waiting(most); });
}

Result<SealedOrders> SecureStore::sealWaiting(const QByteArray &hubKey)
{
    return guarded([&]() -> Result<SealedOrders> {
        const auto rows = m_parts->outbox.ready(outbox::kMostParcelOrders, outbox::kMostParcelBytes);
        if (!rows)
            return rows.error();
        if (rows->empty())
            return {Fault::NotFound, "export: no order waits"};
        const auto count = m_parts->outbox.count();
        if (!count)
            return count.error();
        auto sealed = outbox::sealParcel(m_options.terminal, *rows, hubKey);
        if (!sealed)
            return sealed.error();
        const int orders = static_cast<int>(rows->size());
        return SealedOrders{*std::move(sealed), orders, static_cast<int>(count->pending) - orders};
    });
}

Result<std::optional<WallTime>> SecureStore::lastDelivered()
{
    return guarded([&] { return m_parts->outbox.lastDelivered(); });
}

Result<void> SecureStore::examine()
{
    return guarded([&] {
        if (auto folded = m_parts->db->checkpoint(); !folded)
            return folded;
        return m_parts->db->verify();
    });
}

Result<std::optional<outbox::Row>> SecureStore::nextReady()
{
    return guarded([&] { return m_parts->outbox.nextReady(); });
}

Result<std::optional<outbox::Row>> SecureStore::rowAt(std::uint64_t seq)
{
    return guarded([&] { return m_parts->outbox.rowAt(seq); });
}

Result<bool> SecureStore::markAcked(const Uuid &order, const QByteArray &receipt)
{
    return guarded([&] { return m_parts->outbox.markAcked(order, receipt); });
}

Result<bool> SecureStore::markRejected(const Uuid &order, const QByteArray &reason, outbox::Position position)
{
    return guarded([&] {
        auto marked = inTransaction([&]() -> Result<bool> {
            auto rejected = m_parts->outbox.markRejected(order, reason);
            if (!rejected || position == outbox::Position::Taken)
                return rejected;
            const auto begun = m_parts->outbox.beginEpoch("position not taken by " + reason, {});
            return begun ? rejected : Result<bool>(begun.error());
        });
        if (!marked)
            (void)m_parts->outbox.reload();
        return marked;
    });
}

Result<outbox::Reconciled> SecureStore::reconcile(const outbox::HubStanding &hub)
{
    auto step = guarded([&] { return m_parts->outbox.compare(hub); });
    if (!step)
        return step.error();
    if (step->outcome.what != outbox::Reconciled::What::EpochBegun)
        return step->outcome;
    const auto begun = guarded([&] {
        auto done = inTransaction([&] {
            return m_parts->outbox.beginEpoch(QByteArray::fromStdString(step->outcome.why.detail), step->owedFrom);
        });
        if (!done)
            (void)m_parts->outbox.reload();
        return done;
    });
    return begun ? Result<outbox::Reconciled>(step->outcome) : Result<outbox::Reconciled>(begun.error());
}

Result<void> SecureStore::beginEpoch(const QByteArray &why, std::optional<std::uint64_t> owedFrom)
{
    return guarded([&] {
        auto begun = inTransaction([&] {
            const auto from = owedFrom ? std::optional(m_parts->outbox.positionOf(*owedFrom)) : std::nullopt;
            return m_parts->outbox.beginEpoch(why, from);
        });
        if (!begun)
            (void)m_parts->outbox.reload();
        return begun;
    });
}

Result<void> SecureStore::rest()
{
    if (auto gone = guarded([&] { return letGo(); }); !gone)
        return gone;
    return settle();
}

} // namespace yz::store
