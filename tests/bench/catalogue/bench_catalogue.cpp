// SPDX-License-Identifier: Apache-2.0
// What following a catalogue costs a terminal: the first snapshot of 20,000 articles, one amended law, one head.
//   bench_catalogue --out FILE
#include "../figure.h"
#include "law_shelf_maker.h"
#include "laws/law_index.h"
#include "support/edits.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <fcntl.h>
#include <unistd.h>

#include <chrono>

using namespace yz;
using namespace yz::test;

namespace {

constexpr int kLaws = 200;
constexpr int kArticles = 100;
constexpr int kRuns = 5;

template <class T>
T must(Result<T> result)
{
    if (!result)
        qFatal("%s", result.error().detail.c_str());
    return std::move(result).value();
}

void must(const Result<void> &result)
{
    if (!result)
        qFatal("%s", result.error().detail.c_str());
}

QString lawId(int law)
{
    return u("law-%1@2020-01-01").arg(law, 3, 10, QLatin1Char('0'));
}

/** An article of about a hundred characters, as the nation's law has them. */
PackRow article(int law, int ordinal, std::mt19937 &random)
{
    QString text;
    for (int i = 0; i < 100; ++i)
        text.append(QChar(0x4e00 + static_cast<int>(random() % 2500)));
    return row(u("article"), lawId(law) + u("/%1").arg(ordinal, 4, 10, QLatin1Char('0')),
               {{u("law"), lawId(law)},
                {u("rank"), 2},
                {u("ordinal"), ordinal},
                {u("number"), u("第%1条").arg(ordinal)},
                {u("article"), ordinal},
                {u("suffix"), 0},
                {u("section"), u("第一章")},
                {u("text"), text}});
}

std::vector<PackRow> country(std::mt19937 &random)
{
    auto rows = wordsOf(county(200));
    for (int law = 0; law < kLaws; ++law) {
        rows.push_back(row(u("law"), lawId(law),
                           {{u("title"), u("第%1号法").arg(law)},
                            {u("short"), QJsonArray{}},
                            {u("rank"), 2},
                            {u("jurisdiction"), u("000000")},
                            {u("issued"), u("2020-01-01")},
                            {u("validFrom"), u("2020-06-01")}}));
        for (int i = 1; i <= kArticles; ++i)
            rows.push_back(article(law, i, random));
    }
    return rows;
}

double wallMilliseconds(const std::function<void()> &work)
{
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

/** The same rows put into the same index, believed as they are. */
double bareIndexing(const std::vector<PackRow> &rows)
{
    const QTemporaryDir folder;
    auto db = must(store::Database::open(folder.filePath(u("bare.db")), testKey('c'), 1 << 20));
    must(db->script("PRAGMA cache_size = -65536;"));
    laws::LawIndex index;
    must(tests::makeEntryTable(*db));
    must(index.attach(*db));
    const double before = bench::cpuMilliseconds();
    must(tests::putRows(*db, index, rows));
    return bench::cpuMilliseconds() - before;
}

/** As many bytes, once, durable. */
double bareWrite(const QTemporaryDir &folder, qsizetype bytes)
{
    const QByteArray content(bytes, 'x');
    const int file = ::open(qPrintable(folder.filePath(u("bare"))), O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0600);
    const double spent = wallMilliseconds([&] {
        if (::write(file, content.constData(), static_cast<std::size_t>(content.size())) < 0 || ::fdatasync(file) != 0)
            qFatal("the disk does not take it");
    });
    ::close(file);
    return spent;
}

QJsonArray figures()
{
    std::mt19937 random(11);
    std::vector<double> snapshots, indexings, deltas, writes, judgements, checks;
    const auto rows = country(random);
    for (int run = 0; run < kRuns; ++run) {
        CatalogueFixture terminal;
        must(terminal.open());
        const auto first = publish(terminal.publisher, terminal.clock, 1, rows);
        const double before = bench::cpuMilliseconds();
        must(terminal.store->apply(first.headJson, first.snapshot, false));
        snapshots.push_back(bench::cpuMilliseconds() - before);
        indexings.push_back(bareIndexing(rows));
        auto amended = rows;
        for (auto &one : amended) {
            if (one.type == u("article") && one.id.startsWith(lawId(run)))
                one = article(run, one.id.last(4).toInt(), random);
        }
        const auto second = publish(terminal.publisher, terminal.clock, 2, amended, &first);
        deltas.push_back(wallMilliseconds([&] { must(terminal.store->apply(second.headJson, second.delta, true)); }));
        writes.push_back(bareWrite(terminal.folder, second.delta.size()));
        constexpr int kHeads = 200;
        judgements.push_back(1000 / kHeads * wallMilliseconds([&] {
                                 for (int i = 0; i < kHeads; ++i)
                                     must(terminal.store->judge(second.headJson));
                             }));
        const auto payload = pack::headPayload(second.head);
        checks.push_back(1000 / kHeads * wallMilliseconds([&] {
                             for (int i = 0; i < kHeads; ++i)
                                 must(pack::verifiedHead(second.headJson, {terminal.publisher.key}));
                         }));
    }
    return {bench::figure(u("snapshot of 20,000 articles taken over, CPU"), bench::median(snapshots), u("ms"),
                          u("the same rows indexed unverified"), bench::median(indexings), kRuns),
            bench::figure(u("delta of one amended law (100 articles)"), bench::median(deltas), u("ms"),
                          u("one durable write of its bytes"), bench::median(writes), kRuns),
            bench::figure(u("head judged by the store"), bench::median(judgements), u("us"),
                          u("signature and payload alone"), bench::median(checks), kRuns)};
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const auto words = QCoreApplication::arguments();
    const auto out = words.value(words.indexOf(u("--out")) + 1);
    if (sodium_init() < 0 || !overwrite(out, QJsonDocument(figures()).toJson()))
        return 1;
    return 0;
}
