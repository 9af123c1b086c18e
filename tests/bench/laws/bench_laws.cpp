// SPDX-License-Identifier: Apache-2.0
// The law library on the whole of the nation's law: how large the index is, how long a question takes, with the cipher
// and without, and how often what answers it is among the first.
//   bench_laws --out FILE [--explain]     YIZHAN_LAWS: a corpus, as a folder or .tar.zst
#include "../figure.h"
#include "cache/law_number.h"
#include "law_shelf_maker.h"
#include "laws/cjk_tokens.h"
#include "laws/law_search.h"
#include "laws_import.h"
#include "pinyin.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>

#include <sqlite3.h>

#include <chrono>
#include <map>
#include <memory>

using namespace yz;

namespace {

const QString kSource = QStringLiteral(YIZHAN_SOURCE_DIR);
const QString kQuestions = kSource + QStringLiteral("/tests/offline-cache/laws/");
constexpr int kSubstrings = 150; ///< of each length
constexpr int kRounds = 3;

struct Failure
{
    QString what;
};

template <class T>
T must(Result<T> result)
{
    if (!result)
        throw Failure{QString::fromStdString(result.error().detail)};
    return std::move(result).value();
}

void must(const Result<void> &result)
{
    if (!result)
        throw Failure{QString::fromStdString(result.error().detail)};
}

QString corpusPath()
{
    const QString named = qEnvironmentVariable("YIZHAN_LAWS");
    const QString beside = kSource + QStringLiteral("/../shared/data/laws-cn.tar.zst");
    return !named.isEmpty() ? named : QFileInfo::exists(beside) ? beside : QString();
}

/** The folder to import from; unpacked into `work` where it is an archive. */
QString unpacked(const QString &corpus, const QString &work)
{
    if (QFileInfo(corpus).isDir())
        return corpus;
    QDir().mkpath(work);
    if (QProcess::execute(QStringLiteral("tar"),
                          {QStringLiteral("--zstd"), QStringLiteral("-xf"), corpus, QStringLiteral("-C"), work}) != 0)
        throw Failure{corpus + QStringLiteral(": cannot be unpacked")};
    // The kinds of law may stand in one folder more.
    const auto folders = QDir(work).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    return folders.size() == 1 ? work + u'/' + folders.front() : work;
}

/** Without a key SQLCipher is SQLite. */
std::unique_ptr<store::Database> openPlain(const QString &path)
{
    sqlite3 *handle = nullptr;
    if (sqlite3_open(QFile::encodeName(path).constData(), &handle) != SQLITE_OK)
        throw Failure{QStringLiteral("the plain database cannot be opened")};
    auto db = store::Database::adopt(handle);
    must(db->script("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 256; "
                    "PRAGMA trusted_schema = OFF; PRAGMA secure_delete = ON; PRAGMA mmap_size = 0;"));
    return db;
}

struct Built
{
    std::unique_ptr<store::Database> db;
    std::unique_ptr<laws::LawSearch> search;
    double milliseconds = 0; ///< of CPU, to put all rows and index them
};

Built build(std::unique_ptr<store::Database> db, const std::vector<PackRow> &rows)
{
    must(db->script("PRAGMA cache_size = -65536;"));
    laws::LawIndex index;
    must(tests::makeEntryTable(*db));
    must(index.attach(*db));
    const double before = bench::cpuMilliseconds();
    must(tests::putRows(*db, index, rows));
    const double spent = bench::cpuMilliseconds() - before;
    must(db->checkpoint());
    auto search = must(laws::LawSearch::on(*db));
    return {std::move(db), std::move(search), spent};
}

std::int64_t bytesOf(store::Database &db, const char *sql)
{
    return must(db.number(sql));
}

/** An amendment as it comes in a delta: a law of some hundred articles, three of them other than before. */
double amended(store::Database &db, const std::vector<PackRow> &rows)
{
    const auto first = std::find_if(rows.begin(), rows.end(), [](const PackRow &row) {
        return row.type == u"article" && row.id.endsWith(QStringLiteral("/0098"));
    });
    laws::LawIndex index;
    std::vector<double> times;
    for (int round = 0; round < 9; ++round) {
        const auto begin = std::chrono::steady_clock::now();
        for (auto row = first - 3; row != first; ++row)
            must(tests::replaceRow(db, index, *row, *row));
        times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
    }
    return bench::median(times);
}

double wallMilliseconds(const std::chrono::steady_clock::time_point &since)
{
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - since).count();
}

LawQuestion questionOf(const QString &words, const QDate &on)
{
    return {words, on, QStringLiteral("000000"), false, 20};
}

struct Times
{
    std::vector<double> each; ///< milliseconds on the clock
    double cpu = 0;

    double at(double share) const
    {
        auto sorted = each;
        std::sort(sorted.begin(), sorted.end());
        return sorted.empty() ? 0 : sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
    }
};

Times timed(laws::LawSearch &search, const QStringList &words, const QDate &on)
{
    Times times;
    const double before = bench::cpuMilliseconds();
    for (const auto &one : words) {
        const auto begin = std::chrono::steady_clock::now();
        must(search.find(questionOf(one, on), {}));
        times.each.push_back(wallMilliseconds(begin));
    }
    times.cpu = bench::cpuMilliseconds() - before;
    return times;
}

QStringList substrings(const std::vector<PackRow> &rows, int length)
{
    QRandomGenerator random(static_cast<quint32>(length));
    QStringList all;
    while (all.size() < kSubstrings) {
        const auto &row = rows[random.bounded(static_cast<quint32>(rows.size()))];
        if (row.type != u"article")
            continue;
        const QString text = QJsonDocument::fromJson(row.value)[QStringLiteral("text")].toString();
        if (text.size() <= length)
            continue;
        const QString part = text.mid(random.bounded(static_cast<int>(text.size()) - length), length);
        if (std::all_of(part.begin(), part.end(),
                        [](QChar one) { return one.unicode() >= 0x4E00 && one.unicode() <= 0x9FFF; }))
            all += part;
    }
    return all;
}

struct Quality
{
    int asked = 0;
    int first = 0;
    int five = 0;
    double reciprocal = 0;
};

bool answers(const LawHit &hit, const LawArticle &page, const tests::Asked &asked)
{
    return std::any_of(asked.expect.begin(), asked.expect.end(), [&](const tests::Expected &expected) {
        return laws::plainTitle(hit.law) == laws::plainTitle(expected.law) &&
               page.number == lawArticleName(expected.article, expected.suffix);
    });
}

/** Every expected article must be there and in force, or the figures would lie. */
void checkExpected(laws::LawSearch &search, const tests::QuestionSet &set)
{
    for (const auto &asked : set.questions)
        for (const auto &expected : asked.expect)
            if (!search.cited(expected.law, expected.article, expected.suffix, set.on))
                throw Failure{asked.id + QStringLiteral(" expects what is not in force: ") + expected.law +
                              lawArticleName(expected.article, expected.suffix)};
}

enum class Half { Tuning, HeldOut, Both };

/** `explain` only what may be looked at: no half that is held out. */
Quality qualityOf(laws::LawSearch &search, const tests::QuestionSet &set, Half half, bool explain)
{
    Quality quality;
    for (const auto &asked : set.questions) {
        if (half != Half::Both && asked.heldOut != (half == Half::HeldOut))
            continue;
        ++quality.asked;
        const auto findings = must(search.find(questionOf(asked.question, set.on), {}));
        int place = 0;
        for (std::size_t index = 0; index < findings.hits.size() && place == 0; ++index)
            if (answers(findings.hits[index], must(search.article(findings.hits[index].article)), asked))
                place = static_cast<int>(index) + 1;
        quality.first += place == 1 ? 1 : 0;
        quality.five += place >= 1 && place <= 5 ? 1 : 0;
        quality.reciprocal += place > 0 ? 1.0 / place : 0;
        if (explain && (place == 0 || place > 5)) {
            std::printf("-- %s %s: %d  [%s]\n", qPrintable(asked.id), qPrintable(asked.question), place,
                        qPrintable(findings.understoodAs.join(u' ')));
            for (std::size_t index = 0; index < std::min<std::size_t>(3, findings.hits.size()); ++index)
                std::printf("     %s %s %s\n", qPrintable(findings.hits[index].law),
                            qPrintable(findings.hits[index].number), qPrintable(findings.hits[index].snippet.left(60)));
        }
    }
    return quality;
}

QJsonObject share(const QString &name, int part, const Quality &quality, const QString &against, double againstValue)
{
    return bench::figure(name, 100.0 * part / quality.asked, QStringLiteral("%"), against, againstValue, quality.asked);
}

void qualityFigures(QJsonArray &figures, const QString &half, const Quality &quality)
{
    figures +=
        share(half + QStringLiteral(": right article first"), quality.first, quality, QStringLiteral("all"), 100);
    figures +=
        share(half + QStringLiteral(": among the first five"), quality.five, quality, QStringLiteral("floor"), 75);
    figures += bench::figure(half + QStringLiteral(": mean reciprocal rank"), quality.reciprocal / quality.asked,
                             QStringLiteral("MRR@20"), QStringLiteral("best"), 1, quality.asked);
}

/** What can be told without a corpus. */
void tokenizerFigure(QJsonArray &figures, const tests::QuestionSet &set)
{
    QByteArray text;
    for (int round = 0; round < 200; ++round)
        for (const auto &asked : set.questions)
            text += asked.question.toUtf8() + '\n';
    std::vector<double> rates;
    for (int round = 0; round < 5; ++round) {
        const double before = bench::cpuMilliseconds();
        std::size_t count = 0;
        laws::cut({text.constData(), static_cast<std::size_t>(text.size())}, laws::Cut::Index,
                  [&](const laws::Token &) {
                      ++count;
                      return true;
                  });
        rates.push_back(static_cast<double>(text.size()) / 1e3 / (bench::cpuMilliseconds() - before));
    }
    figures += bench::figure(QStringLiteral("tokenizer"), bench::median(rates), QStringLiteral("MB/s of text"),
                             QStringLiteral("all of the nation's law"), 33, 5);
}

void sizeFigures(QJsonArray &figures, store::Database &db)
{
    const auto index =
        bytesOf(db, "SELECT (SELECT sum(length(block)) FROM law_fts_data) + (SELECT sum(length(sz)) FROM "
                    "law_fts_docsize) + (SELECT sum(length(term)) FROM law_fts_idx)");
    const auto content = bytesOf(db, "SELECT sum(length(value)) FROM entry WHERE type = 'article'");
    figures += bench::figure(QStringLiteral("full-text index against content (bytes)"),
                             static_cast<double>(index) / 1e6, QStringLiteral("MB"),
                             QStringLiteral("articles as published"), static_cast<double>(content) / 1e6, 1);
    const auto pages =
        bytesOf(db, "SELECT (SELECT page_count FROM pragma_page_count) * (SELECT page_size FROM pragma_page_size)");
    figures += bench::figure(QStringLiteral("whole encrypted catalogue against content"),
                             static_cast<double>(pages) / 1e6, QStringLiteral("MB"),
                             QStringLiteral("articles as published"), static_cast<double>(content) / 1e6, 1);
}

void corpusFigures(QJsonArray &figures, const QString &corpus, const QString &work, const tests::QuestionSet &set,
                   bool explain)
{
    const QString folder = unpacked(corpus, work + QStringLiteral("/laws"));
    const auto pinyin = publishing::Pinyin::load(QStringLiteral("/usr/share/rime-data/pinyin_simp.dict.yaml"));
    publishing::LawImportOptions options;
    options.pinyin = pinyin ? &*pinyin : nullptr;
    const double beforeImport = bench::cpuMilliseconds();
    auto import = must(publishing::importLaws(folder, options));
    const double importing = bench::cpuMilliseconds() - beforeImport;
    std::printf("laws: %d laws, %d articles\n", import.laws, import.articles);
    auto rows = std::move(import.rows);
    const auto synonyms =
        must(tests::rowsOfFolder(kSource + QStringLiteral("/packs/sample/synonym"), QStringLiteral("synonym")));
    rows.insert(rows.end(), synonyms.begin(), synonyms.end());
    auto cipher =
        build(must(store::Database::open(work + QStringLiteral("/cipher.db"), SecretBytes::random(32), 1 << 20)), rows);
    checkExpected(*cipher.search, set);
    const auto second = must(tests::readQuestions(kQuestions + QStringLiteral("questions-after.json")));
    const auto last = must(tests::readQuestions(kQuestions + QStringLiteral("questions-last.json")));
    checkExpected(*cipher.search, second);
    const auto fresh = must(tests::readQuestions(kQuestions + QStringLiteral("questions-fresh.json")));
    checkExpected(*cipher.search, last);
    checkExpected(*cipher.search, fresh);
    qualityFigures(figures, QStringLiteral("tuning half"), qualityOf(*cipher.search, set, Half::Tuning, explain));
    qualityFigures(figures, QStringLiteral("second set, tuned with"),
                   qualityOf(*cipher.search, second, Half::Both, explain));
    if (explain)
        return; // who tunes does not look at the rest, not even at its figures
    qualityFigures(figures, QStringLiteral("held-out half"), qualityOf(*cipher.search, set, Half::HeldOut, false));
    qualityFigures(figures, QStringLiteral("last set, never looked at"),
                   qualityOf(*cipher.search, last, Half::Both, false));
    qualityFigures(figures, QStringLiteral("fresh set, never looked at"),
                   qualityOf(*cipher.search, fresh, Half::Both, false));
    auto plain = build(openPlain(work + QStringLiteral("/plain.db")), rows);
    figures += bench::figure(QStringLiteral("import of the Markdown (CPU)"), importing / 1e3, QStringLiteral("s"),
                             QStringLiteral("index, encrypted"), cipher.milliseconds / 1e3, 1);
    figures += bench::figure(QStringLiteral("rows and index, encrypted (CPU)"), cipher.milliseconds / 1e3,
                             QStringLiteral("s"), QStringLiteral("the same, plain"), plain.milliseconds / 1e3, 1);
    sizeFigures(figures, *cipher.db);
    laws::LawShelf shelf;
    const auto beforeShelf = std::chrono::steady_clock::now();
    must(shelf.load(*cipher.db));
    figures += bench::figure(QStringLiteral("what is kept in memory, filled"), wallMilliseconds(beforeShelf),
                             QStringLiteral("ms"), QStringLiteral("once per catalogue, in the background"), 1000, 1);
    QStringList questions;
    for (const auto &asked : set.questions)
        questions += asked.question;
    std::map<QString, QStringList> kinds{{QStringLiteral("questions"), questions}};
    for (const int length : {2, 3, 4, 6})
        kinds[QStringLiteral("%1 characters of the text").arg(length)] = substrings(rows, length);
    double cipherCpu = 0;
    double plainCpu = 0;
    for (const auto &[name, words] : kinds) {
        Times cipherTimes;
        Times plainTimes;
        for (int round = 0; round < kRounds; ++round) {
            const auto one = timed(*cipher.search, words, set.on);
            const auto other = timed(*plain.search, words, set.on);
            if (round == 0)
                continue; // the first warms both caches
            cipherTimes.each.insert(cipherTimes.each.end(), one.each.begin(), one.each.end());
            plainTimes.each.insert(plainTimes.each.end(), other.each.begin(), other.each.end());
            cipherCpu += one.cpu;
            plainCpu += other.cpu;
        }
        const int runs = static_cast<int>(cipherTimes.each.size());
        figures += bench::figure(name + QStringLiteral(", p50"), cipherTimes.at(0.5), QStringLiteral("ms"),
                                 QStringLiteral("plain"), plainTimes.at(0.5), runs);
        figures += bench::figure(name + QStringLiteral(", p99"), cipherTimes.at(0.99), QStringLiteral("ms"),
                                 QStringLiteral("budget"), 30, runs);
    }
    figures += bench::figure(QStringLiteral("all searches, encrypted (CPU)"), cipherCpu, QStringLiteral("ms"),
                             QStringLiteral("plain, the same engine"), plainCpu, kRounds - 1);
    // Last, since it leaves one of the two databases in more pieces than the other.
    figures += bench::figure(QStringLiteral("three articles amended, one durable commit each"),
                             amended(*cipher.db, rows), QStringLiteral("ms"), QStringLiteral("budget"), 100, 9);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const auto arguments = QCoreApplication::arguments();
    if (arguments.size() < 3 || arguments[1] != u"--out") {
        std::fputs("usage: bench_laws --out FILE [--explain]\n", stderr);
        return 2;
    }
    QJsonArray figures;
    try {
        // Beside the result: a real disk, where /tmp may be memory.
        const QTemporaryDir work(QFileInfo(arguments[2]).absolutePath() + QStringLiteral("/laws-XXXXXX"));
        const auto set = must(tests::readQuestions(kQuestions + QStringLiteral("questions.json")));
        tokenizerFigure(figures, set);
        const QString corpus = corpusPath();
        if (corpus.isEmpty())
            std::puts(
                "laws: no corpus (YIZHAN_LAWS, or ../shared/data/laws-cn.tar.zst beside the project): the figures of "
                "index size, search time and quality are left out");
        else
            corpusFigures(figures, corpus, work.path(), set, arguments.contains(QStringLiteral("--explain")));
    } catch (const Failure &failure) {
        std::fprintf(stderr, "bench_laws: %s\n", qPrintable(failure.what));
        return 1;
    }
    QFile file(arguments[2]);
    return file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(QJsonDocument(figures).toJson()) > 0 ? 0
                                                                                                                    : 1;
}
