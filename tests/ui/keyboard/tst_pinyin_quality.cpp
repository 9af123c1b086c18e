// SPDX-License-Identifier: Apache-2.0
#include <ui/input_engine.h>

#include <QFile>
#include <QTest>

using namespace yz;

/** How often the word that was meant stands first, or on the first page, over two lists. */
class TestPinyinQuality : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theHeldOutWords_standOnTheFirstPage();
    void wordsDrawnFromTheLaws_standOnTheFirstPage();
    void theTunedWords_standFirst();

private:
    struct Score
    {
        int words = 0;
        int first = 0;
        int firstFive = 0;
    };
    static Score measure(const char *list);
};

TestPinyinQuality::Score TestPinyinQuality::measure(const char *list)
{
    Score score;
    const auto engine = openPinyinEngine(QStringLiteral(YIZHAN_BUILD_DIR "/pinyin.blob"));
    QFile file(QStringLiteral(YIZHAN_SOURCE_DIR "/tests/ui/keyboard/") + QLatin1String(list));
    if (!engine || !file.open(QIODevice::ReadOnly))
        return score;
    for (const QString &line : QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts)) {
        if (line.startsWith(u'#'))
            continue;
        const QStringList columns = line.split(u'\t');
        const auto found = (*engine)->candidates(columns.at(0), 5);
        int rank = 0;
        while (rank < int(found.size()) && found[std::size_t(rank)].text != columns.at(1))
            ++rank;
        ++score.words;
        score.first += rank == 0 ? 1 : 0;
        score.firstFive += rank < int(found.size()) ? 1 : 0;
        if (rank > 0)
            qInfo().noquote() << list << columns.at(0) << columns.at(1) << "rank" << rank + 1 << "first"
                              << (found.empty() ? QString() : found[0].text);
    }
    qInfo("%s: %d words, first %d (%.1f %%), among five %d (%.1f %%)", list, score.words, score.first,
          100.0 * score.first / score.words, score.firstFive, 100.0 * score.firstFive / score.words);
    return score;
}

void TestPinyinQuality::theHeldOutWords_standOnTheFirstPage()
{
    const Score score = measure("held_out.tsv");
    QVERIFY(score.words >= 100);
    QVERIFY(score.firstFive * 100 >= score.words * 90);
    QVERIFY(score.first * 100 >= score.words * 75);
}

void TestPinyinQuality::wordsDrawnFromTheLaws_standOnTheFirstPage()
{
    const Score score = measure("held_out_law.tsv");
    QCOMPARE(score.words, 120);
    QVERIFY(score.firstFive * 100 >= score.words * 90);
    QVERIFY(score.first * 100 >= score.words * 75);
}

void TestPinyinQuality::theTunedWords_standFirst()
{
    const Score score = measure("tuned.tsv");
    QVERIFY(score.words >= 68);
    QVERIFY(score.first * 100 >= score.words * 97);
}

QTEST_GUILESS_MAIN(TestPinyinQuality)
#include "tst_pinyin_quality.moc"
