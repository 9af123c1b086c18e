// SPDX-License-Identifier: Apache-2.0
#include "judge/escpos_judge.h"
#include "judge/slip_picture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>
#include <qrencode.h>

#include <array>

using namespace yz::judge;

namespace {

Bytes hex(const char *text)
{
    const QByteArray bytes = QByteArray::fromHex(text);
    return Bytes(bytes.begin(), bytes.end());
}

Bytes joined(std::initializer_list<Bytes> parts)
{
    Bytes all;
    for (const Bytes &part : parts)
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

Bytes raster(std::size_t bytesAcross, std::size_t rows, std::uint8_t fill)
{
    Bytes bytes{
        0x1d, 0x76, 0x30, 0x00, std::uint8_t(bytesAcross), 0, std::uint8_t(rows & 0xff), std::uint8_t(rows >> 8)};
    bytes.insert(bytes.end(), bytesAcross * rows, fill);
    return bytes;
}

std::vector<Slip> judged(const Bytes &bytes)
{
    EscposJudge judge;
    judge.feed(bytes);
    judge.finish();
    return judge.slips();
}

QString firstFinding(const Bytes &bytes)
{
    for (const Slip &slip : judged(bytes))
        if (!slip.findings.empty())
            return QStringLiteral("%1: %2")
                .arg(slip.findings[0].offset)
                .arg(QString::fromStdString(slip.findings[0].what));
    return {};
}

const Bytes kInit = hex("1B40");
const Bytes kCut = hex("1D564200");

} // namespace

class TestJudge : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void raster_landsDotByDot();
    void raster_isAlignedAndIndented();
    void raster_mayBeDoubled();
    void feeds_moveThePaper();
    void cut_endsASlip_data();
    void cut_endsASlip();
    void cutThroughThePrint_isFound();
    void feedingFirst_isRight();
    void wrongBytes_areNamed_data();
    void wrongBytes_areNamed();
    void realtimeCommands_leaveNoMark();
    void slipsOfOneStream_areCounted();
    void emptySlip_isNotComplete();
    void secondJobOnOnePaper_isTorn();
    void jammedCutter_holdsTheCut();
    void runawayFeed_isStopped();
    void report_tellsEverything();
    void qrInARaster_isReadBack();
    void anyBytes_areSurvived();
};

void TestJudge::raster_landsDotByDot()
{
    const auto slips = judged(joined({kInit, hex("1D763000 0200 0200 8001 00FF"), kCut}));
    QCOMPARE(slips.size(), 1U);
    QVERIFY(slips[0].complete());
    QCOMPARE(slips[0].rows.size(), 2U);
    const QImage picture = pictureOf(slips[0]);
    QCOMPARE(picture.size(), QSize(576, 2));
    const auto black = [&](int x, int y) { return picture.pixelColor(x, y) == QColor(Qt::black); };
    QVERIFY(black(0, 0) && !black(1, 0) && !black(14, 0) && black(15, 0) && !black(16, 0));
    QVERIFY(!black(7, 1) && black(8, 1) && black(15, 1) && !black(16, 1));
}

void TestJudge::raster_isAlignedAndIndented()
{
    const auto leftmost = [](const Bytes &bytes) {
        const auto slips = judged(bytes);
        for (std::size_t x = 0; x < kPaperDots; ++x)
            if (slips[0].complete() && slips[0].rows[0][x / 8] & (0x80 >> x % 8))
                return int(x);
        return -1;
    };
    const Bytes one = hex("1D763000 0200 0100 FFFF");
    QCOMPARE(leftmost(joined({hex("1B6100"), one, kCut})), 0);
    QCOMPARE(leftmost(joined({hex("1B6101"), one, kCut})), 280);
    QCOMPARE(leftmost(joined({hex("1B6132"), one, kCut})), 560);
    QCOMPARE(leftmost(joined({hex("1D4C0A00"), one, kCut})), 10);
    QCOMPARE(leftmost(joined({hex("1D4C0A00 1D576400 1B6102"), one, kCut})), 94);
    QCOMPARE(leftmost(joined({hex("1D4C0A00"), kInit, one, kCut})), 0);
}

void TestJudge::raster_mayBeDoubled()
{
    const auto slips = judged(joined({hex("1D763003 0100 0100 C0"), kCut}));
    QCOMPARE(slips[0].rows.size(), 2U);
    QCOMPARE(int(slips[0].rows[1][0]), 0xf0);
}

void TestJudge::feeds_moveThePaper()
{
    const auto rows = [](const Bytes &bytes) {
        return judged(joined({raster(72, 1, 0xff), bytes, kCut}))[0].rows.size() - 1;
    };
    QCOMPARE(rows(hex("0A")), 30U);
    QCOMPARE(rows(hex("1B4A07")), 7U);
    QCOMPARE(rows(hex("1B6403")), 90U);
    QCOMPARE(rows(hex("1B3310 1B6403")), 48U);
    QCOMPARE(rows(hex("1B3310 1B32 0A")), 30U);
    QCOMPARE(rows(hex("1D564114")), 20U);
}

void TestJudge::cut_endsASlip_data()
{
    QTest::addColumn<QByteArray>("cut");
    QTest::addColumn<bool>("full");
    QTest::newRow("feed and partial cut") << QByteArray::fromHex("1D564200") << false;
    QTest::newRow("feed and full cut") << QByteArray::fromHex("1D564110") << true;
    QTest::newRow("fed by hand, partial cut") << QByteArray::fromHex("1B6406 1D5601") << false;
    QTest::newRow("fed by hand, full cut, digit") << QByteArray::fromHex("1B6406 1D5630") << true;
}

void TestJudge::cut_endsASlip()
{
    QFETCH(QByteArray, cut);
    QFETCH(bool, full);
    const auto slips = judged(joined({kInit, raster(72, 24, 0x11), Bytes(cut.begin(), cut.end())}));
    QVERIFY(slips[0].complete());
    QCOMPARE(slips[0].fullCut, full);
}

void TestJudge::cutThroughThePrint_isFound()
{
    const QString found = firstFinding(joined({raster(72, 200, 0xff), hex("1D5600")}));
    QVERIFY2(found.contains(QStringLiteral("cut through the print")), qPrintable(found));
}

void TestJudge::feedingFirst_isRight()
{
    const auto slips = judged(joined({raster(72, 200, 0xff), hex("1B4A6E 1D5600")}));
    QVERIFY(slips[0].complete());
    QCOMPARE(slips[0].rows.size(), 200U); // 110 dots are still between head and knife
    QCOMPARE(slips.size(), 1U);           // and blank: no slip of their own
}

void TestJudge::wrongBytes_areNamed_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("finding");
    const auto row = [](const char *name, const char *bytes, const char *finding) {
        QTest::newRow(name) << QByteArray::fromHex(bytes) << QString::fromUtf8(finding);
    };
    row("an unknown escape", "1B40 1B99", "2: unknown command 1B 99");
    row("an unknown group", "1D99", "0: unknown command 1D 99");
    row("the printer's own QR", "1D286B0400314132000A", "0: unknown command 1D 28 6B");
    row("no such cut", "1D5605", "0: unknown command 1D 56 05");
    row("a stray control byte", "1B40 07", "2: unknown command 07");
    row("ordinary text", "1B40 48656C6C6F", "2: ordinary text from byte 48: slips are pictures");
    row("Chinese text", "1C26 D6D0", "2: ordinary text from byte D6: slips are pictures");
    row("a raster too wide", "1D763000 4900 0100", "0: raster of 584 dots on 576: 1D 76 30 00 49 00 01 00");
    row("a raster of nothing", "1D763000 0000 0100", "0: a raster of nothing: 1D 76 30 00 00 00 01 00");
    row("no such raster mode", "1D763004 0100 0100 00", "0: no such raster mode: 1D 76 30 04 01 00 01 00");
    row("no such alignment", "1B6103", "0: no such alignment: 1B 61 03");
    row("a margin beyond the paper", "1D4C4002", "0: left margin beyond the paper: 1D 4C 40 02");
    row("an area beyond the paper", "1D4C1000 1D573F02", "4: print area beyond the paper: 1D 57 3F 02");
    row("a raster cut short", "1D763000 0200 0200 FFFFFF",
        "0: raster 1D 76 30 00 02 00 02 00 cut short: 1 bytes are missing");
    row("a command cut short", "1B40 1D7630", "2: command cut short: 1D 76 30");
    row("a broken real-time command", "1014080103140106 0209", "0: unknown command 10 14 08 01 03 14 01 06 02 09");
}

void TestJudge::wrongBytes_areNamed()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, finding);
    QCOMPARE(firstFinding(Bytes(bytes.begin(), bytes.end())), finding);
}

void TestJudge::realtimeCommands_leaveNoMark()
{
    const auto slips =
        judged(joined({kInit, hex("100401 100404 100502 10140801031401060208 1B6335 01 1B6334 00 18 1C2E"),
                       raster(72, 3, 0x80), hex("1D7201 1D61FF 1D4901 1D284806003030 41424344"), kCut}));
    QCOMPARE(slips.size(), 1U);
    QVERIFY(slips[0].complete());
    QCOMPARE(slips[0].rows.size(), 3U);
}

void TestJudge::slipsOfOneStream_areCounted()
{
    const Bytes one = joined({kInit, raster(72, 5, 0x80), kCut});
    const auto slips = judged(joined({one, hex("1B99"), one, one}));
    QCOMPARE(slips.size(), 3U);
    QVERIFY(slips[0].complete());
    QVERIFY(!slips[1].complete());
    QVERIFY(slips[2].complete());
    QCOMPARE(slips[2].number, 3);
    QCOMPARE(slips[1].firstByte, one.size());
}

void TestJudge::emptySlip_isNotComplete()
{
    const auto slips = judged(joined({kInit, raster(72, 5, 0), kCut}));
    QVERIFY(slips[0].cut && slips[0].findings.empty() && !slips[0].complete());
    const auto uncut = judged(joined({kInit, raster(72, 5, 1)}));
    QCOMPARE(uncut[0].torn, std::string("not cut off"));
}

void TestJudge::secondJobOnOnePaper_isTorn()
{
    const auto slips =
        judged(joined({kInit, raster(72, 5, 1), kInit, raster(72, 5, 1), kCut, kInit, raster(72, 5, 1), kCut}));
    QCOMPARE(slips[0].torn, std::string("initialised again in the middle of a slip"));
    QVERIFY(slips[1].complete());
    EscposJudge judge;
    judge.feed(joined({kInit, raster(72, 5, 1)}));
    judge.paperChanged();
    judge.feed(joined({raster(72, 5, 1), kCut, kInit, raster(72, 5, 1), kCut}));
    QCOMPARE(judge.slips().size(), 3U);
    QVERIFY(!judge.slips()[0].complete());
    QVERIFY(!judge.slips()[1].complete());
    QVERIFY(judge.slips()[2].complete());
}

void TestJudge::jammedCutter_holdsTheCut()
{
    int cut = 0;
    bool jammed = true;
    EscposJudge judge({.slip = [&](Slip &&slip) { cut += slip.complete(); }, .mayCut = [&] { return !jammed; }});
    judge.feed(joined({kInit, raster(72, 5, 1), kCut}));
    QVERIFY(judge.cutPending());
    QCOMPARE(cut, 0);
    jammed = false;
    judge.retryCut();
    QCOMPARE(cut, 1);
}

void TestJudge::runawayFeed_isStopped()
{
    Bytes feed = raster(72, 1, 1);
    for (int i = 0; i < 2000; ++i)
        feed = joined({feed, hex("1B64FF")});
    const auto slips = judged(feed);
    QCOMPARE(slips[0].rows.size(), EscposJudge::kLongestSlip);
    QCOMPARE(slips[0].findings.size(), 1U);
}

void TestJudge::report_tellsEverything()
{
    const QTemporaryDir folder;
    const auto slips = judged(joined({kInit, hex("1B99"), raster(72, 5, 0x80), kCut}));
    const QString path = writeSlip(folder.path(), slips[0]);
    QCOMPARE(QImage(path).size(), QSize(576, 5));
    QFile file(folder.filePath(QStringLiteral("slip-1.json")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonObject report = QJsonDocument::fromJson(file.readAll()).object();
    QCOMPARE(report[u"complete"].toBool(true), false);
    QCOMPARE(report[u"rows"].toInt(), 5);
    QCOMPARE(report[u"cut"].toString(), QStringLiteral("partial"));
    const QJsonObject error = report[u"errors"].toArray().first().toObject();
    QCOMPARE(error[u"offset"].toInt(), 2);
    QCOMPARE(error[u"what"].toString(), QStringLiteral("unknown command 1B 99"));
    QVERIFY(writeSlip(QStringLiteral("/proc/none"), slips[0]).isEmpty());
}

void TestJudge::qrInARaster_isReadBack()
{
    const QByteArray text = QStringLiteral("FLYZ-2026-000017 法律援助").toUtf8();
    QRcode *code = QRcode_encodeString8bit(text.constData(), 0, QR_ECLEVEL_M);
    QVERIFY(code);
    QImage page(576, code->width * 5 + 80, QImage::Format_Mono);
    page.setColorTable({qRgb(255, 255, 255), qRgb(0, 0, 0)});
    page.fill(0);
    for (int i = 0; i < code->width * code->width; ++i)
        if (code->data[i] & 1)
            for (int dot = 0; dot < 25; ++dot)
                page.setPixel(150 + i % code->width * 5 + dot % 5, 40 + i / code->width * 5 + dot / 5, 1);
    QRcode_free(code);
    Bytes bytes = joined({kInit, hex("1D763000 4800")});
    bytes.push_back(std::uint8_t(page.height() & 0xff));
    bytes.push_back(std::uint8_t(page.height() >> 8));
    for (int y = 0; y < page.height(); ++y)
        bytes.insert(bytes.end(), page.constScanLine(y), page.constScanLine(y) + 72);
    const auto slips = judged(joined({bytes, kCut}));
    QVERIFY(slips[0].complete());
    QCOMPARE(decodeQr(pictureOf(slips[0])), QString::fromUtf8(text));
    QCOMPARE(decodeQr(pictureOf(judged(joined({raster(72, 300, 0x55), kCut}))[0])), QString());
    QCOMPARE(decodeQr(QImage()), QString());
}

void TestJudge::anyBytes_areSurvived()
{
    std::uint32_t seed = 20261122;
    const auto next = [&] { return seed = seed * 1664525 + 1013904223, seed >> 16; };
    constexpr std::array<std::uint8_t, 12> likely{0x1b, 0x1d, 0x10, 0x1c, 0x0a, '@', 'v', '0', 'V', 'B', 'J', '('};
    for (int round = 0; round < 300; ++round) {
        Bytes bytes;
        for (std::uint32_t i = next() % 400; i > 0; --i)
            bytes.push_back(next() % 2 ? likely[next() % likely.size()] : std::uint8_t(next()));
        fuzzOne(bytes.data(), bytes.size());
    }
}

QTEST_GUILESS_MAIN(TestJudge)
#include "tst_judge.moc"
