// SPDX-License-Identifier: Apache-2.0
// Drawing, encoding and status bytes; the encoder is judged by an interpreter that knows nothing of it.
#include "sample_slip.h"

#include <printer/receipt_raster.h>

#include <QGuiApplication>
#include <QRandomGenerator>
#include <QTest>

#include <escpos_frames.h>
#include <judge/slip_picture.h>

using namespace yz;
using namespace yz::escpos;

namespace {

Bytes bytesOf(const char *hex)
{
    const auto raw = QByteArray::fromHex(hex);
    const auto *begin = reinterpret_cast<const std::byte *>(raw.constData());
    return {begin, begin + raw.size()};
}

std::vector<judge::Slip> judged(const Bytes &bytes)
{
    judge::EscposJudge judge;
    for (const auto byte : bytes)
        judge.feed(std::to_integer<std::uint8_t>(byte));
    judge.finish();
    return judge.slips();
}

QImage drawn(const PrintDocument &document, int dots = 576)
{
    auto image = renderReceipt(document, PaperProfile::forDots(dots));
    if (!image)
        qFatal("%s", image.error().detail.c_str());
    return *image;
}

} // namespace

class EscPosFramesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void commands_areTheDocumentedBytes()
    {
        QCOMPARE(askStatus(4), bytesOf("100404"));
        QCOMPARE(fence(), bytesOf("1d7201"));
        QCOMPARE(forgetBuffers(), bytesOf("100502"));
        QImage image(576, 24, QImage::Format_Mono);
        image.fill(0);
        const auto band = raster(image);
        QCOMPARE(Bytes(band.begin(), band.begin() + 8), bytesOf("1d76300048001800"));
        QCOMPARE(band.size(), std::size_t(8 + 72 * 24));
    }

    void whatWeSend_isThePictureWeDrew()
    {
        const auto image = drawn(sampleSlip());
        QCOMPARE(image.width(), 576);
        const auto slips = judged(SlipStream(image).bytes());
        QCOMPARE(slips.size(), std::size_t(1));
        for (const auto &finding : slips[0].findings)
            qWarning("%zu: %s", finding.offset, finding.what.c_str());
        QVERIFY(slips[0].complete());
        const auto paper = judge::pictureOf(slips[0]).convertToFormat(QImage::Format_Grayscale8);
        const auto sent = harmless(image).convertToFormat(QImage::Format_Grayscale8);
        QVERIFY(paper.height() >= sent.height());
        QCOMPARE(paper.copy(sent.rect()), sent);
    }

    void theCode_isReadBackFromThePaper_data()
    {
        QTest::addColumn<int>("dots");
        QTest::newRow("80 mm") << 576;
        QTest::newRow("58 mm") << 384;
    }
    void theCode_isReadBackFromThePaper()
    {
        QFETCH(int, dots);
        const auto image = drawn(sampleSlip(), dots);
        QCOMPARE(judge::decodeQr(image.convertToFormat(QImage::Format_Grayscale8)),
                 QStringLiteral("YZ1:0199a5b0-0000-7000-8000-000000000001:AAAAAAAAAAAAAAAAAAAAAA"));
        image.save(QStringLiteral(YIZHAN_BUILD_DIR "/sample-slip-%1.png").arg(dots));
    }

    void aPictureFullOfCommands_isMadeHarmless()
    {
        QImage image(576, 600, QImage::Format_Mono);
        QRandomGenerator chance(7);
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < 72; ++x) {
                static constexpr std::array<uchar, 5> kNasty = {0x10, 0x04, 0x05, 0x14, 0x01};
                image.scanLine(y)[x] = kNasty[chance.bounded(5U)];
            }
        }
        const auto band = raster(image);
        for (std::size_t i = 0; i + 1 < band.size(); ++i) {
            const bool obeyed =
                band[i] == std::byte{0x10} &&
                (band[i + 1] == std::byte{0x04} || band[i + 1] == std::byte{0x05} || band[i + 1] == std::byte{0x14});
            QVERIFY(!obeyed);
        }
    }

    void aSlipCutShortAnywhere_isEndedSoThatTheNextIsWhole()
    {
        const auto image = drawn(sampleSlip());
        const SlipStream slip(image);
        const auto &all = slip.bytes();
        std::vector<std::size_t> places;
        for (std::size_t near : {std::size_t(6), std::size_t(6 + 18440), std::size_t(6 + 2 * 18440), all.size()}) {
            for (std::size_t i = near - std::min<std::size_t>(near, 12); i < std::min(near + 12, all.size()); ++i)
                places.push_back(i);
        }
        for (std::size_t i = 64; i < all.size(); i += 997)
            places.push_back(i);
        for (const std::size_t taken : places) {
            Bytes bytes(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(taken));
            for (const auto &part : {slip.restOfCommand(taken), forgetBuffers(), beginJob(), cut(), fence(), all})
                bytes.insert(bytes.end(), part.begin(), part.end());
            const auto slips = judged(bytes);
            QVERIFY2(slips.size() >= 2, qPrintable(QString::number(taken)));
            for (const auto &one : slips)
                QVERIFY2(one.findings.empty(), one.findings.empty() ? "" : one.findings[0].what.c_str());
            QVERIFY(slips.back().complete());
            QCOMPARE(judge::pictureOf(slips.back()).copy(image.rect()).convertToFormat(QImage::Format_Grayscale8),
                     harmless(image).convertToFormat(QImage::Format_Grayscale8));
        }
        QVERIFY(slip.restOfCommand(0).empty());
        QVERIFY(slip.restOfCommand(all.size()).empty());
    }

    void aPrinterCutOffAtAPacket_isAlwaysInsideACommand()
    {
        // What EscPosSession::findFooting relies on: only then does a fence go unanswered.
        for (const int dots : {384, 576}) {
            const SlipStream slip(drawn(sampleSlip(), dots));
            for (std::size_t taken = 64; taken < slip.bytes().size(); taken += 64)
                QVERIFY(!slip.restOfCommand(taken).empty());
        }
    }

    void fences_areCountedAsTheyAreTaken()
    {
        const SlipStream slip(drawn(sampleSlip()));
        const auto size = slip.bytes().size();
        QCOMPARE(slip.fencesIn(size), 2);
        QCOMPARE(slip.fencesIn(size - 1), 1);
        QCOMPARE(slip.fencesIn(size - 7), 1);
        QCOMPARE(slip.fencesIn(size - 8), 0);
    }

    void longText_isWrappedAndNothingIsCutOff()
    {
        PrintDocument one;
        one.blocks = {PrintDocument::Line{QString(10, u'法')}};
        PrintDocument many;
        many.blocks = {PrintDocument::Line{QString(200, u'法')}};
        QVERIFY(drawn(many).height() > 5 * drawn(one).height());
        const auto narrow = drawn(many, 384);
        QVERIFY(narrow.height() > drawn(many).height());
        // Nothing black in the outermost dots: the text kept to its margins.
        for (int y = 0; y < narrow.height(); ++y)
            QCOMPARE(int(narrow.constScanLine(y)[47] & 0x0F), 0);
    }

    void absurdSlips_areRefused()
    {
        const auto profile = PaperProfile::forDots(576);
        PrintDocument slip;
        QVERIFY(renderReceipt(slip, profile).failedWith(Fault::BadInput));
        slip.blocks = {PrintDocument::QrCode{QByteArray(214, 'a'), {}}};
        QVERIFY(renderReceipt(slip, profile).failedWith(Fault::BadInput));
        slip.blocks = {PrintDocument::Line{QString(30000, u'法')}};
        QVERIFY(renderReceipt(slip, profile).failedWith(Fault::BadInput));
        slip.blocks.assign(500, PrintDocument::Rule{});
        QVERIFY(renderReceipt(slip, profile).failedWith(Fault::BadInput));
        slip.blocks = {PrintDocument::Gap{1e9}};
        QVERIFY(renderReceipt(slip, profile).failedWith(Fault::BadInput));
        slip.blocks.assign(150, PrintDocument::Gap{50});
        QVERIFY(renderReceipt(slip, profile).failedWith(Fault::BadInput));
        slip.blocks = {PrintDocument::Line{QString(9000, u'法'), PrintDocument::Size::Title}};
        QVERIFY(renderReceipt(slip, profile).failedWith(Fault::BadInput));
        slip = sampleSlip();
        for (const int dots : {0, -8, 577, 100'000})
            QVERIFY(renderReceipt(slip, PaperProfile::forDots(dots)).failedWith(Fault::BadInput));
    }

    void aNumber_isNeverBrokenInTwo()
    {
        PrintDocument with;
        with.blocks = {PrintDocument::Pair{QStringLiteral("证件号"), QStringLiteral("110105********002X")}};
        PrintDocument below;
        below.blocks = {PrintDocument::Line{QStringLiteral("证件号")},
                        PrintDocument::Line{QStringLiteral("110105********002X")}};
        QCOMPARE(drawn(with, 384).height(), drawn(below, 384).height());
        QVERIFY(drawn(with, 576).height() < drawn(below, 576).height());
    }

    void whatHasNoShape_isNotPrinted()
    {
        PrintDocument plain;
        plain.blocks = {PrintDocument::Line{QStringLiteral("法律援助")}};
        PrintDocument odd;
        odd.blocks = {PrintDocument::Line{QStringLiteral("法\x1b\a律\u0000援助")}};
        QCOMPARE(drawn(odd), drawn(plain));
        odd.blocks = {PrintDocument::Line{QStringLiteral("法律\n援助")}};
        QVERIFY(drawn(odd).height() > drawn(plain).height());
    }

    void statusBytes_areReadAsDocumented_data()
    {
        QTest::addColumn<QByteArray>("answers");
        QTest::addColumn<QString>("fault");
        QTest::newRow("all fine") << QByteArray("12121212") << QString();
        QTest::newRow("near the end of the roll") << QByteArray("1212121e") << QString();
        QTest::newRow("no paper") << QByteArray("1a321272") << QStringLiteral("PaperOut");
        QTest::newRow("cover open") << QByteArray("1a161212") << QStringLiteral("CoverOpen");
        QTest::newRow("cover open and no paper") << QByteArray("1a361272") << QStringLiteral("CoverOpen");
        QTest::newRow("cutter") << QByteArray("1a521a12") << QStringLiteral("CutterJam");
        QTest::newRow("unrecoverable") << QByteArray("1a523212") << QStringLiteral("DeviceBroken");
        QTest::newRow("hot head") << QByteArray("1a525212") << QStringLiteral("PrinterHot");
        QTest::newRow("off-line for no reason") << QByteArray("1a121212") << QStringLiteral("DeviceBusy");
    }
    void statusBytes_areReadAsDocumented()
    {
        QFETCH(QByteArray, answers);
        QFETCH(QString, fault);
        std::array<std::uint8_t, 4> bytes{};
        const auto raw = QByteArray::fromHex(answers);
        std::copy(raw.begin(), raw.end(), bytes.begin());
        const auto condition = conditionOf(bytes);
        QCOMPARE(condition.canPrint(), fault.isEmpty());
        if (!fault.isEmpty())
            QCOMPARE(QString::fromUtf8(name(condition.trouble().fault).data()), fault);
        QCOMPARE(conditionOf({0x12, 0x12, 0x12, 0x1E}).paperLow, true);
    }

    void unaskedStatusBlocks_areNotTakenForAnswers()
    {
        AnswerSorter sorter;
        sorter.feed(bytesOf("1000000f"
                            "12"
                            "1400000f"
                            "00"
                            "16"));
        QCOMPARE(int(sorter.takeRealTime().value_or(0)), 0x12);
        QCOMPARE(int(sorter.takeRealTime().value_or(0)), 0x16);
        QVERIFY(!sorter.takeRealTime());
        QCOMPARE(int(sorter.takeInOrder().value_or(9)), 0x00);
        QVERIFY(!sorter.takeInOrder());
    }

    void anOfficePrinter_isNotTakenForAReceiptPrinter()
    {
        QVERIFY(maySpeakEscPos("MFG:GPrinter;MDL:GP-58;CMD:ESC/POS;CLS:PRINTER;"));
        QVERIFY(maySpeakEscPos("MFG:EPSON;CMD:ESC/POS;MDL:TM-T20II;CLS:PRINTER;"));
        QVERIFY(maySpeakEscPos("MFG:X;COMMAND SET:ESC;MDL:Y;"));
        QVERIFY(maySpeakEscPos("MFG:X;MDL:Y;"));
        QVERIFY(maySpeakEscPos(""));
        QVERIFY(!maySpeakEscPos("MFG:Pantum;CMD:DW-PCL,PJL;MDL:P3305;CLS:PRINTER;"));
        QVERIFY(!maySpeakEscPos("MFG:HP;COMMAND SET:PJL,POSTSCRIPT,PWGRaster,URF;CLS:PRINTER;"));
    }

    void portStatus_isReadAsDocumented()
    {
        QVERIFY(!portStatusOf(std::byte{0x18}).paperEmpty);
        QVERIFY(portStatusOf(std::byte{0x18}).selected && !portStatusOf(std::byte{0x18}).error);
        QVERIFY(portStatusOf(std::byte{0x30}).paperEmpty && portStatusOf(std::byte{0x30}).error);
        QVERIFY(!portStatusOf(std::byte{0x08}).selected);
    }

    void deviceIds_areReadInBothByteOrders()
    {
        QCOMPARE(deviceIdOf(bytesOf("00164d46473a583b4d444c3a503b434c533a50524e3b")),
                 std::string("MFG:X;MDL:P;CLS:PRN;"));
        QCOMPARE(deviceIdOf(bytesOf("16004d46473a583b4d444c3a503b434c533a50524e3b")),
                 std::string("MFG:X;MDL:P;CLS:PRN;"));
        QVERIFY(deviceIdOf(bytesOf("ffff4d46473a583b4d444c3a503b434c533a50524e3b")).empty());
        QVERIFY(deviceIdOf({}).empty());
    }

    void randomAnswers_neverBreakTheSorter()
    {
        QRandomGenerator chance(3);
        for (int round = 0; round < 2000; ++round) {
            AnswerSorter sorter;
            Bytes noise(chance.bounded(64));
            for (auto &byte : noise)
                byte = static_cast<std::byte>(chance.bounded(256));
            sorter.feed(noise);
            while (sorter.takeRealTime() || sorter.takeInOrder()) {
            }
            (void)deviceIdOf(noise);
        }
    }
};

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QGuiApplication application(argc, argv);
    EscPosFramesTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_escpos_frames.moc"
