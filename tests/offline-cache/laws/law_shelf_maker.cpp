// SPDX-License-Identifier: Apache-2.0
#include "law_shelf_maker.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace yz::tests {
namespace {

Result<void> putRow(store::Database &db, laws::LawIndex &index, const PackRow &row)
{
    const auto key = index.keyFor(db, row);
    if (!key)
        return key.error();
    auto insert = db.query("INSERT INTO entry(key, type, id, value, digest) VALUES(?1, ?2, ?3, ?4, ?5)");
    if (key->has_value())
        insert.bind(**key);
    else
        insert.bindNull();
    insert.bind(row.type).bind(row.id).bind(row.value).bind(
        QCryptographicHash::hash(row.value, QCryptographicHash::Sha256));
    if (auto inserted = insert.run(); !inserted)
        return inserted;
    const auto given = db.number("SELECT last_insert_rowid()");
    return given ? index.added(db, row, *given) : Result<void>(given.error());
}

Result<std::int64_t> keyOf(store::Database &db, const PackRow &row)
{
    auto asked = db.query("SELECT key FROM entry WHERE type = ?1 AND id = ?2");
    const auto there = asked.bind(row.type).bind(row.id).row();
    if (!there)
        return there.error();
    if (!*there)
        return {Fault::NotFound, "no such row"};
    return asked.number(0);
}

Result<void> dropRow(store::Database &db, laws::LawIndex &index, const PackRow &row)
{
    const auto key = keyOf(db, row);
    if (!key)
        return key.error();
    if (auto gone = index.removed(db, row, *key); !gone)
        return gone;
    return db.query("DELETE FROM entry WHERE key = ?1").bind(*key).run();
}

template <class Work>
Result<void> inTransaction(store::Database &db, laws::LawIndex &index, Work work)
{
    store::Transaction transaction(db);
    if (!transaction.begun())
        return transaction.begun();
    if (auto done = work(); !done)
        return done;
    if (auto finished = index.finished(db); !finished)
        return finished;
    return transaction.commit();
}

Result<QJsonDocument> documentIn(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {Fault::NotFound, path.toStdString() + ": cannot be read"};
    QJsonParseError trouble;
    const auto document = QJsonDocument::fromJson(file.readAll(), &trouble);
    if (document.isNull())
        return {Fault::DataMalformed, path.toStdString() + ": " + trouble.errorString().toStdString()};
    return document;
}

} // namespace

Result<void> makeEntryTable(store::Database &db)
{
    return db.script("CREATE TABLE entry(key INTEGER PRIMARY KEY, type TEXT NOT NULL, id TEXT NOT NULL, "
                     "value BLOB NOT NULL, digest BLOB NOT NULL, UNIQUE(type, id))");
}

Result<void> putRows(store::Database &db, laws::LawIndex &index, const std::vector<PackRow> &rows)
{
    return inTransaction(db, index, [&]() -> Result<void> {
        for (const auto &row : rows)
            if (auto put = putRow(db, index, row); !put)
                return put;
        return {};
    });
}

Result<void> removeRow(store::Database &db, laws::LawIndex &index, const PackRow &row)
{
    return inTransaction(db, index, [&] { return dropRow(db, index, row); });
}

Result<void> replaceRow(store::Database &db, laws::LawIndex &index, const PackRow &before, const PackRow &after)
{
    return inTransaction(db, index, [&]() -> Result<void> {
        const auto key = keyOf(db, before);
        if (!key)
            return key.error();
        if (auto gone = index.removed(db, before, *key); !gone)
            return gone;
        if (auto put = db.query("UPDATE entry SET value = ?2 WHERE key = ?1").bind(*key).bind(after.value).run(); !put)
            return put;
        return index.added(db, after, *key);
    });
}

Result<std::vector<PackRow>> rowsOfFolder(const QString &folder, const QString &type)
{
    std::vector<PackRow> rows;
    for (const auto &name : QDir(folder).entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name)) {
        const auto document = documentIn(folder + u'/' + name);
        if (!document)
            return document.error();
        for (const auto &row : document->array())
            rows.push_back({type, row[QStringLiteral("id")].toString(),
                            QJsonDocument(row.toObject()).toJson(QJsonDocument::Compact)});
    }
    return rows;
}

Result<QuestionSet> readQuestions(const QString &path)
{
    const auto document = documentIn(path);
    if (!document)
        return document.error();
    QuestionSet set;
    set.on = QDate::fromString(document->object().value(QStringLiteral("on")).toString(), Qt::ISODate);
    for (const auto &one : document->object().value(QStringLiteral("questions")).toArray()) {
        Asked asked{one[QStringLiteral("id")].toString(), one[QStringLiteral("question")].toString(), {}, false};
        const auto digest = QCryptographicHash::hash(asked.id.toUtf8(), QCryptographicHash::Sha256);
        asked.heldOut = (digest.at(0) & 1) != 0;
        for (const auto &expected : one[QStringLiteral("expect")].toArray())
            asked.expect.push_back({expected[QStringLiteral("law")].toString(),
                                    expected[QStringLiteral("article")].toInt(),
                                    expected[QStringLiteral("suffix")].toInt()});
        set.questions.push_back(std::move(asked));
    }
    return set;
}

} // namespace yz::tests
