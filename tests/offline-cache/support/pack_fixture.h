// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/store_fixture.h"

#include <cache/catalogue_store.h>
#include <cache/pack_lines.h>

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>

#include <sodium.h>

namespace yz::test {

/** Somebody who may sign, with a key made for this run. */
struct Publisher
{
    explicit Publisher(const char *name) : kid(name), secret(crypto_sign_SECRETKEYBYTES)
    {
        QByteArray open(crypto_sign_PUBLICKEYBYTES, '\0');
        crypto_sign_keypair(reinterpret_cast<unsigned char *>(open.data()),
                            reinterpret_cast<unsigned char *>(secret.bytes().data()));
        key = {kid, open};
    }
    QByteArray kid;
    SecretBytes secret;
    PublisherKey key;
};

inline PackRow row(const QString &type, const QString &id, const QJsonObject &value)
{
    return {type, id, QJsonDocument(value).toJson(QJsonDocument::Compact)};
}

inline PackRow item(int number, const QString &title)
{
    return row(QStringLiteral("item"), QStringLiteral("item-%1").arg(number, 3, 10, QLatin1Char('0')),
               {{QStringLiteral("title"), title},
                {QStringLiteral("fee"), QStringLiteral("不收费")},
                {QStringLiteral("steps"), QStringLiteral("先申请，再审查，然后安排律师，最后评价。")}});
}

/** Head and files of one state, as a hub or a stick carries them. */
struct Published
{
    PackHead head;
    QByteArray headJson;
    QByteArray snapshot;
    QByteArray delta; ///< from the state before, when there was one
    std::vector<PackRow> rows;
};

inline PackFile noteOf(const QByteArray &file, const QByteArray &plain)
{
    return {pack::sha256(file), file.size(), plain.size()};
}

inline Published publish(const Publisher &by, const ManualClock &clock, std::int64_t sequence,
                         std::vector<PackRow> rows, const Published *before = nullptr,
                         const std::function<void(PackHead &)> &change = {})
{
    Published out;
    const auto plain = pack::snapshotLines(sequence, rows);
    out.snapshot = pack::packed(plain, 3);
    out.head = {QStringLiteral("230199"),
                sequence,
                pack::rootOf(rows),
                clock.wall(),
                clock.wall() + std::chrono::days(30),
                1,
                noteOf(out.snapshot, plain),
                {}};
    if (before) {
        const auto lines =
            pack::deltaLines({before->head.sequence, sequence}, pack::changesBetween(before->rows, rows));
        out.delta = pack::packed(lines, 3);
        out.head.deltas.push_back({before->head.sequence, noteOf(out.delta, lines)});
    }
    if (change)
        change(out.head);
    out.headJson = pack::signedHead(pack::headPayload(out.head), by.kid, by.secret);
    out.rows = std::move(rows);
    return out;
}

/** A catalogue in a folder of its own. */
struct CatalogueFixture
{
    Result<void> open()
    {
        CatalogueStore::Options options{folder.path(), region, {publisher.key, other.key}, 1};
        store.reset();
        auto opened = CatalogueStore::open(options, key, clock, log, judge);
        if (!opened)
            return opened.error();
        store = *std::move(opened);
        return {};
    }

    QTemporaryDir folder;
    QString region = QStringLiteral("230199");
    ManualClock clock;
    RecordingEventLog log;
    SecretBytes key = testKey('c');
    Publisher publisher{"county-1"};
    Publisher other{"county-2"};
    RowsJudge judge = [](const std::vector<PackRow> &) { return Result<void>(); };
    std::unique_ptr<CatalogueStore> store;
};

} // namespace yz::test
