// SPDX-License-Identifier: Apache-2.0
#include "store/schema.h"

#include <array>
#include <string>

namespace yz::store {
namespace {

// draft_entry has no foreign key: only a table without one is emptied page by page (see DraftJournal::remove).
// outbox.pos counts on through epochs and is never used twice: it is the serial in the ticket number, and
// seq = pos - epoch.base, so that neither needs an index of its own (every page written is paid at each commit).
// state: 0 ready, 1 acked, 2 rejected. slip: as SlipState.
constexpr const char *kFirst = R"(
CREATE TABLE draft(
  id BLOB PRIMARY KEY, service TEXT NOT NULL, pack TEXT NOT NULL, begun_wall INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE draft_entry(
  draft BLOB NOT NULL, field TEXT NOT NULL, place INTEGER NOT NULL, value TEXT NOT NULL,
  PRIMARY KEY(draft, field)) WITHOUT ROWID;

CREATE TABLE epoch(
  n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, base INTEGER NOT NULL, why TEXT NOT NULL, began_wall INTEGER NOT NULL);
CREATE TABLE outbox(
  pos INTEGER PRIMARY KEY, epoch INTEGER NOT NULL REFERENCES epoch(n), id BLOB NOT NULL, kind BLOB NOT NULL,
  body BLOB, body_sha256 BLOB NOT NULL, prev_hash BLOB NOT NULL, number TEXT NOT NULL, state INTEGER NOT NULL DEFAULT 0,
  slip INTEGER NOT NULL DEFAULT 0, created_wall INTEGER NOT NULL, boot_id TEXT NOT NULL, created_mono INTEGER NOT NULL,
  clock_synced INTEGER NOT NULL, settled_wall INTEGER, reason TEXT, hub_receipt BLOB);
CREATE UNIQUE INDEX outbox_id ON outbox(id);
CREATE TABLE carried(id BLOB NOT NULL, epoch INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY(id, epoch)) WITHOUT ROWID;

-- What was promised to a citizen stays as it was promised. A correction is a new order.
CREATE TRIGGER outbox_content BEFORE UPDATE OF id, kind, body_sha256, number, created_wall ON outbox
  WHEN NEW.id IS NOT OLD.id OR NEW.kind IS NOT OLD.kind OR NEW.body_sha256 IS NOT OLD.body_sha256
    OR NEW.number IS NOT OLD.number OR NEW.created_wall IS NOT OLD.created_wall
  BEGIN SELECT RAISE(ABORT, 'an order is immutable'); END;
CREATE TRIGGER outbox_body BEFORE UPDATE OF body ON outbox
  WHEN NEW.body IS NOT OLD.body AND NOT (NEW.body IS NULL AND OLD.state = 1)
  BEGIN SELECT RAISE(ABORT, 'a body goes only when the hub has it'); END;
CREATE TRIGGER outbox_place BEFORE UPDATE OF pos, epoch, prev_hash ON outbox
  WHEN (NEW.pos IS NOT OLD.pos OR NEW.epoch IS NOT OLD.epoch OR NEW.prev_hash IS NOT OLD.prev_hash)
    AND NOT (NEW.epoch > OLD.epoch AND NEW.pos > OLD.pos AND NEW.state = 0)
  BEGIN SELECT RAISE(ABORT, 'an order moves only into a newer epoch'); END;
CREATE TRIGGER outbox_state BEFORE UPDATE OF state ON outbox
  WHEN NEW.state IS NOT OLD.state AND NOT (OLD.state = 0 AND NEW.state IN (1, 2)) AND NEW.epoch = OLD.epoch
  BEGIN SELECT RAISE(ABORT, 'ready turns to acked or rejected, and stays'); END;
CREATE TRIGGER outbox_kept BEFORE DELETE ON outbox BEGIN SELECT RAISE(ABORT, 'orders are never deleted'); END;
)";

// AUTOINCREMENT would note the highest number for ever; a number may come again once its row and body are gone.
// owner: the order they go with, which may not exist yet.
constexpr const char *kSecond = R"(
CREATE TABLE attachment(
  n INTEGER PRIMARY KEY, owner BLOB NOT NULL, sha256 BLOB NOT NULL, type BLOB NOT NULL, bytes INTEGER NOT NULL,
  pages INTEGER NOT NULL, kept_wall INTEGER NOT NULL, UNIQUE(owner, sha256));
CREATE TABLE attachment_body(n INTEGER PRIMARY KEY, body BLOB NOT NULL);
)";

constexpr std::array kSteps = {kFirst, kSecond};

} // namespace

int schemaVersion()
{
    return static_cast<int>(kSteps.size());
}

Result<void> migrate(Database &db)
{
    const auto version = db.number("PRAGMA user_version");
    if (!version)
        return version.error();
    if (*version > schemaVersion())
        return {Fault::Unsupported, "store: made by a later program (schema " + std::to_string(*version) + ")"};
    for (auto step = static_cast<std::size_t>(*version); step < kSteps.size(); ++step) {
        Transaction transaction(db);
        if (!transaction.begun())
            return transaction.begun();
        if (auto done = db.script(kSteps.at(step)); !done)
            return done;
        if (auto noted = db.script(("PRAGMA user_version = " + std::to_string(step + 1)).c_str()); !noted)
            return noted;
        if (auto committed = transaction.commit(); !committed)
            return committed;
    }
    return {};
}

} // namespace yz::store
