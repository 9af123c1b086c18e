// SPDX-License-Identifier: Apache-2.0
#include "pack_source.h"

#include "laws_import.h"

#include <cache/pack_lines.h>
#include <words/catalogue.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <iterator>

namespace yz::publishing {
namespace {

bool inOrder(const PackRow &a, const PackRow &b)
{
    return a.type != b.type ? a.type < b.type : a.id < b.id;
}

Result<QByteArray> bytesOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {Fault::NotFound, path.toStdString() + ": cannot be read"};
    return file.readAll();
}

Result<PackSource> packedSource(const QString &path)
{
    const auto bytes = bytesOf(path);
    if (!bytes)
        return bytes.error();
    PackSource source;
    const auto header = pack::readOwnPacked(*bytes, [&](const pack::Change &line) {
        source.rows.push_back(line.row);
        return Result<void>();
    });
    if (!header)
        return {header.fault(), path.toStdString() + ": " + header.error().detail};
    if (header->from != 0)
        return {Fault::DataMalformed, path.toStdString() + ": is a delta, not a source"};
    return source;
}

Result<void> addLaws(PackSource &source, const QString &folder, const Pinyin *pinyin)
{
    auto laws = importLaws(folder, {QStringLiteral("000000"), pinyin});
    if (!laws)
        return laws.error();
    std::move(laws->rows.begin(), laws->rows.end(), std::back_inserter(source.rows));
    source.remarks += laws->remarks;
    return {};
}

Result<void> addFiles(PackSource &source, const QString &type, const QDir &folder)
{
    for (const auto &name : folder.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name)) {
        const auto json = bytesOf(folder.filePath(name));
        if (!json)
            return json.error();
        auto rows = rowsOfFile(type, name.chopped(5), *json);
        if (!rows)
            return rows.error();
        std::move(rows->begin(), rows->end(), std::back_inserter(source.rows));
    }
    return {};
}

} // namespace

Result<PackSource> readSource(const QString &path, const Pinyin *pinyin)
{
    if (!QFileInfo(path).isDir())
        return packedSource(path);
    PackSource source;
    const QDir root(path);
    for (const auto &type : root.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        const QDir folder(root.filePath(type));
        const auto added =
            type == QLatin1String("laws") ? addLaws(source, folder.path(), pinyin) : addFiles(source, type, folder);
        if (!added)
            return added.error();
    }
    if (source.rows.empty())
        return {Fault::NotFound, path.toStdString() + ": holds nothing to be published"};
    return source;
}

Result<PackSource> readSources(const QStringList &paths, const Pinyin *pinyin)
{
    PackSource all;
    for (const auto &path : paths) {
        auto source = readSource(path, pinyin);
        if (!source)
            return source;
        std::move(source->rows.begin(), source->rows.end(), std::back_inserter(all.rows));
        all.remarks += source->remarks;
    }
    std::sort(all.rows.begin(), all.rows.end(), inOrder);
    const auto twice = std::adjacent_find(all.rows.begin(), all.rows.end(),
                                          [](const auto &a, const auto &b) { return !inOrder(a, b); });
    if (twice != all.rows.end())
        return {Fault::DataMalformed, twice->type.toStdString() + ' ' + twice->id.toStdString() + ": is there twice"};
    return all;
}

Result<void> judgeRows(const std::vector<PackRow> &rows)
{
    const auto read = readCatalogues(rows, {});
    return read ? Result<void>() : Result<void>(read.error());
}

QStringList untranslatedRows(const std::vector<PackRow> &rows)
{
    QStringList missing;
    for (const auto &row : rows) {
        if (row.type == u"law" || row.type == u"article" || row.type == u"synonym" || row.type == u"pinyin")
            continue;
        for (const auto &text : untranslated(row.value))
            missing << row.type + QLatin1Char(' ') + row.id + QStringLiteral(": ") + text;
    }
    return missing;
}

} // namespace yz::publishing
