// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "attachments/attachment_table.h"
#include "cache/order_store.h"
#include "outbox/outbox.h"
#include "outbox/outbox_feed.h"
#include "store/database.h"
#include "store/draft_journal.h"
#include "store/store_files.h"

#include <memory>

namespace yz::store {

/**
 * `secure.db` as both sides see it: the visit (OrderStore) and the courier (OutboxFeed). Knows what to do when the
 * disk is full or the file damaged; what is in the tables is the journal's and the outbox's business.
 * Owner: whoever called OrderStore::open. Thread: one at a time.
 */
class SecureStore final : public OrderStore,
                          public outbox::OutboxFeed,
                          public AttachmentStore,
                          public attachments::AttachmentFeed
{
public:
    SecureStore(const Options &options, SecretBytes key, const Clock &clock, EventLog &log);
    Result<void> open();

    Result<Uuid> beginDraft(const QString &service, const QString &packVersion) override;
    Result<void> journal(const Uuid &draft, const QString &field, const QString &value) override;
    Result<Draft> loadDraft(const Uuid &draft) override;
    Result<void> discardDraft(const Uuid &draft) override;
    Result<Ticket> put(const Sealed &sealed, const std::optional<Uuid> &draft) override;
    Result<void> noteSlip(const Uuid &order, SlipState state) override;
    Result<OrderSummary> find(const Uuid &order) override;
    Result<Uuid> orderOf(const QString &number) override;
    Result<OutboxCount> count() override;
    Result<std::vector<WaitingOrder>> waiting(int most) override;
    Result<SealedOrders> sealWaiting(const QByteArray &hubKey) override;
    Result<std::optional<WallTime>> lastDelivered() override;
    Result<void> examine() override;
    Result<void> settle() override;
    Result<void> room() override;

    Result<AttachmentNote> keep(const Uuid &order, const QByteArray &bytes, const QByteArray &type, int pages) override;
    Result<std::vector<AttachmentNote>> attachments(const Uuid &order) override;
    Result<QByteArray> attachment(const Uuid &order, const QByteArray &sha256) override;
    Result<void> removeAttachment(const Uuid &order, const QByteArray &sha256) override;
    Result<void> discardAttachments(const Uuid &order) override;
    Result<std::optional<attachments::Waiting>> nextWaiting(int skip) override;
    Result<void> markUploaded(const Uuid &order, const QByteArray &sha256) override;

    Result<std::optional<outbox::Row>> nextReady() override;
    Result<std::optional<outbox::Row>> rowAt(std::uint64_t seq) override;
    Result<bool> markAcked(const Uuid &order, const QByteArray &receipt) override;
    Result<bool> markRejected(const Uuid &order, const QByteArray &reason, outbox::Position position) override;
    Result<outbox::Reconciled> reconcile(const outbox::HubStanding &hub) override;
    Result<void> beginEpoch(const QByteArray &why, std::optional<std::uint64_t> owedFrom) override;
    Result<void> rest() override;

private:
    /** What hangs on one open database; replaced as a whole. */
    struct Parts
    {
        std::unique_ptr<Database> db;
        DraftJournal drafts;
        outbox::Outbox outbox;
        attachments::AttachmentTable attachments;
    };
    /** How closely a file is looked at when it is opened: every page, or only what is needed. */
    enum class Look { Whole, Brief };
    Result<std::unique_ptr<Parts>> assemble(Look look);
    Result<void> reopen(Look look);
    Result<void> setAside(const Error &why);
    void salvage(const QString &damaged);
    void dropUnpromised();
    Result<void> reserveSerial(std::uint64_t serial);
    bool giveWay();
    int pageLimit() const;
    void takeRoomBack();
    Result<void> letGo();
    Result<Ticket> putOnce(const Sealed &sealed, const std::optional<Uuid> &draft);

    enum class Again { Never, InNewFile };
    /** Whether the ballast is given up for it: only for orders and what leads to them. */
    enum class Ballast { Yields, Stays };
    template <class Work>
    auto guarded(Work work, Again again = Again::Never, Ballast ballast = Ballast::Yields) -> decltype(work());
    /** In a transaction, and out of the log, too. */
    template <class Work>
    Result<void> removed(Work work);
    template <class Work>
    auto inTransaction(Work work) -> decltype(work());

    Options m_options;
    SecretBytes m_key;
    const Clock &m_clock;
    EventLog &m_log;
    StoreFiles m_files;
    std::uint64_t m_reserved = 0;
    bool m_tight = false;
    bool m_resting = false; ///< closed by us, whole when it was, and under our lock since
    std::unique_ptr<Parts> m_parts;
};

} // namespace yz::store
