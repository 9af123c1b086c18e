// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cache/catalogue_store.h"
#include "cache/pack_lines.h"
#include "catalogue/row_index.h"
#include "store/database.h"

namespace yz::catalogue {

/** The store on its file. Owner, thread and errors: as CatalogueStore. */
class SealedCatalogue final : public CatalogueStore
{
public:
    SealedCatalogue(Options options, SecretBytes key, const Clock &clock, EventLog &log, RowsJudge judge,
                    std::unique_ptr<RowIndex> index);
    Result<void> open();

    Result<PackVersion> version() override;
    Result<std::vector<PackRow>> rows() override;
    Result<void> installBuiltIn(const std::vector<PackRow> &rows) override;
    Result<Next> judge(const QByteArray &headJson) override;
    Result<void> apply(const QByteArray &headJson, const QByteArray &file, bool isDelta) override;

private:
    struct Kept
    {
        std::int64_t key = 0;
        PackRow row;
    };
    Result<void> openFile();
    Result<void> setAside();
    Result<pack::Verified> accepted(const QByteArray &headJson);
    Result<void> follow(const pack::Verified &verified, const QByteArray &file, bool isDelta);
    Result<void> takeSnapshot(const QByteArray &file, std::int64_t plain, std::int64_t to);
    Result<void> takeDelta(const QByteArray &file, std::int64_t plain, pack::FileHeader between);
    /** Before a commit: the index is whole, and the rows mean something together. */
    Result<void> hangsTogether();

    Result<std::optional<Kept>> find(const QString &type, const QString &id);
    Result<void> change(const pack::Change &change);
    /** The row's key. */
    Result<std::int64_t> put(const PackRow &row);
    Result<std::int64_t> insert(const PackRow &row, std::optional<std::int64_t> key);
    Result<void> take(const Kept &kept);
    Result<void> dropUnseen();
    Result<QByteArray> root();
    Result<void> note(const PackVersion &version);
    /** The sequence of this region's state; 0: none. */
    Result<std::int64_t> reached();
    Result<std::int64_t> ratchetOf(const QByteArray &kid);

    Options m_options;
    SecretBytes m_key;
    const Clock &m_clock;
    EventLog &m_log;
    RowsJudge m_judge;
    std::unique_ptr<RowIndex> m_index;
    std::unique_ptr<store::Database> m_db;
};

} // namespace yz::catalogue
