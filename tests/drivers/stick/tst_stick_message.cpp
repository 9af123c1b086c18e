// SPDX-License-Identifier: Apache-2.0
// What yizhan-stick may say, and what it may not.
#include "protocol/stick_message.h"

#include <QTest>

using namespace yz;
using namespace yz::stick;
using namespace Qt::StringLiterals;

class StickMessageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anAnswer_isReadInPiecesOfAnySize();
    void whatIsNoAnswer_isRefused_data();
    void whatIsNoAnswer_isRefused();
    void names_stayBelowTheirFolder();
    void requests_areReadBack();
};

void StickMessageTest::anAnswer_isReadInPiecesOfAnySize()
{
    const StickFiles files{
        {u"bundles/a.yzb"_s, QByteArray(3000, '\n')}, {u"b.json"_s, ""}, {u"工单.bin"_s, "{\"done\":true}\n"}};
    QByteArray whole;
    for (const StickFile &file : files)
        whole += lineOf(Message(FileComes{file.name, file.bytes.size()})) + file.bytes;
    whole += lineOf(Message(Done{}));
    for (const qsizetype piece : {qsizetype{1}, qsizetype{7}, qsizetype{4096}, whole.size()}) {
        AnswerReader reader;
        std::optional<Result<StickFiles>> ended;
        for (qsizetype at = 0; at < whole.size(); at += piece) {
            QVERIFY(!ended);
            ended = reader.feed(whole.sliced(at, std::min(piece, whole.size() - at)));
        }
        QVERIFY(ended && *ended);
        QVERIFY(**ended == files);
    }
}

void StickMessageTest::whatIsNoAnswer_isRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("fault");
    const auto row = [](const char *name, const QByteArray &bytes, Fault fault = Fault::DeviceGarbled) {
        QTest::newRow(name) << bytes << static_cast<int>(fault);
    };
    row("no JSON", "hello\n");
    row("a line without an end", QByteArray(5000, 'x'));
    row("a standing", lineOf(Message(Stands{StickStanding::Present})));
    row("a name that climbs", "{\"file\":\"../../etc/passwd\",\"bytes\":1}\n");
    row("an absolute name", "{\"file\":\"/etc/passwd\",\"bytes\":1}\n");
    row("a negative size", "{\"file\":\"a\",\"bytes\":-1}\n");
    row("half a byte", "{\"file\":\"a\",\"bytes\":0.5}\n");
    row("a size beyond all", "{\"file\":\"a\",\"bytes\":1e300}\n");
    row("a file of 64 MiB and one", "{\"file\":\"a\",\"bytes\":67108865}\n");
    row("an invented fault", "{\"refused\":\"DataForged\",\"detail\":\"\"}\n");
    row("a fault by name", "{\"refused\":\"DeviceAbsent\",\"detail\":\"gone\"}\n", Fault::DeviceAbsent);
    QByteArray crowd;
    for (int i = 0; i <= kMostFiles; ++i)
        crowd += lineOf(Message(FileComes{u"f%1"_s.arg(i), 0}));
    row("a crowd", crowd);
}

void StickMessageTest::whatIsNoAnswer_isRefused()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, fault);
    const auto ended = AnswerReader().feed(bytes);
    QVERIFY(ended && !*ended);
    QCOMPARE(static_cast<int>(ended->fault()), fault);
}

void StickMessageTest::names_stayBelowTheirFolder()
{
    for (const char16_t *name : {u"", u".", u"..", u"a/../b", u"/a", u"a/", u"a//b", u".hidden", u"a/.b", u"a\\b",
                                 u" a", u"a ", u"a;b", u"a*b", u"a\n", u"1/2/3/4/5", u"a:b", u"a\u202eb"})
        QVERIFY2(!isName(QString::fromUtf16(name)), qPrintable(QString::fromUtf16(name)));
    QVERIFY(!isName(QString(65, u'a')));
    for (const char16_t *name :
         {u"a", u"a.yzb", u"packs/230102/snapshots/1.zst", u"更新包-1.yzb", u"open (1).yzb", u"开通（松江）.yzb"})
        QVERIFY2(isName(QString::fromUtf16(name)), qPrintable(QString::fromUtf16(name)));
}

void StickMessageTest::requests_areReadBack()
{
    const auto write = parseRequest(lineOf(Request(Write{u"receipt.json"_s, 12})));
    QVERIFY(write);
    QCOMPARE(std::get<Write>(*write).bytes, 12);
    for (const char *bad : {"", "{}", "{\"do\":\"format\"}", "{\"do\":\"write\",\"name\":\"a/b\",\"bytes\":1}",
                            "{\"do\":\"write\",\"name\":\"a\"}", "{\"do\":\"write\",\"name\":\"../a\",\"bytes\":1}"})
        QVERIFY2(!parseRequest(bad), bad);
}

QTEST_GUILESS_MAIN(StickMessageTest)
#include "tst_stick_message.moc"
