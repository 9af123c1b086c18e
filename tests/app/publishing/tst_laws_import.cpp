// SPDX-License-Identifier: Apache-2.0
// The Markdown of laws: what is read, what is put together, what is refused and where.
#include "laws_import.h"
#include "pinyin.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace yz;
using namespace yz::publishing;

namespace {

QByteArray utf8(const char16_t *text)
{
    return QString::fromUtf16(text).toUtf8();
}

QString plain(const char16_t *text)
{
    return QString::fromUtf16(text);
}

LawText read(const char16_t *path, const char16_t *markdown)
{
    auto law = readLaw(plain(path), utf8(markdown));
    if (!law)
        qFatal("%s", law.error().detail.c_str());
    return std::move(law).value();
}

QJsonObject valueOf(const LawImport &import, const char *type, const QString &id)
{
    for (const auto &row : import.rows)
        if (row.type == QLatin1String(type) && row.id == id)
            return QJsonDocument::fromJson(row.value).object();
    return {};
}

std::vector<PackRow> rowsOf(const LawImport &import, const char *type)
{
    std::vector<PackRow> rows;
    std::copy_if(import.rows.begin(), import.rows.end(), std::back_inserter(rows),
                 [&](const PackRow &row) { return row.type == QLatin1String(type); });
    return rows;
}

constexpr const char16_t *kPlain =
    u"# 中华人民共和国养犬法\n\n2020年1月2日 某会议通过\n\n<!-- INFO END -->\n\n"
    u"## 第一章  总则\n\n第一条 为了养犬，制定本法。\n\n本法所称犬，包括：\n\n（一）大犬；\n\n"
    u"### 第一节 登记\n\n第二条 养犬应当登记。\n\n第二条之一 登记不收费。\n\n"
    u"第三条 本法自2020年3月1日起施行。\n";

} // namespace

class LawsImportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLaw_isReadArticleByArticle()
    {
        const auto law = read(u"社会法/养犬法(2020-01-02).md", kPlain);
        QCOMPARE(law.title, plain(u"中华人民共和国养犬法"));
        QCOMPARE(law.rank, 2);
        QCOMPARE(law.issued, QDate(2020, 1, 2));
        QCOMPARE(law.validFrom, QDate(2020, 3, 1));
        QCOMPARE(law.history, QStringList{plain(u"2020年1月2日 某会议通过")});
        QCOMPARE(law.units.size(), std::size_t{4});
        QCOMPARE(law.units[0].text, plain(u"为了养犬，制定本法。\n本法所称犬，包括：\n（一）大犬；"));
        QCOMPARE(law.units[0].section, plain(u"第一章 总则"));
        QCOMPARE(law.units[1].section, plain(u"第一章 总则 · 第一节 登记"));
        QCOMPARE(law.units[2],
                 (LawUnit{plain(u"第二条之一"), 2, 1, plain(u"第一章 总则 · 第一节 登记"), plain(u"登记不收费。")}));
    }

    void windowsLinesAndABom_changeNothing()
    {
        const QByteArray windows = "\xEF\xBB\xBF" + utf8(kPlain).replace("\n", "\r\n");
        const auto law = readLaw(plain(u"社会法/养犬法(2020-01-02).md"), windows);
        QVERIFY(bool(law));
        QCOMPARE(law->units, read(u"社会法/养犬法(2020-01-02).md", kPlain).units);
    }

    void daysInForce_comeFromHeaderThenTextThenIssue_data()
    {
        QTest::addColumn<QString>("header");
        QTest::addColumn<QString>("end");
        QTest::addColumn<QDate>("from");
        const QString passed = plain(u"2007年6月29日 某会议通过\n2012年12月28日 某会议修正");
        QTest::newRow("the header's line")
            << passed + plain(u"\n2013年7月1日 施行") << plain(u"自2008年1月1日起施行。") << QDate(2013, 7, 1);
        QTest::newRow("an amended law keeps the old sentence")
            << passed << plain(u"本法自2008年1月1日起施行。") << QDate(2012, 12, 28);
        QTest::newRow("the text") << plain(u"2007年6月29日 某会议通过") << plain(u"本法自2008年1月1日起施行。")
                                  << QDate(2008, 1, 1);
        QTest::newRow("neither") << plain(u"2007年6月29日 某会议通过") << plain(u"本法自公布之日起施行。")
                                 << QDate(2007, 6, 29);
    }
    void daysInForce_comeFromHeaderThenTextThenIssue()
    {
        QFETCH(QString, header);
        QFETCH(QString, end);
        QFETCH(QDate, from);
        const QString text = plain(u"# 法\n\n") + header + plain(u"\n\n<!-- INFO END -->\n\n第一条 ") + end;
        const auto law = readLaw(plain(u"社会法/法.md"), text.toUtf8());
        QVERIFY(bool(law));
        QCOMPARE(law->validFrom, from);
    }

    void aFileWithoutArticles_isOneText()
    {
        const auto law = read(u"司法解释/批复(2020-05-05).md",
                              u"# 批复\n\n2020年5月5日 某院\n\n<!-- INFO END -->\n\n某院：\n\n收悉。\n\n此复。\n");
        QCOMPARE(law.units.size(), std::size_t{1});
        const auto import = assembleLaws({law}, {});
        QVERIFY(bool(import));
        const auto articles = rowsOf(*import, "article");
        QCOMPARE(articles.size(), std::size_t{1});
        const auto value = QJsonDocument::fromJson(articles[0].value).object();
        QCOMPARE(value[QStringLiteral("number")].toString(), plain(u"全文"));
        QCOMPARE(value[QStringLiteral("article")].toInt(), 0);
        QCOMPARE(value[QStringLiteral("text")].toString(), plain(u"某院：\n收悉。\n此复。"));
    }

    void theParts_becomeOneLaw()
    {
        const auto second = read(u"民法典/乙编.md",
                                 u"# 法典\n\n# 乙编\n\n2020年5月28日 通过\n\n2021年1月1日 施行\n\n<!-- INFO END -->\n\n"
                                 u"第十条 十。\n\n第十一条 十一。");
        const auto first = read(u"民法典/甲编.md",
                                u"# 法典\n\n# 甲编\n\n2020年5月28日 通过\n\n<!-- INFO END -->\n\n## 一\n\n第一条 一。");
        const auto import = assembleLaws({second, first}, {});
        QVERIFY(bool(import));
        QCOMPARE(import->laws, 1);
        QCOMPARE(import->articles, 3);
        const auto law = rowsOf(*import, "law");
        QCOMPARE(QJsonDocument::fromJson(law[0].value)[QStringLiteral("validFrom")].toString(),
                 QStringLiteral("2021-01-01"));
        const auto article = valueOf(*import, "article", law[0].id + QStringLiteral("/0001"));
        QCOMPARE(article[QStringLiteral("section")].toString(), plain(u"甲编 · 一"));
        QCOMPARE(valueOf(*import, "article", law[0].id + QStringLiteral("/0003"))[QStringLiteral("article")].toInt(),
                 11);
    }

    void versions_endWhereTheNextBegins()
    {
        const auto import = assembleLaws(
            {read(u"行政法/法(2017-09-01).md", u"# 法\n\n2017年9月1日 修正\n\n<!-- INFO END -->\n\n第一条 旧。"),
             read(u"行政法/法(2023-09-01).md", u"# 法\n\n2023年9月1日 修订\n\n<!-- INFO END -->\n\n第一条 "
                                               u"新。\n\n第二条 本法自2024年1月1日起施行。")},
            {});
        QVERIFY(bool(import));
        const auto laws = rowsOf(*import, "law");
        QCOMPARE(laws.size(), std::size_t{2});
        const auto old = QJsonDocument::fromJson(laws[0].value).object();
        QCOMPARE(old[QStringLiteral("validTo")].toString(), QStringLiteral("2023-12-31"));
        QCOMPARE(old[QStringLiteral("replacedBy")].toString(), laws[1].id);
        const auto newest = QJsonDocument::fromJson(laws[1].value).object();
        QVERIFY(newest[QStringLiteral("validTo")].isNull() && newest[QStringLiteral("replacedBy")].isNull());
    }

    void aLawThatEndsAnother_isBelieved()
    {
        const auto import = assembleLaws(
            {read(u"行政法规/旧例(2003-07-21).md", u"# 旧例\n\n2003年7月21日 公布\n\n<!-- INFO END -->\n\n第一条 旧。"),
             read(u"行政法规/新例(2021-08-20).md",
                  u"# 新例\n\n2021年8月20日 公布\n\n<!-- INFO END -->\n\n第一条 新。\n\n"
                  u"第二条 本例自2022年1月1日起施行。《旧例》《没有的例》同时废止。")},
            {});
        QVERIFY(bool(import));
        for (const auto &row : rowsOf(*import, "law")) {
            const auto law = QJsonDocument::fromJson(row.value).object();
            QCOMPARE(law[QStringLiteral("validTo")].toString(),
                     law[QStringLiteral("title")].toString() == plain(u"旧例") ? QStringLiteral("2021-12-31")
                                                                               : QString());
        }
        QCOMPARE(import->remarks.size(), 1);
    }

    void theSameLawTwice_isTakenOnce()
    {
        const auto import = assembleLaws(
            {read(u"社会法/养犬法(2020-01-02).md", kPlain), read(u"行政法/养犬法(2020-01-02).md", kPlain)}, {});
        QVERIFY(bool(import));
        QCOMPARE(import->laws, 1);
        QCOMPARE(import->remarks.size(), 1);
    }

    void rows_areCanonicalSortedAndTheSameAgain()
    {
        const auto law = read(u"社会法/养犬法(2020-01-02).md", kPlain);
        const auto one = assembleLaws({law}, {});
        const auto again = assembleLaws({law}, {});
        QVERIFY(bool(one) && bool(again));
        QVERIFY(one->rows == again->rows);
        QVERIFY(std::is_sorted(one->rows.begin(), one->rows.end(), [](const PackRow &left, const PackRow &right) {
            return std::pair(left.type, left.id) < std::pair(right.type, right.id);
        }));
        static const QRegularExpression kId(QStringLiteral("^[A-Za-z0-9._/-]{1,96}$"));
        for (const auto &row : one->rows) {
            QVERIFY(kId.match(row.id).hasMatch());
            QCOMPARE(QJsonDocument(QJsonDocument::fromJson(row.value).object()).toJson(QJsonDocument::Compact),
                     row.value);
        }
    }

    void whatIsWrong_isNamedWithFileAndLine_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("markdown");
        QTest::addColumn<QString>("said");
        const QByteArray head = utf8(u"# 法\n2020年1月1日 通过\n<!-- INFO END -->\n");
        const QString path = plain(u"社会法/法.md");
        QTest::newRow("a folder that is no kind of law")
            << plain(u"诗歌/法.md") << head << plain(u"stands for no kind of law");
        QTest::newRow("no header") << path << utf8(u"第一条 文。\n") << plain(u"法.md:1: comes before a title");
        QTest::newRow("no end of the header")
            << path << utf8(u"# 法\n2020年1月1日 通过\n") << plain(u"no line <!-- INFO END -->");
        QTest::newRow("no text") << path << head << plain(u"has no text");
        QTest::newRow("no day") << path << utf8(u"# 法\n<!-- INFO END -->\n第一条 文。")
                                << plain(u"names no day of issue");
        QTest::newRow("bytes that are no text") << path << (head + "\xFF\xFE\n") << plain(u"法.md:4: is no UTF-8");
        QTest::newRow("a third title") << path << utf8(u"# 法\n# 编\n# 三\n") << plain(u"法.md:3: is a third title");
        QTest::newRow("a number that is none")
            << path << (head + utf8(u"第十百条 文。\n")) << plain(u"法.md:4: begins an article");
        QTest::newRow("a title too long")
            << path << ("# " + QByteArray(700, 'x') + "\n") << plain(u"法.md:1: is a heading");
        QTest::newRow("an article too long")
            << path << (head + utf8(u"第一条 ") + QByteArray(60001, 'x')) << plain(u"法.md:4: is an article longer");
        QTest::newRow("a file too large")
            << path << QByteArray(4 * 1024 * 1024 + 1, '\n') << plain(u"larger than 4 MiB");
        QByteArray many = head;
        for (int article = 0; article < 4001; ++article)
            many += utf8(u"第一条 文。\n");
        QTest::newRow("too many articles") << path << many << plain(u"法.md:4004: is more than the 4,000th");
        QByteArray history = utf8(u"# 法\n");
        for (int line = 0; line < 65; ++line)
            history += utf8(u"2020年1月1日 通过\n");
        QTest::newRow("a header without end") << path << history << plain(u"法.md:66: makes a header");
    }
    void whatIsWrong_isNamedWithFileAndLine()
    {
        QFETCH(QString, path);
        QFETCH(QByteArray, markdown);
        QFETCH(QString, said);
        const auto law = readLaw(path, markdown);
        QVERIFY(law.failedWith(Fault::DataMalformed));
        const QString detail = QString::fromStdString(law.error().detail);
        QVERIFY2(detail.contains(said), law.error().detail.c_str());
    }

    void aFolder_isReadWhole()
    {
        const QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkpath(plain(u"社会法/细分")));
        const auto write = [&](const char16_t *name, const QByteArray &bytes) {
            QFile file(folder.filePath(plain(name)));
            return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
        };
        QVERIFY(write(u"社会法/养犬法(2020-01-02).md", utf8(kPlain)));
        QVERIFY(write(u"社会法/细分/养猫法(2020-01-02).md", utf8(kPlain).replace(utf8(u"养犬法"), utf8(u"养猫法"))));
        QVERIFY(write(u"社会法/_index.md", "---\n"));
        QVERIFY(write(u"README.md", "no law"));
        const auto import = importLaws(folder.path(), {});
        QVERIFY2(bool(import), import ? "" : import.error().detail.c_str());
        QCOMPARE(import->laws, 2);
        QVERIFY(importLaws(folder.filePath(QStringLiteral("nowhere")), {}).failedWith(Fault::NotFound));
        QVERIFY(write(u"社会法/坏.md", "no law"));
        QVERIFY(importLaws(folder.path(), {}).failedWith(Fault::DataMalformed));
    }

    void initials_followTheWord()
    {
        const auto pinyin = Pinyin::parse(
            utf8(u"会\thui\t100\n会\tkuai\t1\n计\tji\t9\n会计\tkuai ji\t50\n行\txing\t90\n行\thang\t30\n法\tfa\t9\n"));
        QVERIFY(bool(pinyin));
        QCOMPARE(pinyin->initials(plain(u"会计法")), QStringList{QStringLiteral("kjf")});
        QCOMPARE(pinyin->initials(plain(u"会法")), QStringList{QStringLiteral("hf")}); // the rare reading is none
        QCOMPARE(pinyin->initials(plain(u"行法")), (QStringList{QStringLiteral("xf"), QStringLiteral("hf")}));
        QCOMPARE(pinyin->initials(plain(u"法（2018）A")), QStringList{QStringLiteral("f2018a")});
        QVERIFY(pinyin->initials(plain(u"未知")).isEmpty());
        QVERIFY(!Pinyin::parse("no dictionary"));
    }

    void aTitle_getsTheNamesPeopleUse()
    {
        const auto shorts = [](const char16_t *title) {
            const QString text =
                plain(u"# ") + plain(title) + plain(u"\n2020年1月1日 通过\n<!-- INFO END -->\n第一条 文。");
            const auto import = assembleLaws({readLaw(plain(u"司法解释/一.md"), text.toUtf8()).value()}, {});
            QStringList all;
            for (const auto &one :
                 QJsonDocument::fromJson(rowsOf(*import, "law")[0].value)[QStringLiteral("short")].toArray())
                all += one.toString();
            return all;
        };
        QCOMPARE(shorts(u"中华人民共和国民法典"), QStringList{plain(u"民法典")});
        QVERIFY(shorts(u"最高人民法院关于审理民间借贷案件适用法律若干问题的规定").contains(plain(u"民间借贷规定")));
        QVERIFY(shorts(u"最高人民法院关于适用《中华人民共和国民法典》婚姻家庭编的解释（一）")
                    .contains(plain(u"民法典婚姻家庭编解释（一）")));
    }
};

QTEST_GUILESS_MAIN(LawsImportTest)
#include "tst_laws_import.moc"
