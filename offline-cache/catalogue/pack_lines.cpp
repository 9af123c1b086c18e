// SPDX-License-Identifier: Apache-2.0
#include "cache/pack_lines.h"

#include "cache/pack_head.h"

#include <QJsonDocument>
#include <QRegularExpression>

#include <sodium.h>
#include <zstd.h>

#include <algorithm>
#include <memory>

namespace yz::pack {
namespace {

constexpr int kMaxWindowLog = 27;
constexpr int kMaxDepth = 32; // a line around a row

bool inOrder(const PackRow &a, const PackRow &b)
{
    return a.type != b.type ? a.type < b.type : a.id < b.id;
}

bool isType(const QString &type)
{
    static const QStringList types = {
        QStringLiteral("item"),     QStringLiteral("form"),   QStringLiteral("org"),     QStringLiteral("person"),
        QStringLiteral("referral"), QStringLiteral("lesson"), QStringLiteral("tree"),    QStringLiteral("template"),
        QStringLiteral("code"),     QStringLiteral("law"),    QStringLiteral("article"), QStringLiteral("synonym"),
        QStringLiteral("pinyin"),
    };
    return types.contains(type);
}

/** Brackets outside of strings, no deeper than any row has need of: before anything is parsed. */
bool isShallow(const QByteArray &json)
{
    int depth = 0;
    bool inString = false;
    for (qsizetype i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (inString) {
            i += c == '\\' ? 1 : 0;
            inString = c != '"';
            continue;
        }
        inString = c == '"';
        depth += int(c == '{' || c == '[') - int(c == '}' || c == ']');
        if (depth > kMaxDepth)
            return false;
    }
    return true;
}

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QJsonObject lineOf(const Change &change)
{
    QJsonObject line{{QStringLiteral("t"), change.row.type}, {QStringLiteral("id"), change.row.id}};
    switch (change.op) {
    case Change::Op::Put:
        line.insert(QStringLiteral("op"), QStringLiteral("put"));
        break;
    case Change::Op::Patch:
        line.insert(QStringLiteral("op"), QStringLiteral("patch"));
        break;
    case Change::Op::Delete:
        line.insert(QStringLiteral("op"), QStringLiteral("del"));
        return line;
    }
    line.insert(QStringLiteral("v"), QJsonDocument::fromJson(change.row.value).object());
    return line;
}

Result<Change> readLine(const QByteArray &line)
{
    static const QRegularExpression id(QStringLiteral("^[A-Za-z0-9._/@-]{1,96}$"));
    const auto document = QJsonDocument::fromJson(line);
    if (!document.isObject())
        return {Fault::DataMalformed, "is no JSON object"};
    const auto object = document.object();
    Change change;
    change.row.type = object.value(QLatin1String("t")).toString();
    change.row.id = object.value(QLatin1String("id")).toString();
    if (!isType(change.row.type))
        return {Fault::DataMalformed, "is of no known type"};
    if (!id.match(change.row.id).hasMatch())
        return {Fault::DataMalformed, "has no proper id"};
    const auto op = object.value(QLatin1String("op")).toString();
    if (op == QLatin1String("del")) {
        change.op = Change::Op::Delete;
        return change;
    }
    if (op != QLatin1String("put") && op != QLatin1String("patch"))
        return {Fault::DataMalformed, "has no known operation"};
    change.op = op == QLatin1String("put") ? Change::Op::Put : Change::Op::Patch;
    if (!object.value(QLatin1String("v")).isObject())
        return {Fault::DataMalformed, "has no value"};
    change.row.value = compact(object.value(QLatin1String("v")).toObject());
    if (change.row.value.size() > kMaxValueBytes)
        return {Fault::DataMalformed, "has a value over 256 KiB"};
    return change;
}

Result<FileHeader> readHeader(const QByteArray &line)
{
    const auto object = QJsonDocument::fromJson(line).object();
    const auto number = [&](const char *key) {
        const auto value = object.value(QLatin1String(key));
        return value.isDouble() && value.toDouble() >= 0 && value.toDouble() <= 9'007'199'254'740'991.0
                   ? static_cast<std::int64_t>(value.toDouble())
                   : -1;
    };
    const FileHeader header{number("from"), number("to")};
    if (header.from < 0 || header.to <= header.from)
        return {Fault::DataMalformed, "pack: line 1 says no from and to"};
    return header;
}

/** The patch that makes `to` of `from`. */
QJsonObject patchBetween(const QJsonObject &from, const QJsonObject &to)
{
    QJsonObject patch;
    for (auto one = from.begin(); one != from.end(); ++one) {
        if (!to.contains(one.key()))
            patch.insert(one.key(), QJsonValue::Null);
    }
    for (auto one = to.begin(); one != to.end(); ++one) {
        const auto before = from.value(one.key());
        if (before == one.value())
            continue;
        if (before.isObject() && one.value().isObject())
            patch.insert(one.key(), patchBetween(before.toObject(), one.value().toObject()));
        else
            patch.insert(one.key(), one.value());
    }
    return patch;
}

Change changeOf(const PackRow &before, const PackRow &after)
{
    const auto patch = compact(
        patchBetween(QJsonDocument::fromJson(before.value).object(), QJsonDocument::fromJson(after.value).object()));
    const auto made = patchedValue(before.value, patch);
    // A value that holds null cannot be reached by a patch, in which null takes away.
    if (patch.size() >= after.value.size() || !made || *made != after.value)
        return {Change::Op::Put, after};
    return {Change::Op::Patch, {after.type, after.id, patch}};
}

} // namespace

struct PackRoot::State
{
    crypto_hash_sha256_state hash;
};

PackRoot::PackRoot() : m_state(std::make_unique<State>())
{
    crypto_hash_sha256_init(&m_state->hash);
}

PackRoot::~PackRoot() = default;

void PackRoot::add(const QString &type, const QString &id, const QByteArray &digest)
{
    const QByteArray part = type.toUtf8() + '\0' + id.toUtf8() + '\0' + digest;
    crypto_hash_sha256_update(&m_state->hash, reinterpret_cast<const unsigned char *>(part.constData()),
                              static_cast<unsigned long long>(part.size()));
}

QByteArray PackRoot::finish()
{
    QByteArray root(crypto_hash_sha256_BYTES, '\0');
    crypto_hash_sha256_final(&m_state->hash, reinterpret_cast<unsigned char *>(root.data()));
    return root;
}

QByteArray sha256(const QByteArray &bytes)
{
    QByteArray digest(crypto_hash_sha256_BYTES, '\0');
    crypto_hash_sha256(reinterpret_cast<unsigned char *>(digest.data()),
                       reinterpret_cast<const unsigned char *>(bytes.constData()),
                       static_cast<unsigned long long>(bytes.size()));
    return digest;
}

QByteArray rootOf(std::vector<PackRow> rows)
{
    std::sort(rows.begin(), rows.end(), inOrder);
    PackRoot root;
    for (const auto &row : rows)
        root.add(row.type, row.id, sha256(row.value));
    return root.finish();
}

QByteArray packed(const QByteArray &plain, int level)
{
    QByteArray bytes(static_cast<qsizetype>(ZSTD_compressBound(static_cast<std::size_t>(plain.size()))), '\0');
    const auto size = ZSTD_compress(bytes.data(), static_cast<std::size_t>(bytes.size()), plain.constData(),
                                    static_cast<std::size_t>(plain.size()), level);
    bytes.resize(ZSTD_isError(size) ? 0 : static_cast<qsizetype>(size));
    return bytes;
}

QByteArray snapshotLines(std::int64_t sequence, std::vector<PackRow> rows)
{
    std::sort(rows.begin(), rows.end(), inOrder);
    std::vector<Change> changes;
    changes.reserve(rows.size());
    for (auto &row : rows)
        changes.push_back({Change::Op::Put, std::move(row)});
    return deltaLines({0, sequence}, changes);
}

QByteArray deltaLines(FileHeader header, const std::vector<Change> &changes)
{
    QByteArray lines =
        compact({{QStringLiteral("from"), qint64(header.from)}, {QStringLiteral("to"), qint64(header.to)}}) + '\n';
    for (const auto &change : changes)
        lines += compact(lineOf(change)) + '\n';
    return lines;
}

std::vector<Change> changesBetween(std::vector<PackRow> from, std::vector<PackRow> to)
{
    std::sort(from.begin(), from.end(), inOrder);
    std::sort(to.begin(), to.end(), inOrder);
    std::vector<Change> changes;
    auto before = from.cbegin();
    for (const auto &after : to) {
        for (; before != from.cend() && inOrder(*before, after); ++before)
            changes.push_back({Change::Op::Delete, {before->type, before->id, {}}});
        if (before == from.cend() || inOrder(after, *before)) {
            changes.push_back({Change::Op::Put, after});
            continue;
        }
        if (before->value != after.value)
            changes.push_back(changeOf(*before, after));
        ++before;
    }
    for (; before != from.cend(); ++before)
        changes.push_back({Change::Op::Delete, {before->type, before->id, {}}});
    return changes;
}

QJsonObject mergePatched(QJsonObject target, const QJsonObject &patch)
{
    for (auto one = patch.begin(); one != patch.end(); ++one) {
        if (one.value().isNull())
            target.remove(one.key());
        else if (one.value().isObject())
            target.insert(one.key(), mergePatched(target.value(one.key()).toObject(), one.value().toObject()));
        else
            target.insert(one.key(), one.value());
    }
    return target;
}

Result<QByteArray> patchedValue(const QByteArray &value, const QByteArray &patch)
{
    const auto before = QJsonDocument::fromJson(value);
    const auto change = QJsonDocument::fromJson(patch);
    if (!before.isObject() || !change.isObject())
        return {Fault::DataMalformed, "pack: a patch that is none"};
    QByteArray made = compact(mergePatched(before.object(), change.object()));
    if (made.size() > kMaxValueBytes)
        return {Fault::DataMalformed, "pack: a patch that makes a value over 256 KiB"};
    return made;
}

LineFeed::LineFeed(Take take) : m_take(std::move(take)) {}

Result<void> LineFeed::feed(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const auto end = bytes.indexOf('\n');
        const auto part = end < 0 ? bytes : bytes.first(end);
        if (m_rest.size() + part.size() > kMaxLineBytes)
            return {Fault::DataMalformed, where() + "is over 1 MiB"};
        m_rest.append(part.data(), part.size());
        if (end < 0)
            return {};
        bytes = bytes.sliced(end + 1);
        const auto read = line(m_rest);
        m_rest.resize(0);
        if (!read)
            return read;
    }
    return {};
}

Result<void> LineFeed::line(const QByteArray &text)
{
    if (m_lines > kMaxRows)
        return {Fault::DataMalformed, where() + "is one too many"};
    if (!isShallow(text))
        return {Fault::DataMalformed, where() + "is nested too deeply"};
    if (m_lines == 0) {
        const auto header = readHeader(text);
        if (!header)
            return header.error();
        m_header = *header;
        ++m_lines;
        return {};
    }
    const auto change = readLine(text);
    if (!change)
        return {change.fault(), where() + change.error().detail};
    if (m_header.from == 0 && change->op != Change::Op::Put)
        return {Fault::DataMalformed, where() + "changes what a snapshot cannot know"};
    if (const auto taken = m_take(*change); !taken)
        return {taken.error().fault, where() + taken.error().detail};
    ++m_lines;
    return {};
}

Result<FileHeader> LineFeed::end() const
{
    if (!m_rest.isEmpty())
        return {Fault::DataMalformed, where() + "has no end"};
    if (m_lines == 0)
        return {Fault::DataMalformed, "pack: the file is empty"};
    return m_header;
}

std::string LineFeed::where() const
{
    return "pack: line " + std::to_string(m_lines + 1) + " ";
}

Result<FileHeader> readLines(const QByteArray &plain, const LineFeed::Take &take)
{
    LineFeed lines(take);
    if (const auto fed = lines.feed(plain); !fed)
        return fed.error();
    return lines.end();
}

namespace {

/** `total`: how much it was; at most `most`. */
Result<FileHeader> readUpTo(const QByteArray &bytes, std::int64_t most, std::int64_t &total, const LineFeed::Take &take)
{
    const std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context(ZSTD_createDCtx(), &ZSTD_freeDCtx);
    ZSTD_DCtx_setParameter(context.get(), ZSTD_d_windowLogMax, kMaxWindowLog);
    LineFeed lines(take);
    QByteArray piece(static_cast<qsizetype>(ZSTD_DStreamOutSize()), Qt::Uninitialized);
    ZSTD_inBuffer in{bytes.constData(), static_cast<std::size_t>(bytes.size()), 0};
    for (std::size_t left = 1; left != 0;) {
        ZSTD_outBuffer out{piece.data(), static_cast<std::size_t>(piece.size()), 0};
        left = ZSTD_decompressStream(context.get(), &out, &in);
        if (ZSTD_isError(left) || (left != 0 && out.pos == 0 && in.pos == in.size))
            return {Fault::DataMalformed, "pack: the file is no whole zstd frame with a window of 128 MiB at most"};
        total += static_cast<std::int64_t>(out.pos);
        if (total > most)
            return {Fault::DataMalformed, "pack: the file unpacks to more than was signed"};
        if (const auto fed = lines.feed(QByteArrayView(piece).first(static_cast<qsizetype>(out.pos))); !fed)
            return fed.error();
    }
    if (in.pos != in.size)
        return {Fault::DataMalformed, "pack: the file goes on behind its end"};
    return lines.end();
}

} // namespace

Result<FileHeader> readPacked(const QByteArray &bytes, std::int64_t plain, const LineFeed::Take &take)
{
    std::int64_t total = 0;
    auto header = readUpTo(bytes, plain, total, take);
    if (header && total != plain)
        return {Fault::DataMalformed, "pack: the file unpacks to another size than was signed"};
    return header;
}

Result<FileHeader> readOwnPacked(const QByteArray &bytes, const LineFeed::Take &take)
{
    std::int64_t total = 0;
    return readUpTo(bytes, kMaxPlainBytes, total, take);
}

} // namespace yz::pack
