// SPDX-License-Identifier: Apache-2.0
// What words become: tokens, numbers, citations, what is left of a question, a snippet.
#include "cache/law_number.h"
#include "laws/cjk_tokens.h"
#include "laws/law_asked.h"
#include "laws/law_question.h"
#include "laws/law_rows.h"
#include "laws/law_snippet.h"

#include <QTest>

using namespace yz;
using namespace yz::laws;

namespace {

QString cutInto(const QString &text, Cut purpose)
{
    QStringList all;
    const QByteArray utf8 = text.toUtf8();
    for (const auto &token : tokens({utf8.constData(), static_cast<std::size_t>(utf8.size())}, purpose))
        all += QString::fromStdString(token.text);
    return all.join(u'|');
}

} // namespace

class LawWordsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tokens_areThoseOfTheGoldenTable_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("kept");
        QTest::addColumn<QString>("lookedFor");
        const auto row = [](const char *name, const char16_t *text, const char16_t *kept, const char16_t *lookedFor) {
            QTest::newRow(name) << QString::fromUtf16(text) << QString::fromUtf16(kept)
                                << QString::fromUtf16(lookedFor);
        };
        row("nothing", u"", u"", u"");
        row("pairs, and the last alone when kept", u"劳动合同", u"劳动|动合|合同|同", u"劳动|动合|合同");
        row("one character", u"工", u"工", u"工");
        row("punctuation separates", u"离婚，抚养", u"离婚|婚|抚养|养", u"离婚|抚养");
        row("width and case", u"ＡＢＣ１２", u"abc|12", u"abc|12");
        row("letters apart from digits", u"abc1998", u"abc|1998", u"abc|1998");
        row("letters in hanzi", u"用DNA鉴定", u"用|dna|鉴定|定", u"用|dna|鉴定");
        row("digits of other scripts", u"१५天", u"15|天", u"15|天");
        row("the other zero", u"二〇二〇年", u"二〇|〇二|二〇|〇年|年", u"二〇|〇二|二〇|〇年");
        row("hanzi beyond the first plane", u"𠀀𠀁法", u"𠀀𠀁|𠀁法|法", u"𠀀𠀁|𠀁法");
        row("lines", u"一\n二", u"一|二", u"一|二");
        row("accents", u"Café", u"café", u"café");
    }
    void tokens_areThoseOfTheGoldenTable()
    {
        QFETCH(QString, text);
        QFETCH(QString, kept);
        QFETCH(QString, lookedFor);
        QCOMPARE(cutInto(text, Cut::Index), kept);
        QCOMPARE(cutInto(text, Cut::Query), lookedFor);
    }

    void tokens_sayWhereTheyStand()
    {
        const std::string text = "第1条：工伤";
        const auto all = tokens(text, Cut::Index);
        QCOMPARE(all.size(), std::size_t{5});
        for (const auto &token : all)
            QCOMPARE(text.substr(token.begin, token.end - token.begin), token.text);
    }

    void aLastCharacter_standsWhereItsPairStands()
    {
        // Or no phrase would pass over a comma: 隐藏、转移 is looked for as two pairs that follow one another.
        const auto all = tokens(std::string("隐藏、转"), Cut::Index);
        QCOMPARE(all.size(), std::size_t{3});
        QVERIFY(!all[0].within && all[1].within && !all[2].within);
    }

    void badBytes_separateAndNothingElse()
    {
        QCOMPARE(tokens("\xE5\x8A\xB3\xE5\x8A\xFF\xA8", Cut::Query).size(), std::size_t{1});
        QCOMPARE(tokens("ab\xC0\x80yz\xED\xA0\x80\xF5", Cut::Query).size(), std::size_t{2});
        QVERIFY(tokens("\xF0\x9F", Cut::Query).empty());
    }

    void aRunWithoutEnd_keepsItsBeginning()
    {
        const auto all = tokens(std::string(100000, 'x'), Cut::Index);
        QCOMPARE(all.size(), std::size_t{1});
        QCOMPARE(all.front().text.size(), std::size_t{64});
    }

    void numbers_areReadAndWritten_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("number");
        const auto row = [](const char16_t *text, int number) {
            QTest::newRow(QString::fromUtf16(text).toUtf8().constData()) << QString::fromUtf16(text) << number;
        };
        row(u"一", 1);
        row(u"十", 10);
        row(u"十五", 15);
        row(u"二十", 20);
        row(u"一百零五", 105);
        row(u"一百一十", 110);
        row(u"一千零七十七", 1077);
        row(u"一千二百六十", 1260);
        row(u"两百", 200);
        row(u"一万二千", 12000);
        row(u"1077", 1077);
        row(u"１０７７", 1077);
        row(u"二〇二〇", 2020);
        row(u"", 0);
        row(u"零", 0);
        row(u"十百", 0);
        row(u"百", 0);
        row(u"一百二百", 0);
        row(u"一二十", 0);
        row(u"999999", 0);
        row(u"法", 0);
        row(u"1百", 0);
    }
    void numbers_areReadAndWritten()
    {
        QFETCH(QString, text);
        QFETCH(int, number);
        QCOMPARE(lawNumber(text).value_or(0), number);
    }

    void everyNumeral_isReadBack()
    {
        for (int number = 1; number <= 99999; number += number < 3000 ? 1 : 97)
            QCOMPARE(lawNumber(lawNumeral(number)).value_or(0), number);
        QCOMPARE(lawArticleName(1077, 0), QStringLiteral("第一千零七十七条"));
        QCOMPARE(lawArticleName(133, 1), QStringLiteral("第一百三十三条之一"));
        QVERIFY(lawNumeral(0).isEmpty() && lawNumeral(100000).isEmpty());
    }

    void citations_areThoseOfTheTable_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("law");
        QTest::addColumn<int>("article");
        QTest::addColumn<int>("suffix");
        const auto row = [](const char16_t *words, const char16_t *law, int article, int suffix) {
            const QString text = QString::fromUtf16(words);
            QTest::newRow(text.toUtf8().constData()) << text << QString::fromUtf16(law) << article << suffix;
        };
        row(u"民法典第1077条", u"民法典", 1077, 0);
        row(u"民法典1077条", u"民法典", 1077, 0);
        row(u"民法典1077", u"民法典", 1077, 0);
        row(u"民法典第1077", u"民法典", 1077, 0);
        row(u"民法典 第 1077 条", u"民法典", 1077, 0);
        row(u"民法典第１０７７条", u"民法典", 1077, 0);
        row(u"《民法典》第一千零七十七条第二款", u"民法典", 1077, 0);
        row(u"中华人民共和国民法典第一千零七十七条", u"民法典", 1077, 0);
        row(u"《中华人民共和国民法典》一千零七十七条", u"民法典", 1077, 0);
        row(u"刑法第133条之一", u"刑法", 133, 1);
        row(u"刑法第一百三十三条之一第一款第二项", u"刑法", 133, 1);
        row(u"劳动合同法的第三十八条", u"劳动合同法", 38, 0);
        row(u"劳动合同法三十八条规定", u"劳动合同法", 38, 0);
        row(u"劳动合同法第38条是什么", u"劳动合同法", 38, 0);
        row(u"第十九条", u"", 19, 0);
        row(u"19条", u"", 19, 0);
        row(u"mfd1077", u"mfd", 1077, 0);
        row(u"1077", u"", 0, 0);
        row(u"条", u"", 0, 0);
        row(u"第零条", u"", 0, 0);
        row(u"拖欠工资三个月", u"", 0, 0);
        row(u"条例第几条", u"", 0, 0);
    }
    void citations_areThoseOfTheTable()
    {
        QFETCH(QString, words);
        QFETCH(QString, law);
        QFETCH(int, article);
        QFETCH(int, suffix);
        const auto citation = citationIn(normalised(words));
        QCOMPARE(citation.has_value(), article > 0);
        if (citation)
            QCOMPARE(*citation, (Citation{law, article, suffix}));
    }

    void stopPhrases_leaveTheMatter()
    {
        QCOMPARE(withoutStopPhrases(QStringLiteral("请问老板拖欠工资怎么办")), QStringLiteral("老板拖欠工资"));
        QCOMPARE(withoutStopPhrases(QStringLiteral("怎么办吗")), QString());
    }

    void thesaurus_takesTheLongestEntry()
    {
        Thesaurus thesaurus;
        thesaurus.add({QStringLiteral("加班")}, {QStringLiteral("延长工作时间")});
        thesaurus.add({QStringLiteral("加班费")}, {QStringLiteral("工资报酬")});
        const auto found = thesaurus.in(QStringLiteral("没有加班费"));
        QCOMPARE(found.size(), std::size_t{1});
        QCOMPARE(found.front().means, QStringList{QStringLiteral("工资报酬")});
        QVERIFY(thesaurus.in(QStringLiteral("离婚")).empty());
    }

    void askedArticles_areFoundByLikeness()
    {
        AskedArticles asked;
        const Citation thrown{QStringLiteral("民法典"), 1254, 0};
        const Citation dog{QStringLiteral("民法典"), 1245, 0};
        asked.add({QStringLiteral("楼上扔东西砸伤人"), QStringLiteral("高空抛物")}, {thrown});
        asked.add({QStringLiteral("邻居的狗咬人"), QStringLiteral("遛狗伤人")}, {dog});
        asked.add({QStringLiteral("没有去处的话")}, {});
        asked.finish();
        const auto found = asked.in(QStringLiteral("被楼上扔的酒瓶砸了"), 5);
        QVERIFY(!found.empty());
        QCOMPARE(found.front().at, thrown);
        QCOMPARE(asked.in(QStringLiteral("让狗咬了"), 1).front().at, dog);
        QVERIFY(asked.in(QStringLiteral("离婚"), 5).empty());
        QVERIFY(asked.in(QString(), 5).empty());
        QVERIFY(AskedArticles().in(QStringLiteral("狗"), 5).empty());
    }

    void aSynonymRow_leadsToWordsOrToArticles()
    {
        const auto row = [](const char *value) {
            return readSynonym({QStringLiteral("synonym"), QStringLiteral("s"), QByteArray(value)});
        };
        QVERIFY(bool(row(R"({"say":["a"],"means":["b"]})")));
        QCOMPARE(row(R"({"say":["a"],"at":["民法典第1条"]})")->at.size(), qsizetype{1});
        QVERIFY(row(R"({"say":["a"]})").failedWith(Fault::DataMalformed));
        QVERIFY(row(R"({"say":["a"],"at":[]})").failedWith(Fault::DataMalformed));
        QVERIFY(row(R"({"say":["a"],"means":["b"],"at":[1]})").failedWith(Fault::DataMalformed));
    }

    void aTextFullOfTheWord_isCutInLinearTime()
    {
        const auto snippet = snippetOf(QString(20000, QChar(u'法')), {QString(QChar(u'法')), QString()});
        QVERIFY(snippet.text.size() <= 120);
        QCOMPARE(snippet.marks.size(), std::size_t{1});
    }

    void snippet_showsWhereTheWordsStand()
    {
        const QString text = QString(300, QChar(u'甲')) + QStringLiteral("。用人单位拖欠劳动报酬的，可以申请支付令。") +
                             QString(300, QChar(u'乙'));
        const auto snippet = snippetOf(text, {QStringLiteral("拖欠"), QStringLiteral("劳动"), QStringLiteral("动报")});
        QVERIFY(snippet.text.size() <= 120);
        QVERIFY(snippet.text.startsWith(QStringLiteral("…用人单位拖欠")));
        QCOMPARE(snippet.marks.size(), std::size_t{1}); // they touch: one mark
        QCOMPARE(snippet.text.mid(snippet.marks[0].first, snippet.marks[0].second), QStringLiteral("拖欠劳动报"));
        QCOMPARE(snippetOf(QStringLiteral("短"), {}).text, QStringLiteral("短"));
    }
};

QTEST_GUILESS_MAIN(LawWordsTest)
#include "tst_law_words.moc"
