// SPDX-License-Identifier: Apache-2.0
#include "store/secure_store.h"

#include "cache/ticket_number.h"
#include "store/salvage.h"
#include "store/schema.h"
#include "store/secure_store_work.h"

#include <string>
#include <utility>

namespace yz::store {
namespace {

/** So many serials are noted ahead, so that the note is written once in as many orders. */
constexpr std::uint64_t kSerialsAhead = 128;
constexpr std::int64_t kPageBytes = 4096;

std::int64_t pagesOf(std::int64_t bytes)
{
    return (bytes + kPageBytes - 1) / kPageBytes;
}

} // namespace

SecureStore::SecureStore(const Options &options, SecretBytes key, const Clock &clock, EventLog &log)
    : m_options(options), m_key(std::move(key)), m_clock(clock), m_log(log), m_files(options.directory)
{
}

// --- Opening -------------------------------------------------------------------------------------------------------

Result<void> SecureStore::open()
{
    if (m_options.terminal.isEmpty())
        return {Fault::BadInput, "store: the terminal has no id"};
    if (m_key.size() != 32)
        return {Fault::KeyMissing, "store: no key of 32 bytes was given"};
    if (auto entered = m_files.enter(); !entered)
        return entered;
    m_reserved = m_files.reservedSerial();
    const bool vanished = !m_files.hasDatabase() && m_files.matchKey(m_key) == KeyMatch::Holds;
    if (vanished)
        m_log.write(EventId::StoreSetAside, {{"error", Error{Fault::StoreDamaged, "store: the file has vanished"}}});
    if (auto opened = reopen(Look::Whole); !opened)
        return opened;
    if (m_files.matchKey(m_key) != KeyMatch::Holds) {
        if (auto noted = m_files.noteKey(m_key); !noted)
            return noted;
    }
    m_tight = !m_files.hasBallast();
    takeRoomBack();
    dropUnpromised();
    (void)letGo(); // keeping old bodies a little longer is no reason not to open
    const auto counted = m_parts->outbox.count();
    if (!counted)
        return counted.error();
    m_log.write(EventId::StoreOpened, {{"pending", static_cast<std::int64_t>(counted->pending)}});
    return {};
}

Result<std::unique_ptr<SecureStore::Parts>> SecureStore::assemble(Look look)
{
    auto db = Database::open(m_files.database(), m_key, pageLimit());
    if (!db)
        return db.error();
    auto &opened = **db;
    // First, for the check of the pages looks at the file alone: pages torn by a power cut lie whole in the log.
    if (auto folded = opened.checkpoint(); !folded)
        return folded.error();
    if (look == Look::Whole) {
        if (auto whole = opened.verify(); !whole)
            return whole.error();
    }
    if (auto ready = migrate(opened); !ready)
        return ready.error();
    auto parts =
        std::unique_ptr<Parts>(new Parts{std::move(*db), DraftJournal(opened),
                                         outbox::Outbox(opened, m_options.terminal, m_clock,
                                                        [this](std::uint64_t serial) { return reserveSerial(serial); }),
                                         attachments::AttachmentTable(opened)});
    if (auto ready = parts->outbox.open(m_reserved); !ready)
        return ready.error();
    if (auto folded = opened.checkpoint(); !folded)
        return folded.error();
    if (auto cipher = refusePlaintext(m_files.database()); !cipher)
        return cipher.error();
    return parts;
}

Result<void> SecureStore::reopen(Look look)
{
    m_parts.reset();
    m_resting = false;
    auto parts = assemble(look);
    if (parts) {
        m_parts = std::move(*parts);
        return {};
    }
    const Error &error = parts.error();
    if (error.fault == Fault::StoreFull && giveWay()) {
        if (parts = assemble(look); parts)
            m_parts = std::move(*parts);
        return parts ? Result<void>() : Result<void>(parts.error());
    }
    if (error.fault != Fault::StoreDamaged)
        return error;
    // A wrong key and a damaged first page look the same to SQLCipher: the note of the key decides.
    if (m_files.matchKey(m_key) != KeyMatch::Holds)
        return {Fault::KeyMissing, "store: the key does not open this file"};
    return setAside(error);
}

Result<void> SecureStore::setAside(const Error &why)
{
    const auto damaged = m_files.setAside(m_clock.wall());
    if (!damaged)
        return damaged.error();
    m_log.write(EventId::StoreSetAside, {{"error", why}});
    auto parts = assemble(Look::Whole);
    if (!parts)
        return parts.error();
    m_parts = std::move(*parts);
    salvage(*damaged);
    return {};
}

void SecureStore::salvage(const QString &damaged)
{
    // What cannot be read stays in the file put aside, for a technician; the alarm was given.
    for (const auto &saved : readyOrdersOf(damaged, m_key, m_reserved)) {
        (void)inTransaction([&]() -> Result<void> {
            const auto put = m_parts->outbox.put(saved.sealed, saved.number);
            return put ? Result<void>() : Result<void>(put.error());
        });
    }
}

Result<void> SecureStore::reserveSerial(std::uint64_t serial)
{
    if (serial <= m_reserved)
        return {};
    if (auto noted = m_files.reserveSerial(serial + kSerialsAhead); !noted)
        return noted;
    m_reserved = serial + kSerialsAhead;
    return {};
}

// --- Trouble -------------------------------------------------------------------------------------------------------

int SecureStore::pageLimit() const
{
    return m_options.maxPages + (m_tight ? static_cast<int>(pagesOf(m_options.ballastBytes)) : 0);
}

bool SecureStore::giveWay()
{
    const bool dropped = m_files.dropBallast();
    if (!dropped && m_tight)
        return false;
    m_tight = true;
    if (m_parts)
        (void)m_parts->db->setMaxPages(pageLimit());
    m_log.write(EventId::StoreShortOfRoom,
                {{"error", Error{Fault::StoreFull, "store: the ballast was given up for the order in hand"}}});
    return true;
}

void SecureStore::takeRoomBack()
{
    if (!m_tight)
        return;
    const auto pages = m_parts->db->number("PRAGMA page_count");
    const auto unused = m_parts->db->number("PRAGMA freelist_count");
    if (!pages || !unused || *pages - *unused > m_options.maxPages || m_files.freeBytes() < 2 * m_options.ballastBytes)
        return;
    if (!m_files.layBallast(m_options.ballastBytes))
        return;
    m_tight = false;
    (void)m_parts->db->setMaxPages(pageLimit());
}

Result<void> SecureStore::room()
{
    return m_tight ? Result<void>(Fault::StoreFull, "store: the ballast is used up") : Result<void>();
}

// --- The visit's side ----------------------------------------------------------------------------------------------

Result<Uuid> SecureStore::beginDraft(const QString &service, const QString &packVersion)
{
    const Uuid draft = Uuid::fresh(m_clock);
    return guarded(
        [&]() -> Result<Uuid> {
            const auto begun = m_parts->drafts.begin(draft, service, packVersion, m_clock.wall());
            return begun ? Result<Uuid>(draft) : Result<Uuid>(begun.error());
        },
        Again::InNewFile);
}

Result<void> SecureStore::journal(const Uuid &draft, const QString &field, const QString &value)
{
    return guarded([&] { return m_parts->drafts.set(draft, field, value); });
}

Result<Draft> SecureStore::loadDraft(const Uuid &draft)
{
    return guarded([&] { return m_parts->drafts.load(draft); });
}

Result<void> SecureStore::discardDraft(const Uuid &draft)
{
    return guarded([&]() -> Result<void> {
        if (auto removed = inTransaction([&] { return m_parts->drafts.remove(draft); }); !removed)
            return removed;
        // The log still holds the pages as they were.
        return m_parts->db->checkpoint();
    });
}

Result<Ticket> SecureStore::put(const Sealed &sealed, const std::optional<Uuid> &draft)
{
    auto ticket = guarded([&] { return putOnce(sealed, draft); }, Again::InNewFile);
    // The order is durable by now: a log that cannot be folded just yet is no reason to tell the citizen otherwise.
    if (ticket && draft && m_parts)
        (void)m_parts->db->checkpoint();
    return ticket;
}

Result<Ticket> SecureStore::putOnce(const Sealed &sealed, const std::optional<Uuid> &draft)
{
    return inTransaction([&]() -> Result<Ticket> {
        const auto held = m_parts->outbox.existing(sealed);
        if (!held)
            return held.error();
        auto ticket = *held ? Result<Ticket>(**held) : m_parts->outbox.put(sealed);
        if (!ticket || !draft)
            return ticket;
        // The draft is gone already when the same order is put again, or when its file was set aside.
        const auto ended = m_parts->drafts.remove(*draft);
        if (!ended && ended.fault() != Fault::NotFound)
            return ended.error();
        return ticket;
    });
}

Result<void> SecureStore::noteSlip(const Uuid &order, SlipState state)
{
    return guarded([&] { return m_parts->outbox.noteSlip(order, state); });
}

Result<OrderSummary> SecureStore::find(const Uuid &order)
{
    return guarded([&] { return m_parts->outbox.find(order); });
}

Result<Uuid> SecureStore::orderOf(const QString &number)
{
    return guarded([&] { return m_parts->outbox.orderOf(plainTicketNumber(number)); });
}

Result<OutboxCount> SecureStore::count()
{
    return guarded([&] { return m_parts->outbox.count(); });
}

Result<void> SecureStore::settle()
{
    if (!m_parts)
        return {};
    auto folded = guarded([&] { return m_parts->db->checkpoint(); });
    if (folded) {
        takeRoomBack();
        // What the engine keeps of a page (cache, scratch, the page decrypted last) is plaintext. Only closing gives
        // all of it back; opening again, with the next call, costs a fraction of a millisecond with a raw key. A page
        // that is damaged meanwhile is found when it is read.
        m_parts.reset();
        m_resting = true;
    }
    return folded;
}

Result<void> SecureStore::letGo()
{
    // Only by a clock that is known to be right: a dead one must not throw anything away.
    if (!m_clock.wallIsTrusted())
        return {};
    const auto now = m_clock.wall();
    if (auto purged = m_parts->outbox.purge(now - m_options.keepAcked); !purged)
        return purged;
    const auto removed = inTransaction([&] { return m_parts->drafts.removeOlderThan(now - m_options.keepDrafts); });
    return removed ? Result<void>() : Result<void>(removed.error());
}

// --- Attachments ---------------------------------------------------------------------------------------------------

/** No visit is under way when the store is opened: what belongs to no order was left behind by one that broke off. */
void SecureStore::dropUnpromised()
{
    const auto dropped = inTransaction([&] { return m_parts->attachments.discardUnpromised(); });
    if (dropped && *dropped)
        (void)m_parts->db->checkpoint();
}

Result<AttachmentNote> SecureStore::keep(const Uuid &order, const QByteArray &bytes, const QByteArray &type, int pages)
{
    return guarded(
        [&] {
            return inTransaction([&] { return m_parts->attachments.keep(order, bytes, type, pages, m_clock.wall()); });
        },
        Again::InNewFile, Ballast::Stays);
}

Result<std::vector<AttachmentNote>> SecureStore::attachments(const Uuid &order)
{
    return guarded([&] { return m_parts->attachments.of(order); });
}

Result<QByteArray> SecureStore::attachment(const Uuid &order, const QByteArray &sha256)
{
    return guarded([&] { return m_parts->attachments.bytes(order, sha256); });
}

Result<void> SecureStore::removeAttachment(const Uuid &order, const QByteArray &sha256)
{
    return removed([&] { return m_parts->attachments.remove(order, sha256); });
}

Result<void> SecureStore::discardAttachments(const Uuid &order)
{
    return removed([&] { return m_parts->attachments.discard(order); });
}

Result<std::optional<attachments::Waiting>> SecureStore::nextWaiting(int skip)
{
    return guarded([&] { return m_parts->attachments.nextWaiting(skip); });
}

Result<void> SecureStore::markUploaded(const Uuid &order, const QByteArray &sha256)
{
    return removed([&] { return m_parts->attachments.uploaded(order, sha256); });
}

} // namespace yz::store

namespace yz {

Result<std::unique_ptr<OrderStore>> OrderStore::open(const Options &options, const SecretBytes &key, const Clock &clock,
                                                     EventLog &log)
{
    auto store = std::make_unique<store::SecureStore>(options, SecretBytes::copyOf(key.bytes()), clock, log);
    if (auto opened = store->open(); !opened)
        return opened.error();
    return std::unique_ptr<OrderStore>(std::move(store));
}

AttachmentStore *AttachmentStore::of(OrderStore &store)
{
    return dynamic_cast<AttachmentStore *>(&store); // the same object seen from its other side
}

} // namespace yz
