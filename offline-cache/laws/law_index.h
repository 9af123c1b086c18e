// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalogue/row_index.h"

namespace yz::laws {

/** Where an article stands: its rank, its law's number in this file, its place in the law. Sorted as laws go before one
 *  another, so that an answer in the order of keys begins with the constitution. */
struct ArticleKey
{
    static constexpr int kOrdinalBits = 12;
    static constexpr int kNumberBits = 20;
    static constexpr std::int64_t kMaxOrdinal = (1 << kOrdinalBits) - 1;
    static constexpr std::int64_t kMaxNumber = (1 << kNumberBits) - 1;

    static std::int64_t of(int rank, std::int64_t number, std::int64_t ordinal)
    {
        return (static_cast<std::int64_t>(rank) << (kNumberBits + kOrdinalBits)) | (number << kOrdinalBits) | ordinal;
    }
    static std::int64_t numberOf(std::int64_t key) { return (key >> kOrdinalBits) & kMaxNumber; }
    static std::int64_t ordinalOf(std::int64_t key) { return key & kMaxOrdinal; }
};

/**
 * Keeps the full-text index of the articles in the transaction that changes them. The text itself stays in `entry`;
 * FTS5 is told of what goes by the very values it was told when they came. Owner and thread: the catalogue's.
 * Errors: DataMalformed (a row that is no article), StoreFull, StoreDamaged.
 */
class LawIndex final : public catalogue::RowIndex
{
public:
    Result<void> attach(store::Database &db) override;
    Result<std::optional<std::int64_t>> keyFor(store::Database &db, const PackRow &row) override;
    Result<void> removed(store::Database &db, const PackRow &row, std::int64_t key) override;
    Result<void> added(store::Database &db, const PackRow &row, std::int64_t key) override;
    Result<void> finished(store::Database &db) override;

private:
    Result<std::int64_t> numberOf(store::Database &db, const QString &law);

    QString m_lastLaw; ///< articles come law by law
    std::int64_t m_lastNumber = 0;
    std::int64_t m_changed = 0;
};

} // namespace yz::laws
