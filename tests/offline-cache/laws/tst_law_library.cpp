// SPDX-License-Identifier: Apache-2.0
// The library as the program holds it: on a thread of its own, one answer per question, the older one cancelled.
#include "cache/law_library.h"
#include "law_shelf_maker.h"
#include "laws_import.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <map>

using namespace yz;

namespace {

const QString kSource = QStringLiteral(YIZHAN_SOURCE_DIR);
const QDate kToday(2025, 5, 1);

LawQuestion ask(const QString &words)
{
    return {words, kToday, QStringLiteral("000000"), false, 20};
}

/** Keeps what the library said, by request. */
class Listener : public QObject
{
public:
    explicit Listener(LawLibrary &library)
    {
        connect(&library, &LawLibrary::found, this, [this](LawRequestId request, const Result<LawFindings> &findings) {
            ++times[request];
            found.insert_or_assign(request, findings);
        });
        connect(&library, &LawLibrary::opened, this, [this](LawRequestId request, const Result<LawArticle> &article) {
            ++times[request];
            opened.insert_or_assign(request, article);
        });
    }

    std::map<LawRequestId, int> times;
    std::map<LawRequestId, Result<LawFindings>> found;
    std::map<LawRequestId, Result<LawArticle>> opened;
};

} // namespace

class LawLibraryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        auto import = publishing::importLaws(kSource + QStringLiteral("/packs/sample/laws"), {});
        QVERIFY(bool(import));
        m_rows = std::move(import->rows);
    }
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void questions_areAnsweredOnceEach_andTheOlderOnesCancelled()
    {
        write();
        const auto library = openLawLibrary(path(), SecretBytes::copyOf(m_key.bytes()));
        Listener listener(*library);
        std::vector<LawRequestId> requests;
        for (int round = 0; round < 30; ++round)
            requests.push_back(library->search(ask(QStringLiteral("离婚 冷静期 %1").arg(round))));
        QTRY_COMPARE(listener.times.size(), requests.size());
        QTest::qWait(0);
        int cancelled = 0;
        for (const auto request : requests) {
            QCOMPARE(listener.times[request], 1);
            const auto &answer = listener.found.at(request);
            if (request == requests.back())
                QVERIFY2(bool(answer), answer ? "" : answer.error().detail.c_str());
            else if (!answer)
                ++cancelled;
            QVERIFY(bool(answer) || answer.failedWith(Fault::Cancelled));
        }
        QVERIFY(cancelled > 0);
        QVERIFY(!listener.found.at(requests.back())->hits.empty());
    }

    void pages_areNotCancelledBySearches()
    {
        write();
        const auto library = openLawLibrary(path(), SecretBytes::copyOf(m_key.bytes()));
        Listener listener(*library);
        std::vector<LawRequestId> pages;
        LawRequestId last = 0;
        for (int round = 0; round < 30; ++round) {
            pages.push_back(library->cited(QStringLiteral("民法典"), 1077, 0, kToday));
            last = library->search(ask(QStringLiteral("拖欠工资")));
        }
        QTRY_COMPARE(listener.times.size(), std::size_t{60});
        for (const auto page : pages)
            QVERIFY(bool(listener.opened.at(page)));
        QVERIFY(bool(listener.found.at(last)));
        const auto opened = library->article(listener.opened.at(pages.front())->after);
        QTRY_VERIFY(listener.opened.contains(opened));
        QCOMPARE(listener.opened.at(opened)->number, QStringLiteral("第一千零七十八条"));
    }

    void aCatalogueThatIsNotThere_isSaidSo_andFoundAfterRenewal()
    {
        const auto library = openLawLibrary(path(), SecretBytes::copyOf(m_key.bytes()));
        Listener listener(*library);
        const auto early = library->search(ask(QStringLiteral("离婚")));
        QTRY_VERIFY(listener.found.contains(early));
        QVERIFY(listener.found.at(early).failedWith(Fault::NotFound));
        QVERIFY(!QFile::exists(path())); // asking makes no file
        write();
        library->renew();
        const auto late = library->search(ask(QStringLiteral("离婚")));
        QTRY_VERIFY(listener.found.contains(late));
        QVERIFY(bool(listener.found.at(late)));
    }

    void anotherKey_isDamage_notACrash()
    {
        write();
        const auto library = openLawLibrary(path(), SecretBytes::random(32));
        Listener listener(*library);
        const auto request = library->search(ask(QStringLiteral("离婚")));
        QTRY_VERIFY(listener.found.contains(request));
        QVERIFY(listener.found.at(request).failedWith(Fault::StoreDamaged));
    }

    void goingAway_waitsForNoAnswer()
    {
        write();
        for (int round = 0; round < 20; ++round) {
            const auto library = openLawLibrary(path(), SecretBytes::copyOf(m_key.bytes()));
            for (int question = 0; question < 5; ++question)
                library->search(ask(QStringLiteral("劳动 工资 离婚 遗产")));
            library->article(1);
        }
    }

private:
    QString path() const { return m_folder->filePath(QStringLiteral("catalogue.db")); }

    void write()
    {
        auto db = store::Database::open(path(), m_key, 1 << 18);
        QVERIFY(bool(db));
        laws::LawIndex index;
        QVERIFY(bool(tests::makeEntryTable(**db)));
        QVERIFY(bool(index.attach(**db)));
        QVERIFY(bool(tests::putRows(**db, index, m_rows)));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    SecretBytes m_key = SecretBytes::random(32);
    std::vector<PackRow> m_rows;
};

QTEST_GUILESS_MAIN(LawLibraryTest)
#include "tst_law_library.moc"
