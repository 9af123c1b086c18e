// SPDX-License-Identifier: Apache-2.0
#include "pack_folder.h"

#include "pack_source.h"

#include <cache/catalogue_store.h>
#include <core/event_log.h>

#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <QTemporaryDir>

#include <algorithm>
#include <map>

namespace yz::publishing {
namespace {

const QString kHead = QStringLiteral("head.json");
const QString kNext = QStringLiteral("head.next.json");

Result<QByteArray> bytesIn(const QString &folder, const QString &name)
{
    QFile file(folder + QLatin1Char('/') + name);
    if (!file.open(QIODevice::ReadOnly))
        return {Fault::NotFound, name.toStdString() + ": is not there"};
    if (file.size() > pack::kMaxFileBytes)
        return {Fault::DataMalformed, name.toStdString() + ": is over 64 MiB"};
    return file.readAll();
}

Result<void> writeIn(const QString &folder, const QString &name, const QByteArray &bytes)
{
    QSaveFile file(folder + QLatin1Char('/') + name);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return {Fault::StoreFull, name.toStdString() + ": cannot be written"};
    return {};
}

PackFile noteOf(const QByteArray &file, const QByteArray &plain)
{
    return {pack::sha256(file), file.size(), plain.size()};
}

/** The states whose snapshots lie there, the oldest first. */
std::vector<std::int64_t> statesIn(const QString &folder)
{
    std::vector<std::int64_t> states;
    const QDir snapshots(folder + QStringLiteral("/snapshots"));
    for (const auto &name : snapshots.entryList({QStringLiteral("*.ndjson.zst")}, QDir::Files)) {
        bool isNumber = false;
        const auto state = name.section(QLatin1Char('.'), 0, 0).toLongLong(&isNumber);
        if (isNumber)
            states.push_back(state);
    }
    std::sort(states.begin(), states.end());
    return states;
}

/** One more than what was published or built before. */
Result<std::int64_t> nextSequence(const QString &folder, const QString &region)
{
    std::int64_t last = 0;
    for (const auto &name : {kHead, kNext}) {
        const auto json = bytesIn(folder, name);
        if (!json)
            continue;
        const auto head = pack::unverifiedHead(*json);
        if (!head)
            return {head.fault(), name.toStdString() + ": " + head.error().detail};
        if (head->region != region)
            return {Fault::DataMalformed,
                    "the folder holds region " + head->region.toStdString() + ", not " + region.toStdString()};
        last = std::max(last, head->sequence);
    }
    for (const auto state : statesIn(folder))
        last = std::max(last, state);
    return last + 1;
}

/** Terminals that are in the middle of a download keep finding what they began with: one state more than the head. */
void forgetOld(const QString &folder, std::int64_t sequence, int keep)
{
    for (const auto state : statesIn(folder)) {
        if (state < sequence - keep)
            QFile::remove(folder + QLatin1Char('/') + snapshotPath(state));
    }
    QDir deltas(folder + QStringLiteral("/deltas"));
    for (const auto &name : deltas.entryList({QStringLiteral("*.ndjson.zst")}, QDir::Files)) {
        if (name.section(QLatin1Char('.'), 0, 0).section(QLatin1Char('-'), 1).toLongLong() < sequence - 1)
            deltas.remove(name);
    }
}

class NoLog final : public EventLog
{
public:
    void write(EventId, std::initializer_list<EventField>) override {}
};

/** What the changes make of the rows. */
Result<std::vector<PackRow>> changed(const std::vector<PackRow> &rows, const std::vector<pack::Change> &changes)
{
    std::map<std::pair<QString, QString>, QByteArray> all;
    for (const auto &row : rows)
        all[{row.type, row.id}] = row.value;
    for (const auto &change : changes) {
        const std::pair key{change.row.type, change.row.id};
        if (change.op == pack::Change::Op::Delete) {
            all.erase(key);
            continue;
        }
        auto value = change.op == pack::Change::Op::Put ? Result(change.row.value)
                                                        : pack::patchedValue(all[key], change.row.value);
        if (!value)
            return value.error();
        all[key] = *std::move(value);
    }
    std::vector<PackRow> made;
    for (const auto &[key, value] : all)
        made.push_back({key.first, key.second, value});
    return made;
}

Result<void> followDelta(const QString &folder, const PackHead &head, const PackHead::Delta &delta)
{
    const auto before = snapshotRows(folder, delta.from);
    const auto file = bytesIn(folder, deltaPath(delta.from, head.sequence));
    if (!before || !file)
        return before ? file.error() : before.error();
    if (pack::sha256(*file) != delta.file.sha256)
        return {Fault::DataForged, "the delta from " + std::to_string(delta.from) + " is not the one that was signed"};
    std::vector<pack::Change> changes;
    const auto header = pack::readPacked(*file, delta.file.plain, [&](const pack::Change &change) {
        changes.push_back(change);
        return Result<void>();
    });
    if (!header)
        return header.error();
    const auto made = changed(*before, changes);
    if (!made)
        return made.error();
    if (pack::rootOf(*made) != head.root)
        return {Fault::DataForged, "the delta from " + std::to_string(delta.from) + " leads elsewhere"};
    return {};
}

} // namespace

Result<BuiltPack> buildPack(const QString &folder, const std::vector<PackRow> &rows, const BuildOptions &options)
{
    for (const auto *part : {"", "/snapshots", "/deltas"}) {
        if (!QDir().mkpath(folder + QLatin1String(part)))
            return {Fault::StoreFull, folder.toStdString() + ": cannot be made"};
    }
    const auto sequence = nextSequence(folder, options.region);
    if (!sequence)
        return sequence.error();
    BuiltPack built{*sequence, rows.size(), {}, 0, 0};
    PackHead head{options.region,
                  *sequence,
                  pack::rootOf(rows),
                  options.now,
                  options.now + options.valid,
                  options.minApp,
                  {},
                  {}};
    const auto write = [&](const QString &name, const QByteArray &plain) -> Result<PackFile> {
        const auto file = pack::packed(plain, options.compression);
        if (auto written = writeIn(folder, name, file); !written)
            return written.error();
        return noteOf(file, plain);
    };
    const auto states = statesIn(folder);
    for (const auto from : states) {
        if (from < *sequence - options.keep)
            continue;
        const auto before = snapshotRows(folder, from);
        if (!before)
            return before.error();
        auto changes = pack::changesBetween(*before, rows);
        const auto delta = write(deltaPath(from, *sequence), pack::deltaLines({from, *sequence}, changes));
        if (!delta)
            return delta.error();
        head.deltas.push_back({from, *delta});
        if (from == states.back())
            built.changes = std::move(changes);
    }
    const auto snapshot = write(snapshotPath(*sequence), pack::snapshotLines(*sequence, rows));
    if (!snapshot)
        return snapshot.error();
    head.snapshot = *snapshot;
    built.snapshotBytes = snapshot->bytes;
    built.deltas = static_cast<int>(head.deltas.size());
    if (auto written = writeIn(folder, kNext, pack::unsignedHead(pack::headPayload(head))); !written)
        return written.error();
    forgetOld(folder, *sequence, options.keep);
    return built;
}

Result<PackHead> signPack(const QString &folder, const QByteArray &kid, const SecretBytes &secret)
{
    const bool isNew = QFile::exists(folder + QLatin1Char('/') + kNext);
    const auto head = bytesIn(folder, isNew ? kNext : kHead);
    if (!head)
        return head.error();
    const auto read = pack::unverifiedHead(*head);
    if (!read)
        return read;
    const auto all = pack::countersignedHead(*head, kid, secret);
    if (!all)
        return all.error();
    if (auto written = writeIn(folder, kHead, *all); !written)
        return written.error();
    if (isNew)
        QFile::remove(folder + QLatin1Char('/') + kNext);
    return read;
}

Result<VerifiedPack> verifyPack(const QString &folder, const std::vector<PublisherKey> &publishers,
                                const QString &region, const Clock &clock)
{
    const auto json = bytesIn(folder, kHead);
    if (!json)
        return json.error();
    const auto verified = pack::verifiedHead(*json, publishers);
    if (!verified)
        return verified.error();
    const QTemporaryDir room;
    NoLog log;
    const auto store = CatalogueStore::open({room.path(), region, publishers, pack::kAppVersion},
                                            SecretBytes::random(32), clock, log, judgeRows);
    if (!store)
        return store.error();
    const auto file = bytesIn(folder, snapshotPath(verified->head.sequence));
    if (!file)
        return file.error();
    if (auto applied = (*store)->apply(*json, *file, false); !applied)
        return applied.error();
    VerifiedPack seen{verified->head, verified->kid, 0, 0};
    const auto rows = snapshotRows(folder, verified->head.sequence);
    if (!rows)
        return rows.error();
    seen.rows = rows->size();
    for (const auto &delta : verified->head.deltas) {
        if (!QFile::exists(folder + QLatin1Char('/') + snapshotPath(delta.from)))
            continue;
        if (auto followed = followDelta(folder, verified->head, delta); !followed)
            return followed.error();
        ++seen.deltasFollowed;
    }
    return seen;
}

Result<std::vector<PackRow>> snapshotRows(const QString &folder, std::int64_t sequence)
{
    auto source = readSource(folder + QLatin1Char('/') + snapshotPath(sequence), nullptr);
    return source ? Result(std::move(source->rows)) : Result<std::vector<PackRow>>(source.error());
}

QStringList changeLines(const std::vector<pack::Change> &changes)
{
    QStringList lines;
    for (const auto &change : changes) {
        const QChar sign = change.op == pack::Change::Op::Put     ? QLatin1Char('+')
                           : change.op == pack::Change::Op::Patch ? QLatin1Char('~')
                                                                  : QLatin1Char('-');
        lines << sign + QLatin1Char(' ') + change.row.type + QLatin1Char(' ') + change.row.id;
    }
    return lines;
}

Result<QByteArray> makeSigningKey(const QString &file)
{
    const auto seed = SecretBytes::random(32);
    const auto pair = pack::signingKey(seed);
    if (!pair)
        return pair.error();
    QFile out(file);
    if (!out.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return {Fault::BadInput, file.toStdString() + ": is there already, or cannot be written"};
    const auto bytes = seed.bytes();
    QByteArray hex = QByteArray::fromRawData(reinterpret_cast<const char *>(bytes.data()), 32).toHex() + '\n';
    const bool written = out.write(hex) == hex.size() && out.flush();
    wipe(std::as_writable_bytes(std::span(hex.data(), static_cast<std::size_t>(hex.size()))));
    if (!written)
        return {Fault::StoreFull, file.toStdString() + ": cannot be written"};
    return pair->publicKey;
}

Result<pack::SigningKey> loadSigningKey(const QString &file)
{
    QFile in(file);
    if (!in.open(QIODevice::ReadOnly))
        return {Fault::NotFound, file.toStdString() + ": cannot be read"};
    constexpr auto others =
        QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;
    if (in.permissions() & others)
        return {Fault::DataMalformed, file.toStdString() + ": others may read this key; chmod 600"};
    QByteArray hex = in.read(256).trimmed();
    const auto seed = SecretBytes::fromHex({hex.constData(), static_cast<std::size_t>(hex.size())}, 32);
    wipe(std::as_writable_bytes(std::span(hex.data(), static_cast<std::size_t>(hex.size()))));
    if (!seed)
        return {Fault::DataMalformed, file.toStdString() + ": is no key of 64 hexadecimal digits"};
    return pack::signingKey(*seed);
}

} // namespace yz::publishing
