// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cache/pack_row.h"

#include <core/result.h>

#include <QByteArray>
#include <QByteArrayView>
#include <QJsonObject>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace yz::pack {

/** One line of a delta. */
struct Change
{
    enum class Op { Put, Patch, Delete };
    Op op = Op::Put;
    PackRow row; ///< with Patch, its value is the merge patch (RFC 7396); with Delete, empty
};

/** What both kinds of file begin with. */
struct FileHeader
{
    std::int64_t from = 0; ///< 0: a snapshot
    std::int64_t to = 0;
};

constexpr qsizetype kMaxLineBytes = 1024 * 1024;
constexpr qsizetype kMaxValueBytes = 256 * 1024;
constexpr std::int64_t kMaxRows = 2'000'000;

/** 32 bytes over (type, id, sha256 of value) of all rows, sorted by type and id. */
class PackRoot
{
public:
    PackRoot();
    ~PackRoot();
    PackRoot(const PackRoot &) = delete;
    PackRoot &operator=(const PackRoot &) = delete;
    /** In order. */
    void add(const QString &type, const QString &id, const QByteArray &sha256);
    QByteArray finish();

private:
    struct State;
    std::unique_ptr<State> m_state;
};
QByteArray sha256(const QByteArray &bytes);
/** Of rows in any order. */
QByteArray rootOf(std::vector<PackRow> rows);

/** zstd with the content's size in its frame. */
QByteArray packed(const QByteArray &plain, int level = 19);
QByteArray snapshotLines(std::int64_t sequence, std::vector<PackRow> rows);
QByteArray deltaLines(FileHeader header, const std::vector<Change> &changes);
/** What leads from one set of rows to the other; patches where they are shorter and lead there exactly. */
std::vector<Change> changesBetween(std::vector<PackRow> from, std::vector<PackRow> to);

/** RFC 7396. */
QJsonObject mergePatched(QJsonObject target, const QJsonObject &patch);
/** The row's value after the patch, canonical. DataMalformed when either is no object. */
Result<QByteArray> patchedValue(const QByteArray &value, const QByteArray &patch);

/**
 * Takes the bytes of an unpacked file as they come and gives its lines one by one. Bounds: lines of 1 MiB, values of
 * 256 KiB, 2,000,000 lines, ids of 96 characters, nesting of 32; a snapshot holds only whole rows. Whoever takes a line
 * may end it all by an error. Errors: DataMalformed names the line; after one the feed is spent.
 */
class LineFeed
{
public:
    using Take = std::function<Result<void>(const Change &)>;
    explicit LineFeed(Take take);
    Result<void> feed(QByteArrayView bytes);
    Result<FileHeader> end() const;

private:
    Result<void> line(const QByteArray &text);
    std::string where() const;

    Take m_take;
    QByteArray m_rest;
    FileHeader m_header;
    std::int64_t m_lines = 0;
};

Result<FileHeader> readLines(const QByteArray &plain, const LineFeed::Take &take);
/**
 * The same from a packed file, piece by piece: the unpacked whole is never in memory. DataMalformed too: no whole zstd
 * frame, a window over 128 MiB, another size than `plain`.
 */
Result<FileHeader> readPacked(const QByteArray &bytes, std::int64_t plain, const LineFeed::Take &take);
/** For those who publish: whatever size it has, up to kMaxPlainBytes. */
Result<FileHeader> readOwnPacked(const QByteArray &bytes, const LineFeed::Take &take);

} // namespace yz::pack
