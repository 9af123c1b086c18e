// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cache/pack_row.h"
#include "laws/law_index.h"

#include <QDate>
#include <QString>

#include <vector>

namespace yz::tests {

/** The table as the catalogue makes it, for tests and benchmarks of the index alone. */
Result<void> makeEntryTable(store::Database &db);

/** Puts the rows in, each as the catalogue does it: key, entry, index. In one transaction. */
Result<void> putRows(store::Database &db, laws::LawIndex &index, const std::vector<PackRow> &rows);
/** Takes one out again, or puts another value in its place; in one transaction. */
Result<void> removeRow(store::Database &db, laws::LawIndex &index, const PackRow &row);
Result<void> replaceRow(store::Database &db, laws::LawIndex &index, const PackRow &before, const PackRow &after);

/** All `*.json` of a folder of rows: each file an array of objects with an `id`. */
Result<std::vector<PackRow>> rowsOfFolder(const QString &folder, const QString &type);

struct Expected
{
    QString law; ///< short title
    int article = 0;
    int suffix = 0;
};

struct Asked
{
    QString id;
    QString question;
    std::vector<Expected> expect;
    bool heldOut = false;
};

struct QuestionSet
{
    QDate on;
    std::vector<Asked> questions;
};

/** questions.json; see its README. */
Result<QuestionSet> readQuestions(const QString &path);

} // namespace yz::tests
