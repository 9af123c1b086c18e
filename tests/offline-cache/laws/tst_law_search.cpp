// SPDX-License-Identifier: Apache-2.0
// The search on the sample laws: exact forms, titles, initials, everyday words, versions in time; and an index that
// stays true when a law is amended.
#include "cache/law_number.h"
#include "law_shelf_maker.h"
#include "laws/law_search.h"
#include "laws_import.h"
#include "pinyin.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

using namespace yz;
using namespace yz::laws;

namespace {

const QString kSource = QStringLiteral(YIZHAN_SOURCE_DIR);
const QDate kToday(2025, 5, 1);

LawQuestion ask(const QString &words, const QDate &on = kToday)
{
    return {words, on, QStringLiteral("330000"), false, 20};
}

PackRow lawRow(const QString &id, const QString &title, int rank, const QString &jurisdiction)
{
    const QJsonObject value{{QStringLiteral("title"), title},
                            {QStringLiteral("short"), QJsonArray()},
                            {QStringLiteral("rank"), rank},
                            {QStringLiteral("jurisdiction"), jurisdiction},
                            {QStringLiteral("issued"), QStringLiteral("2020-01-01")},
                            {QStringLiteral("validFrom"), QStringLiteral("2020-01-01")},
                            {QStringLiteral("validTo"), QJsonValue::Null},
                            {QStringLiteral("replacedBy"), QJsonValue::Null}};
    return {QStringLiteral("law"), id, QJsonDocument(value).toJson(QJsonDocument::Compact)};
}

PackRow articleRow(const QString &law, int rank, int ordinal, const QString &text)
{
    const QJsonObject value{
        {QStringLiteral("law"), law},           {QStringLiteral("rank"), rank},
        {QStringLiteral("ordinal"), ordinal},   {QStringLiteral("number"), lawArticleName(ordinal, 0)},
        {QStringLiteral("article"), ordinal},   {QStringLiteral("suffix"), 0},
        {QStringLiteral("section"), QString()}, {QStringLiteral("text"), text}};
    return {QStringLiteral("article"), law + u'/' + QStringLiteral("%1").arg(ordinal, 4, 10, QChar(u'0')),
            QJsonDocument(value).toJson(QJsonDocument::Compact)};
}

} // namespace

class LawSearchTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const auto pinyin = publishing::Pinyin::load(QStringLiteral("/usr/share/rime-data/pinyin_simp.dict.yaml"));
        QVERIFY(bool(pinyin));
        publishing::LawImportOptions options;
        options.pinyin = &*pinyin;
        auto import = publishing::importLaws(kSource + QStringLiteral("/packs/sample/laws"), options);
        QVERIFY2(bool(import), import ? "" : import.error().detail.c_str());
        m_sample = std::move(import->rows);
        const auto synonyms =
            tests::rowsOfFolder(kSource + QStringLiteral("/packs/sample/synonym"), QStringLiteral("synonym"));
        QVERIFY2(bool(synonyms), synonyms ? "" : synonyms.error().detail.c_str());
        m_sample.insert(m_sample.end(), synonyms->begin(), synonyms->end());
        m_db = fresh(QStringLiteral("sample.db"));
        QVERIFY(m_db != nullptr);
        const auto put = tests::putRows(*m_db, m_index, m_sample);
        QVERIFY2(bool(put), put ? "" : put.error().detail.c_str());
        auto search = LawSearch::on(*m_db);
        QVERIFY2(bool(search), search ? "" : search.error().detail.c_str());
        m_search = std::move(*search);
    }
    void cleanupTestCase()
    {
        m_search.reset();
        m_db.reset();
    }

    void exactForms_openTheArticle_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("law");
        QTest::addColumn<QString>("number");
        const auto row = [](const char16_t *words, const char16_t *law, const char16_t *number) {
            const QString text = QString::fromUtf16(words);
            QTest::newRow(text.toUtf8().constData()) << text << QString::fromUtf16(law) << QString::fromUtf16(number);
        };
        row(u"民法典第1077条", u"中华人民共和国民法典", u"第一千零七十七条");
        row(u"《民法典》第一千零七十七条第二款", u"中华人民共和国民法典", u"第一千零七十七条");
        row(u"中华人民共和国民法典 1077", u"中华人民共和国民法典", u"第一千零七十七条");
        row(u"民法典第１０７７条", u"中华人民共和国民法典", u"第一千零七十七条");
        row(u"mfd1077", u"中华人民共和国民法典", u"第一千零七十七条");
        row(u"刑法第133条之一", u"中华人民共和国刑法", u"第一百三十三条之一");
        row(u"刑法第133条", u"中华人民共和国刑法", u"第一百三十三条");
        row(u"调解法31条", u"中华人民共和国人民调解法", u"第三十一条");
    }
    void exactForms_openTheArticle()
    {
        QFETCH(QString, words);
        QFETCH(QString, law);
        QFETCH(QString, number);
        const auto findings = m_search->find(ask(words), {});
        QVERIFY(bool(findings));
        QVERIFY(findings->how == LawFindings::How::Exact);
        QCOMPARE(findings->hits.front().law, law);
        QCOMPARE(findings->hits.front().number, number);
    }

    void anArticleWithoutALaw_isLookedForInAll()
    {
        const auto findings = m_search->find(ask(QStringLiteral("第三十一条")), {});
        QVERIFY(bool(findings) && findings->how == LawFindings::How::Exact);
        QVERIFY(findings->hits.size() >= 3);
    }

    void titlesAndInitials_openTheLaw_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("law");
        QTest::newRow("the short title") << QStringLiteral("劳动合同法") << QStringLiteral("中华人民共和国劳动合同法");
        QTest::newRow("in brackets") << QStringLiteral("《法律援助法》") << QStringLiteral("中华人民共和国法律援助法");
        QTest::newRow("initials") << QStringLiteral("ldhtf") << QStringLiteral("中华人民共和国劳动合同法");
        QTest::newRow("in capitals") << QStringLiteral("MFD") << QStringLiteral("中华人民共和国民法典");
        QTest::newRow("with a blank") << QStringLiteral("fl yz") << QStringLiteral("中华人民共和国法律援助法");
        QTest::newRow("their beginning") << QStringLiteral("rmtj") << QStringLiteral("中华人民共和国人民调解法");
        QTest::newRow("of the whole name") << QStringLiteral("zhrmghgmfd") << QStringLiteral("中华人民共和国民法典");
        QTest::newRow("the second reading") << QStringLiteral("xzfyf") << QStringLiteral("中华人民共和国行政复议法");
    }
    void titlesAndInitials_openTheLaw()
    {
        QFETCH(QString, words);
        QFETCH(QString, law);
        const auto findings = m_search->find(ask(words), {});
        QVERIFY(bool(findings));
        QVERIFY(findings->how == LawFindings::How::Title);
        QCOMPARE(findings->hits.front().law, law);
    }

    void aTitleAndWords_lookInsideThatLaw()
    {
        const auto findings = m_search->find(ask(QStringLiteral("民法典 诉讼离婚 感情破裂")), {});
        QVERIFY(bool(findings) && !findings->hits.empty());
        for (const auto &hit : findings->hits)
            QCOMPARE(hit.law, QStringLiteral("中华人民共和国民法典"));
        QCOMPARE(findings->hits.front().number, QStringLiteral("第一千零七十九条"));
    }

    void everydayWords_areUnderstood()
    {
        const auto findings = m_search->find(ask(QStringLiteral("喝酒开车会怎么样")), {});
        QVERIFY(bool(findings) && findings->how == LawFindings::How::Words);
        QVERIFY(findings->understoodAs.contains(QStringLiteral("醉酒驾驶机动车")));
        QCOMPARE(findings->hits.front().number, QStringLiteral("第一百三十三条之一"));
        const auto &hit = findings->hits.front();
        QVERIFY(hit.snippet.size() <= 120 && !hit.marks.empty());
        for (const auto &[begin, length] : hit.marks)
            QVERIFY(begin >= 0 && length > 0 && begin + length <= hit.snippet.size());
    }

    void whatPeopleAsk_findsTheArticleThatSaysItOtherwise()
    {
        // No entry to the letter: 高空抛物 is 从建筑物中抛掷物品 there, and nobody typed either.
        const auto findings = m_search->find(ask(QStringLiteral("走在楼底下被上面扔下来的瓶子砸了")), {});
        QVERIFY(bool(findings) && !findings->hits.empty());
        const auto five = findings->hits.begin() + std::min<std::ptrdiff_t>(5, std::ssize(findings->hits));
        QVERIFY(std::any_of(findings->hits.begin(), five,
                            [](const LawHit &hit) { return hit.number == u"第一千二百五十四条"; }));
    }

    void whatPeopleAsk_leadsOnlyToLawThatIsWanted()
    {
        auto db = fresh(QStringLiteral("asked.db"));
        QVERIFY(db != nullptr);
        LawIndex index;
        std::vector<PackRow> rows{
            lawRow(QStringLiteral("a-1"), QStringLiteral("养犬条例"), 6, QStringLiteral("330100")),
            articleRow(QStringLiteral("a-1"), 6, 1, QStringLiteral("禁止扰民")),
            {QStringLiteral("synonym"), QStringLiteral("s"),
             QByteArray(R"({"say":["狗乱叫睡不着"],"at":["养犬条例第1条","没有的法第1条","养犬条例第9条"]})")}};
        for (int other = 0; other < 60; ++other) // likeness needs something to be unlike
            rows.push_back({QStringLiteral("synonym"), QStringLiteral("s-%1").arg(other),
                            QByteArray(R"({"say":["别的事情"],"at":["没有的法第2条"]})")});
        QVERIFY(bool(tests::putRows(*db, index, rows)));
        auto search = LawSearch::on(*db);
        QVERIFY(bool(search));
        auto question = ask(QStringLiteral("隔壁的狗夜里乱叫"));
        QVERIFY((*search)->find(question, {})->hits.empty()); // of another city
        question.jurisdiction = QStringLiteral("330106");
        const auto findings = (*search)->find(question, {});
        QCOMPARE(findings->hits.size(), std::size_t{1});
        QVERIFY(findings->how == LawFindings::How::Words);
        question.on = QDate(2019, 1, 1); // not yet in force
        QVERIFY((*search)->find(question, {})->hits.empty());
    }

    void aPhraseOverAComma_isFound()
    {
        const auto findings = m_search->find(ask(QStringLiteral("老公偷偷转移财产，离婚怎么办")), {});
        QVERIFY(bool(findings) && !findings->hits.empty());
        QVERIFY(findings->understoodAs.contains(QStringLiteral("隐藏、转移、变卖、毁损、挥霍夫妻共同财产")));
    }

    void aDayInThePast_findsTheLawOfThatDay()
    {
        const auto then = m_search->find(ask(QStringLiteral("行政复议法"), QDate(2023, 6, 1)), {});
        const auto now = m_search->find(ask(QStringLiteral("行政复议法")), {});
        QVERIFY(bool(then) && bool(now));
        QCOMPARE(then->hits.size(), std::size_t{1});
        QCOMPARE(now->hits.size(), std::size_t{1});
        QVERIFY(then->hits.front().article != now->hits.front().article);
        auto old = m_search->article(then->hits.front().article);
        QVERIFY(bool(old));
        QCOMPARE(old->validTo, QDate(2023, 12, 31));
        QCOMPARE(old->replacedBy, QStringLiteral("中华人民共和国行政复议法（2023年9月1日）"));
        auto question = ask(QStringLiteral("行政复议 申请 六十日"));
        const auto onlyNow = m_search->find(question, {});
        for (const auto &hit : onlyNow->hits)
            QVERIFY(hit.inForce);
        question.alsoOld = true;
        const auto all = m_search->find(question, {});
        QVERIFY(std::any_of(all->hits.begin(), all->hits.end(), [](const LawHit &hit) { return !hit.inForce; }));
    }

    void citations_openTheVersionInForce()
    {
        const auto now = m_search->cited(QStringLiteral("行政复议法"), 2, 0, kToday);
        QVERIFY(bool(now));
        QCOMPARE(now->validFrom, QDate(2024, 1, 1));
        const auto then = m_search->cited(QStringLiteral("《中华人民共和国行政复议法》"), 2, 0, QDate(2020, 1, 1));
        QVERIFY(bool(then));
        QCOMPARE(then->validTo, QDate(2023, 12, 31));
        QVERIFY(m_search->cited(QStringLiteral("刑法"), 133, 1, kToday)->text.contains(QStringLiteral("醉酒驾驶")));
        QVERIFY(m_search->cited(QStringLiteral("民法典"), 9999, 0, kToday).failedWith(Fault::NotFound));
        QVERIFY(m_search->cited(QStringLiteral("不存在法"), 1, 0, kToday).failedWith(Fault::NotFound));
    }

    void anArticle_knowsItsNeighbours()
    {
        const auto page = m_search->cited(QStringLiteral("民法典"), 1077, 0, kToday);
        QVERIFY(bool(page));
        QVERIFY(page->section.contains(QStringLiteral("婚姻家庭编")));
        const auto next = m_search->article(page->after);
        QVERIFY(bool(next));
        QCOMPARE(next->number, QStringLiteral("第一千零七十八条"));
        QCOMPARE(next->before, page->key);
        const auto first = m_search->find(ask(QStringLiteral("民法典")), {});
        QCOMPARE(m_search->article(first->hits.front().article)->before, 0);
        QVERIFY(m_search->article(1).failedWith(Fault::NotFound));
    }

    void whatIsTyped_isNeverPartOfTheQueryLanguage_data()
    {
        QTest::addColumn<QString>("words");
        for (const char16_t *words : {u"\"离婚", u"离婚\" OR \"遗嘱", u"NEAR(离婚 遗嘱, 2)", u"text : 离婚",
                                      u"离婚 NOT 遗嘱", u"^离婚", u"离婚*", u"- 离婚", u"{section text} : 离婚",
                                      u"'; DROP TABLE entry; --", u"(((((((", u"%_%", u"\\", u"\"\"\"\""})
            QTest::newRow(QString::fromUtf16(words).toUtf8().constData()) << QString::fromUtf16(words);
    }
    void whatIsTyped_isNeverPartOfTheQueryLanguage()
    {
        QFETCH(QString, words);
        const auto findings = m_search->find(ask(words), {});
        QVERIFY2(bool(findings), findings ? "" : findings.error().detail.c_str());
    }

    void nothingAndTooMuch_areAnswered()
    {
        QVERIFY(m_search->find(ask(QString()), {})->how == LawFindings::How::Nothing);
        QVERIFY(m_search->find(ask(QStringLiteral("，。！")), {})->how == LawFindings::How::Nothing);
        QVERIFY(m_search->find(ask(QStringLiteral("怎么办")), {})->how == LawFindings::How::Nothing ||
                !m_search->find(ask(QStringLiteral("怎么办")), {})->hits.empty());
        QVERIFY(m_search->find(ask(QString(201, QChar(u'法'))), {}).failedWith(Fault::BadInput));
        QVERIFY(bool(m_search->find(ask(QString(200, QChar(u'法'))), {})));
    }

    void oneCharacter_findsWhatBeginsWithIt()
    {
        const auto findings = m_search->find(ask(QStringLiteral("婚")), {});
        QVERIFY(bool(findings) && !findings->hits.empty());
    }

    void anInterruptedSearch_saysCancelled()
    {
        sqlite3_progress_handler(m_db->handle(), 10, [](void *) { return 1; }, nullptr);
        const auto findings = m_search->find(ask(QStringLiteral("拖欠工资")), {});
        sqlite3_progress_handler(m_db->handle(), 0, nullptr, nullptr);
        QVERIFY(findings.failedWith(Fault::Cancelled));
        QVERIFY(m_search->find(ask(QStringLiteral("拖欠工资")), [] { return true; }).failedWith(Fault::Cancelled));
        QVERIFY(bool(m_search->find(ask(QStringLiteral("拖欠工资")), {})));
    }

    void amendedAndRemoved_theIndexStaysTrue()
    {
        auto db = fresh(QStringLiteral("amended.db"));
        QVERIFY(db != nullptr);
        LawIndex index;
        const auto before = articleRow(QStringLiteral("l-1"), 2, 1, QStringLiteral("旧的条文讲牛"));
        const auto after = articleRow(QStringLiteral("l-1"), 2, 1, QStringLiteral("新的条文讲马车"));
        const auto other = articleRow(QStringLiteral("l-1"), 2, 2, QStringLiteral("第二条讲羊群"));
        QVERIFY(bool(tests::putRows(
            *db, index,
            {lawRow(QStringLiteral("l-1"), QStringLiteral("牧法"), 2, QStringLiteral("000000")), before, other})));
        auto search = LawSearch::on(*db);
        QVERIFY(bool(search));
        QCOMPARE((*search)->find(ask(QStringLiteral("讲牛")), {})->hits.size(), std::size_t{1});
        QVERIFY(bool(tests::replaceRow(*db, index, before, after)));
        QVERIFY(bool(tests::removeRow(*db, index, other)));
        QVERIFY(bool((*search)->refresh()));
        QVERIFY((*search)->find(ask(QStringLiteral("讲牛")), {})->hits.empty());
        QVERIFY((*search)->find(ask(QStringLiteral("羊群")), {})->hits.empty());
        QCOMPARE((*search)->find(ask(QStringLiteral("马车")), {})->hits.size(), std::size_t{1});
        QVERIFY(bool(db->script("INSERT INTO law_fts(law_fts, rank) VALUES('integrity-check', 1)")));
    }

    void theCheck_findsAnIndexThatWasToldOtherWords()
    {
        // What the test above rests on: FTS5 must be told of the old words, and notices when it was not.
        auto db = fresh(QStringLiteral("rotten.db"));
        QVERIFY(db != nullptr);
        LawIndex index;
        QVERIFY(bool(
            tests::putRows(*db, index, {articleRow(QStringLiteral("l-1"), 2, 1, QStringLiteral("旧的条文讲牛"))})));
        QVERIFY(bool(db->script("UPDATE entry SET value = replace(CAST(value AS TEXT), '牛', '马')")));
        QVERIFY(!db->script("INSERT INTO law_fts(law_fts, rank) VALUES('integrity-check', 1)"));
    }

    void localLaw_countsWhereItHolds()
    {
        auto db = fresh(QStringLiteral("local.db"));
        QVERIFY(db != nullptr);
        LawIndex index;
        QVERIFY(bool(
            tests::putRows(*db, index,
                           {lawRow(QStringLiteral("a-1"), QStringLiteral("浙江养犬条例"), 6, QStringLiteral("330000")),
                            articleRow(QStringLiteral("a-1"), 6, 1, QStringLiteral("养犬应当登记")),
                            lawRow(QStringLiteral("b-1"), QStringLiteral("杭州养犬条例"), 6, QStringLiteral("330100")),
                            articleRow(QStringLiteral("b-1"), 6, 1, QStringLiteral("养犬应当年检")),
                            lawRow(QStringLiteral("c-1"), QStringLiteral("养犬法"), 2, QStringLiteral("000000")),
                            articleRow(QStringLiteral("c-1"), 2, 1, QStringLiteral("养犬应当文明"))})));
        auto search = LawSearch::on(*db);
        QVERIFY(bool(search));
        const auto hits = [&](const char16_t *place) {
            auto question = ask(QStringLiteral("养犬应当"));
            question.jurisdiction = QString::fromUtf16(place);
            return (*search)->find(question, {})->hits;
        };
        QCOMPARE(hits(u"330106").size(), std::size_t{3});
        QCOMPARE(hits(u"330200").size(), std::size_t{2});
        QCOMPARE(hits(u"110000").size(), std::size_t{1});
        QCOMPARE(hits(u"330106").front().law, QStringLiteral("养犬法"));
    }

    void wordsThatStandEverywhere_areAnsweredHighestLawFirst()
    {
        auto db = fresh(QStringLiteral("frequent.db"));
        QVERIFY(db != nullptr);
        LawIndex index;
        std::vector<PackRow> rows{lawRow(QStringLiteral("z-1"), QStringLiteral("规章"), 5, QStringLiteral("000000")),
                                  lawRow(QStringLiteral("a-1"), QStringLiteral("宪章"), 1, QStringLiteral("000000"))};
        for (int ordinal = 1; ordinal <= 300; ++ordinal) {
            rows.push_back(articleRow(QStringLiteral("z-1"), 5, ordinal, QStringLiteral("应当遵守规章")));
            rows.push_back(articleRow(QStringLiteral("a-1"), 1, ordinal, QStringLiteral("应当遵守宪章")));
        }
        QVERIFY(bool(tests::putRows(*db, index, rows)));
        auto search = LawSearch::on(*db);
        QVERIFY(bool(search));
        const auto findings = (*search)->find(ask(QStringLiteral("应当")), {});
        QCOMPARE(findings->hits.size(), std::size_t{20});
        for (const auto &hit : findings->hits)
            QCOMPARE(hit.law, QStringLiteral("宪章"));
    }

    void rowsThatAreNoArticles_areRefusedByName_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("no object") << QByteArray("[]");
        QTest::newRow("no text") << QByteArray(
            R"({"law":"l-1","rank":2,"ordinal":1,"number":"1","article":1,"suffix":0,"section":""})");
        QTest::newRow("another place") << articleRow(QStringLiteral("l-1"), 2, 7, QStringLiteral("文")).value;
        QTest::newRow("a rank that is none") << articleRow(QStringLiteral("l-1"), 77, 1, QStringLiteral("文")).value;
        QTest::newRow("too far in") << articleRow(QStringLiteral("l-1"), 2, 4096, QStringLiteral("文")).value;
    }
    void rowsThatAreNoArticles_areRefusedByName()
    {
        QFETCH(QByteArray, value);
        auto db = fresh(QStringLiteral("refused.db"));
        QVERIFY(db != nullptr);
        LawIndex index;
        const auto put = tests::putRows(*db, index, {{QStringLiteral("article"), QStringLiteral("l-1/0001"), value}});
        QVERIFY(put.failedWith(Fault::DataMalformed));
        QVERIFY(put.error().detail.find("l-1/0001") != std::string::npos);
    }

    /** The questions of which the sample holds an answer: a floor, so that nobody makes it worse unawares. */
    void questionsOfTheSample_areAnsweredAmongTheFirstFive()
    {
        const auto set = tests::readQuestions(kSource + QStringLiteral("/tests/offline-cache/laws/questions.json"));
        QVERIFY(bool(set));
        int asked = 0;
        int answered = 0;
        for (const auto &one : set->questions) {
            QStringList wanted;
            for (const auto &expected : one.expect)
                if (const auto page = m_search->cited(expected.law, expected.article, expected.suffix, set->on))
                    wanted += page->law + page->number;
            if (wanted.isEmpty())
                continue;
            ++asked;
            const auto findings = m_search->find(ask(one.question, set->on), {});
            QVERIFY(bool(findings));
            for (std::size_t place = 0; place < std::min<std::size_t>(5, findings->hits.size()); ++place)
                if (wanted.contains(findings->hits[place].law + findings->hits[place].number)) {
                    ++answered;
                    break;
                }
        }
        qInfo("%d of %d questions", answered, asked);
        QVERIFY(asked >= 60);
        QVERIFY(answered * 100 >= asked * 85);
    }

private:
    /** An empty catalogue; never two of one name. */
    std::unique_ptr<store::Database> fresh(const QString &name)
    {
        auto db = store::Database::open(m_folder.filePath(QString::number(++m_made) + name), SecretBytes::random(32),
                                        1 << 18);
        if (!db || !tests::makeEntryTable(**db) || !LawIndex().attach(**db))
            return nullptr;
        return std::move(*db);
    }

    QTemporaryDir m_folder;
    int m_made = 0;
    std::vector<PackRow> m_sample;
    std::unique_ptr<store::Database> m_db;
    LawIndex m_index;
    std::unique_ptr<LawSearch> m_search;
};

QTEST_GUILESS_MAIN(LawSearchTest)
#include "tst_law_search.moc"
