// SPDX-License-Identifier: Apache-2.0
// What is taken from a stick's list of files, whoever wrote it.
#include "program/listing.h"

#include <QTest>

#include <stick/stick.h>

using namespace yz;
using namespace yz::stick;
using namespace Qt::StringLiterals;

class StickListingTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void foldersAndWhatIsNotForUs_arePassedOver();
    void whatNoStickOfOursHas_isRefused_data();
    void whatNoStickOfOursHas_isRefused();
};

void StickListingTest::foldersAndWhatIsNotForUs_arePassedOver()
{
    const auto names =
        namesIn("::/yizhan/\n::/yizhan/out/\n::/yizhan/out/receipt.json\n::/yizhan/.DS_Store\n"
                "::/yizhan/._open.yzb\n::/yizhan/a/../../b\n::/yizhan/b.yzb\n::/yizhan/packs/230102/head.json\n");
    QVERIFY(names);
    QCOMPARE(*names, (QStringList{u"b.yzb"_s, u"packs/230102/head.json"_s}));
    QCOMPARE(*namesIn({}), QStringList());
}

void StickListingTest::whatNoStickOfOursHas_isRefused_data()
{
    QTest::addColumn<QByteArray>("listing");
    QTest::newRow("our folder's name alone") << QByteArray("::/yizhan\n");
    QTest::newRow("a folder that only begins like ours") << QByteArray("::/yizhan2/a.yzb\n");
    QTest::newRow("a complaint between the names") << QByteArray("::/yizhan/a.yzb\nFat problem while decoding 3\n");
    QTest::newRow("a name that climbs as another system writes it") << QByteArray("::/yizhan/a\\..\\..\\b\n");
    QTest::newRow("too deep") << QByteArray("::/yizhan/a/b/c/d/e/f/g/h\n");
    QTest::newRow("no UTF-8") << QByteArray("::/yizhan/\xff\xfe.yzb\n");
    QByteArray crowd;
    for (int i = 0; i <= kMostFiles; ++i)
        crowd += "::/yizhan/" + QByteArray::number(i) + ".yzb\n";
    QTest::newRow("more than anybody would read") << crowd;
}

void StickListingTest::whatNoStickOfOursHas_isRefused()
{
    QFETCH(QByteArray, listing);
    const auto names = namesIn(listing);
    QCOMPARE(names.fault(), Fault::BadInput);
    QVERIFY(!names.error().detail.empty());
}

QTEST_GUILESS_MAIN(StickListingTest)
#include "tst_stick_listing.moc"
