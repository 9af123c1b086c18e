// SPDX-License-Identifier: Apache-2.0
// Whatever is typed is answered: found, nothing, or too long; never an error of the query language.
#include "law_fuzz.h"
#include "law_shelf_maker.h"
#include "laws/law_search.h"

#include <sqlite3.h>

#include <cstdlib>

namespace yz::fuzz {
namespace {

/** Two versions of one law and a local one, in memory: nothing to be measured, so no key. */
std::vector<PackRow> rows()
{
    const auto row = [](const char *type, const char *id, const char *value) {
        return PackRow{QLatin1String(type), QLatin1String(id), QByteArray(value)};
    };
    return {
        row("law", "a-1",
            R"({"title":"中华人民共和国甲法","short":["甲法"],"rank":2,"jurisdiction":"000000","issued":"2010-01-01","validFrom":"2010-01-01","validTo":"2019-12-31","replacedBy":"a-2"})"),
        row("law", "a-2",
            R"({"title":"中华人民共和国甲法","short":["甲法"],"rank":2,"jurisdiction":"000000","issued":"2020-01-01","validFrom":"2020-01-01","validTo":null,"replacedBy":null})"),
        row("law", "b-1",
            R"({"title":"乙例","short":[],"rank":6,"jurisdiction":"330100","issued":"2020-01-01","validFrom":"2020-01-01","validTo":null,"replacedBy":null})"),
        row("article", "a-1/0001",
            R"({"law":"a-1","rank":2,"ordinal":1,"number":"第一条","article":1,"suffix":0,"section":"总则","text":"离婚应当登记。"})"),
        row("article", "a-2/0001",
            R"({"law":"a-2","rank":2,"ordinal":1,"number":"第一条","article":1,"suffix":0,"section":"总则","text":"离婚、结婚应当登记abc123。"})"),
        row("article", "a-2/0002",
            R"({"law":"a-2","rank":2,"ordinal":2,"number":"第一条之一","article":1,"suffix":1,"section":"总则","text":"登记不收费。"})"),
        row("article", "b-1/0001",
            R"({"law":"b-1","rank":6,"ordinal":1,"number":"第一条","article":1,"suffix":0,"section":"","text":"养犬应当登记。"})"),
        row("synonym", "s-1", R"({"say":["分手"],"means":["离婚、结婚"]})"),
        row("synonym", "s-2", R"({"say":["过不下去了","他不肯签字"],"at":["甲法第1条","甲法第1条之1","丙法第1条"]})"),
        row("synonym", "s-3", R"({"say":["狗叫abc12"],"at":["乙例第1条"]})"),
        row("pinyin", "a-2", R"({"initials":["jf"],"title":"中华人民共和国甲法"})")};
}

struct Shelf
{
    Shelf()
    {
        sqlite3 *handle = nullptr;
        if (sqlite3_open(":memory:", &handle) != SQLITE_OK)
            std::abort();
        db = store::Database::adopt(handle);
        laws::LawIndex index;
        if (!tests::makeEntryTable(*db) || !index.attach(*db) || !tests::putRows(*db, index, rows()))
            std::abort();
        auto made = laws::LawSearch::on(*db);
        if (!made)
            std::abort();
        search = std::move(*made);
    }

    std::unique_ptr<store::Database> db;
    std::unique_ptr<laws::LawSearch> search;
};

} // namespace

void lawSearch(const std::uint8_t *data, std::size_t size)
{
    static const Shelf shelf;
    const QString words = QString::fromUtf8(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    for (const bool alsoOld : {false, true}) {
        const auto findings = shelf.search->find({words, QDate(2025, 5, 1), QStringLiteral("330106"), alsoOld, 20}, {});
        if (!findings && !findings.failedWith(Fault::BadInput))
            std::abort();
        if (findings && (findings->how == LawFindings::How::Nothing) != findings->hits.empty())
            std::abort();
    }
    const auto cited = shelf.search->cited(words, 1, 0, QDate(2025, 5, 1));
    if (!cited && !cited.failedWith(Fault::NotFound) && !cited.failedWith(Fault::BadInput))
        std::abort();
}

} // namespace yz::fuzz
