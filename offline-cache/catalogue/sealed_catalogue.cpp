// SPDX-License-Identifier: Apache-2.0
#include "catalogue/sealed_catalogue.h"

#include "laws/law_index.h"

#include <QDir>
#include <QFile>

#include <algorithm>
#include <utility>

namespace yz::catalogue {
namespace {

/** 1 GiB: all of the nation's law with its index is a fifth of it. */
constexpr int kMaxPages = 262'144;

/** What the rows are kept in. A meta row per state; a ratchet row per key that ever led here. */
constexpr char kSchema[] =
    "CREATE TABLE IF NOT EXISTS entry(key INTEGER PRIMARY KEY, type TEXT NOT NULL, id TEXT NOT NULL,"
    " value BLOB NOT NULL, digest BLOB NOT NULL, UNIQUE(type, id));"
    "CREATE TABLE IF NOT EXISTS catalogue_state(one INTEGER PRIMARY KEY CHECK(one = 1),"
    " region TEXT NOT NULL, seq INTEGER NOT NULL, root BLOB NOT NULL, created INTEGER NOT NULL,"
    " expires INTEGER NOT NULL);"
    "CREATE TABLE IF NOT EXISTS ratchet(region TEXT NOT NULL, kid TEXT NOT NULL, seq INTEGER NOT NULL,"
    " PRIMARY KEY(region, kid)) WITHOUT ROWID;"
    "CREATE TEMP TABLE IF NOT EXISTS seen(key INTEGER PRIMARY KEY);";

std::int64_t milliseconds(WallTime time)
{
    return time.time_since_epoch().count();
}

bool isIndexed(const QString &type)
{
    return type == u"law" || type == u"article" || type == u"synonym" || type == u"pinyin";
}

} // namespace

SealedCatalogue::SealedCatalogue(Options options, SecretBytes key, const Clock &clock, EventLog &log, RowsJudge judge,
                                 std::unique_ptr<RowIndex> index)
    : m_options(std::move(options)),
      m_key(std::move(key)),
      m_clock(clock),
      m_log(log),
      m_judge(std::move(judge)),
      m_index(std::move(index))
{
}

Result<void> SealedCatalogue::openFile()
{
    m_db.reset();
    const QString path = m_options.directory + QStringLiteral("/catalogue.db");
    auto db = store::Database::open(path, m_key, kMaxPages);
    if (!db)
        return db.error();
    m_db = *std::move(db);
    if (auto room = m_db->script("PRAGMA cache_size = -65536;"); !room)
        return room;
    if (auto made = m_db->script(kSchema); !made)
        return made;
    if (auto attached = m_index->attach(*m_db); !attached)
        return attached;
    if (auto folded = m_db->checkpoint(); !folded)
        return folded;
    return store::refusePlaintext(path);
}

Result<void> SealedCatalogue::open()
{
    if (!QDir().mkpath(m_options.directory))
        return {Fault::StoreFull, "catalogue: its folder cannot be made"};
    auto opened = openFile();
    if (opened || opened.fault() != Fault::StoreDamaged)
        return opened;
    // Nothing in it is anybody's: it is fetched again, and the ratchet with it from the first head that is accepted.
    m_log.write(EventId::StoreSetAside, {{"error", opened.error()}});
    if (auto gone = setAside(); !gone)
        return gone;
    return openFile();
}

Result<void> SealedCatalogue::setAside()
{
    m_db.reset();
    const QString path = m_options.directory + QStringLiteral("/catalogue.db");
    QFile::remove(path + QStringLiteral(".damaged"));
    for (const auto *tail : {"-wal", "-shm"})
        QFile::remove(path + QLatin1String(tail));
    if (!QFile::rename(path, path + QStringLiteral(".damaged")))
        return {Fault::StoreDamaged, "catalogue: the damaged file cannot be put aside"};
    return {};
}

Result<PackVersion> SealedCatalogue::version()
{
    auto state = m_db->query("SELECT region, seq, root, created, expires FROM catalogue_state");
    const auto there = state.row();
    if (!there)
        return there.error();
    if (!*there)
        return PackVersion{m_options.region, 0, {}, {}, {}};
    return PackVersion{state.text(0), state.number(1), state.bytes(2), WallTime(Milliseconds(state.number(3))),
                       WallTime(Milliseconds(state.number(4)))};
}

Result<std::vector<PackRow>> SealedCatalogue::rows()
{
    std::vector<PackRow> all;
    auto rows = m_db->query("SELECT type, id, value FROM entry"
                            " WHERE type NOT IN ('law', 'article', 'synonym', 'pinyin') ORDER BY type, id");
    for (;;) {
        const auto more = rows.row();
        if (!more)
            return more.error();
        if (!*more)
            return all;
        all.push_back({rows.text(0), rows.text(1), rows.bytes(2)});
    }
}

Result<void> SealedCatalogue::installBuiltIn(const std::vector<PackRow> &rows)
{
    const auto held = version();
    if (!held)
        return held.error();
    const auto builtIn = pack::rootOf(rows);
    const bool isOurs = held->region == m_options.region;
    if (isOurs && (held->sequence > 0 || held->root == builtIn))
        return {};
    store::Transaction transaction(*m_db);
    if (!transaction.begun())
        return transaction.begun();
    if (auto cleared = m_db->script("DELETE FROM temp.seen;"); !cleared)
        return cleared;
    for (const auto &row : rows) {
        const auto key = put(row);
        if (!key)
            return key.error();
        if (auto seen = m_db->query("INSERT OR IGNORE INTO temp.seen(key) VALUES(?1)").bind(*key).run(); !seen)
            return seen;
    }
    if (auto dropped = dropUnseen(); !dropped)
        return dropped;
    if (auto whole = hangsTogether(); !whole)
        return whole;
    if (auto noted = note({m_options.region, 0, builtIn, {}, {}}); !noted)
        return noted;
    return transaction.commit();
}

Result<std::int64_t> SealedCatalogue::reached()
{
    const auto held = version();
    if (!held)
        return held.error();
    return held->region == m_options.region ? held->sequence : 0; // a terminal that moved begins anew
}

Result<std::int64_t> SealedCatalogue::ratchetOf(const QByteArray &kid)
{
    auto ratchet = m_db->query("SELECT seq FROM ratchet WHERE region = ?1 AND kid = ?2");
    ratchet.bind(m_options.region).bind(QString::fromLatin1(kid));
    const auto there = ratchet.row();
    if (!there)
        return there.error();
    return *there ? ratchet.number(0) : 0;
}

Result<pack::Verified> SealedCatalogue::accepted(const QByteArray &headJson)
{
    auto verified = pack::verifiedHead(headJson, m_options.publishers);
    if (!verified)
        return verified;
    const auto last = ratchetOf(verified->kid);
    const auto held = reached();
    if (!last || !held)
        return last ? held.error() : last.error();
    // Whoever signs: what is here is never replaced by something older.
    const auto least = std::max(*last, *held);
    auto acceptable = pack::acceptable(
        *verified, {m_options.region, m_options.appVersion, least, m_clock.wall(), m_clock.wallIsTrusted()});
    if (!acceptable)
        return acceptable.error();
    return verified;
}

Result<CatalogueStore::Next> SealedCatalogue::judge(const QByteArray &headJson)
{
    auto verified = accepted(headJson);
    if (!verified) {
        m_log.write(EventId::PackRefused, {{"error", verified.error()}});
        return verified.error();
    }
    const auto held = reached();
    if (!held)
        return held.error();
    Next next;
    next.head = std::move(verified->head);
    next.from = *held;
    next.file = next.head.snapshot;
    next.isCurrent = *held == next.head.sequence;
    for (const auto &delta : next.head.deltas) {
        if (delta.from != *held || *held == 0)
            continue;
        next.isDelta = true;
        next.file = delta.file;
    }
    return next;
}

Result<void> SealedCatalogue::apply(const QByteArray &headJson, const QByteArray &file, bool isDelta)
{
    auto verified = accepted(headJson);
    auto followed = verified ? follow(*verified, file, isDelta) : Result<void>(verified.error());
    if (!followed) {
        m_log.write(EventId::PackRefused, {{"error", followed.error()}});
        return followed;
    }
    m_log.write(EventId::PackApplied, {{"sequence", verified->head.sequence}});
    return m_db->checkpoint();
}

Result<void> SealedCatalogue::follow(const pack::Verified &verified, const QByteArray &file, bool isDelta)
{
    const PackHead &head = verified.head;
    const auto held = reached();
    if (!held)
        return held.error();
    const auto delta =
        std::find_if(head.deltas.begin(), head.deltas.end(), [&](const auto &one) { return one.from == *held; });
    if (isDelta && delta == head.deltas.end())
        return {Fault::NotFound, "pack: there is no delta from " + std::to_string(*held)};
    const PackFile &wanted = isDelta ? delta->file : head.snapshot;
    if (file.size() != wanted.bytes || pack::sha256(file) != wanted.sha256)
        return {Fault::DataForged, "pack: the file is not the one that was signed"};
    store::Transaction transaction(*m_db);
    if (!transaction.begun())
        return transaction.begun();
    if (auto taken = isDelta ? takeDelta(file, wanted.plain, {*held, head.sequence})
                             : takeSnapshot(file, wanted.plain, head.sequence);
        !taken)
        return taken;
    if (auto whole = hangsTogether(); !whole)
        return whole;
    const auto made = root();
    if (!made)
        return made.error();
    if (*made != head.root)
        return {Fault::DataForged, "pack: the rows do not give the root that was signed"};
    if (auto noted = note({head.region, head.sequence, head.root, head.created, head.expires}); !noted)
        return noted;
    auto ratchet = m_db->query("INSERT INTO ratchet(region, kid, seq) VALUES(?1, ?2, ?3)"
                               " ON CONFLICT(region, kid) DO UPDATE SET seq = max(seq, excluded.seq)");
    if (auto turned = ratchet.bind(head.region).bind(QString::fromLatin1(verified.kid)).bind(head.sequence).run();
        !turned)
        return turned;
    return transaction.commit();
}

Result<void> SealedCatalogue::hangsTogether()
{
    if (auto finished = m_index->finished(*m_db); !finished)
        return finished;
    const auto words = rows();
    return words ? m_judge(*words) : Result<void>(words.error());
}

Result<void> SealedCatalogue::takeSnapshot(const QByteArray &file, std::int64_t plain, std::int64_t to)
{
    if (auto cleared = m_db->script("DELETE FROM temp.seen;"); !cleared)
        return cleared;
    const auto header = pack::readPacked(file, plain, [this](const pack::Change &line) {
        const auto key = put(line.row);
        return key ? m_db->query("INSERT OR IGNORE INTO temp.seen(key) VALUES(?1)").bind(*key).run()
                   : Result<void>(key.error());
    });
    if (!header)
        return header.error();
    if (header->from != 0 || header->to != to)
        return {Fault::DataMalformed, "pack: the snapshot is of another state"};
    return dropUnseen();
}

Result<void> SealedCatalogue::takeDelta(const QByteArray &file, std::int64_t plain, pack::FileHeader between)
{
    const auto header = pack::readPacked(file, plain, [this](const pack::Change &line) { return change(line); });
    if (!header)
        return header.error();
    if (header->from != between.from || header->to != between.to)
        return {Fault::DataMalformed, "pack: the delta is between other states"};
    return {};
}

Result<std::optional<SealedCatalogue::Kept>> SealedCatalogue::find(const QString &type, const QString &id)
{
    auto query = m_db->query("SELECT key, value FROM entry WHERE type = ?1 AND id = ?2");
    query.bind(type).bind(id);
    const auto there = query.row();
    if (!there)
        return there.error();
    if (!*there)
        return std::optional<Kept>();
    return std::optional(Kept{query.number(0), {type, id, query.bytes(1)}});
}

Result<void> SealedCatalogue::change(const pack::Change &change)
{
    const auto putRow = [this](const PackRow &row) {
        const auto key = put(row);
        return key ? Result<void>() : Result<void>(key.error());
    };
    if (change.op == pack::Change::Op::Put)
        return putRow(change.row);
    const auto kept = find(change.row.type, change.row.id);
    if (!kept)
        return kept.error();
    if (!*kept)
        return {Fault::DataMalformed, "changes a row that is not there"};
    if (change.op == pack::Change::Op::Delete)
        return take(**kept);
    auto value = pack::patchedValue((*kept)->row.value, change.row.value);
    if (!value)
        return value.error();
    return putRow({change.row.type, change.row.id, *std::move(value)});
}

Result<std::int64_t> SealedCatalogue::put(const PackRow &row)
{
    const auto kept = find(row.type, row.id);
    if (!kept)
        return kept.error();
    if (*kept && (*kept)->row.value == row.value)
        return (*kept)->key;
    if (*kept) {
        if (auto taken = take(**kept); !taken)
            return taken.error();
    }
    const auto wished = isIndexed(row.type) ? m_index->keyFor(*m_db, row) : std::optional<std::int64_t>();
    if (!wished)
        return wished.error();
    const auto key = insert(row, *wished);
    if (!key || !isIndexed(row.type))
        return key;
    const auto added = m_index->added(*m_db, row, *key);
    return added ? key : Result<std::int64_t>(added.error());
}

Result<std::int64_t> SealedCatalogue::insert(const PackRow &row, std::optional<std::int64_t> key)
{
    auto insert = m_db->query("INSERT INTO entry(key, type, id, value, digest) VALUES(?1, ?2, ?3, ?4, ?5)"
                              " RETURNING key");
    if (key)
        insert.bind(*key);
    else
        insert.bindNull();
    const auto inserted = insert.bind(row.type).bind(row.id).bind(row.value).bind(pack::sha256(row.value)).row();
    if (!inserted)
        return inserted.error();
    const auto given = insert.number(0);
    const auto ended = insert.run();
    return ended ? Result<std::int64_t>(given) : Result<std::int64_t>(ended.error());
}

Result<void> SealedCatalogue::take(const Kept &kept)
{
    if (isIndexed(kept.row.type)) {
        if (auto removed = m_index->removed(*m_db, kept.row, kept.key); !removed)
            return removed;
    }
    return m_db->query("DELETE FROM entry WHERE key = ?1").bind(kept.key).run();
}

Result<void> SealedCatalogue::dropUnseen()
{
    std::vector<Kept> gone;
    {
        auto rows = m_db->query("SELECT key, type, id, value FROM entry WHERE key NOT IN (SELECT key FROM temp.seen)");
        for (;;) {
            const auto more = rows.row();
            if (!more)
                return more.error();
            if (!*more)
                break;
            gone.push_back({rows.number(0), {rows.text(1), rows.text(2), rows.bytes(3)}});
        }
    }
    for (const auto &row : gone) {
        if (auto taken = take(row); !taken)
            return taken;
    }
    return {};
}

Result<QByteArray> SealedCatalogue::root()
{
    pack::PackRoot root;
    auto rows = m_db->query("SELECT type, id, digest FROM entry ORDER BY type, id");
    for (;;) {
        const auto more = rows.row();
        if (!more)
            return more.error();
        if (!*more)
            return root.finish();
        root.add(rows.text(0), rows.text(1), rows.bytes(2));
    }
}

Result<void> SealedCatalogue::note(const PackVersion &version)
{
    return m_db
        ->query("INSERT OR REPLACE INTO catalogue_state(one, region, seq, root, created, expires)"
                " VALUES(1, ?1, ?2, ?3, ?4, ?5)")
        .bind(version.region)
        .bind(version.sequence)
        .bind(version.root)
        .bind(milliseconds(version.created))
        .bind(milliseconds(version.expires))
        .run();
}

} // namespace yz::catalogue

namespace yz {

Result<std::unique_ptr<CatalogueStore>> CatalogueStore::open(const Options &options, const SecretBytes &key,
                                                             const Clock &clock, EventLog &log, RowsJudge judge)
{
    auto store = std::make_unique<catalogue::SealedCatalogue>(options, SecretBytes::copyOf(key.bytes()), clock, log,
                                                              std::move(judge), std::make_unique<laws::LawIndex>());
    if (auto opened = store->open(); !opened)
        return opened.error();
    return std::unique_ptr<CatalogueStore>(std::move(store));
}

QString snapshotPath(std::int64_t sequence)
{
    return QStringLiteral("snapshots/%1.ndjson.zst").arg(sequence);
}

QString deltaPath(std::int64_t from, std::int64_t to)
{
    return QStringLiteral("deltas/%1-%2.ndjson.zst").arg(from).arg(to);
}

Result<bool> followFolder(CatalogueStore &store, const QString &folder)
{
    const auto contentOf = [&](const QString &name, std::int64_t most) -> Result<QByteArray> {
        QFile file(folder + QLatin1Char('/') + name);
        if (!file.open(QIODevice::ReadOnly))
            return {Fault::NotFound, "pack: " + name.toStdString() + " is missing"};
        if (file.size() > most)
            return {Fault::DataMalformed, "pack: " + name.toStdString() + " is too large"};
        return file.readAll();
    };
    const auto head = contentOf(QStringLiteral("head.json"), pack::kMaxHeadBytes);
    if (!head)
        return head.error();
    const auto next = store.judge(*head);
    if (!next)
        return next.error();
    if (next->isCurrent)
        return false;
    bool isDelta = next->isDelta;
    auto file = isDelta ? contentOf(deltaPath(next->from, next->head.sequence), next->file.bytes)
                        : Result<QByteArray>(Error{Fault::NotFound, {}});
    if (!file) {
        isDelta = false;
        file = contentOf(snapshotPath(next->head.sequence), next->head.snapshot.bytes);
    }
    if (!file)
        return file.error();
    if (auto applied = store.apply(*head, *file, isDelta); !applied)
        return applied.error();
    return true;
}

} // namespace yz
