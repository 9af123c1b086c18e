// SPDX-License-Identifier: Apache-2.0
// Pages put together: order, bounds, digest, and a PDF that another program reads.
#include "photograph.h"

#include <QCryptographicHash>
#include <QGuiApplication>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <scanner/scanned_document.h>

using namespace yz;

namespace {

ScannedPage pageOf(std::uint32_t seed, int longSide = 800)
{
    return {drawn::documentOf(seed, longSide)};
}

/** Nothing of it can be compressed. */
ScannedPage noise(QSize size)
{
    QImage picture(size, QImage::Format_RGB32);
    std::uint32_t state = 7;
    for (int y = 0; y < size.height(); ++y) {
        auto *row = reinterpret_cast<QRgb *>(picture.scanLine(y));
        for (int x = 0; x < size.width(); ++x) {
            state = state * 1664525U + 1013904223U;
            row[x] = 0xFF000000U | (state >> 8U);
        }
    }
    return {picture};
}

} // namespace

class ScannedDocumentTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void severalPages_keepTheirOrder_andAreTakenAgain()
    {
        ScannedDocument document;
        QVERIFY(document.append(pageOf(1)));
        QVERIFY(document.append(pageOf(2)));
        QVERIFY(document.append(pageOf(3)));
        const auto second = document.jpeg(1)->sha256;
        const auto third = document.jpeg(2)->sha256;
        QVERIFY(second != third);
        QVERIFY(document.remove(0));
        QCOMPARE(document.pages(), 2);
        QCOMPARE(document.jpeg(0)->sha256, second);
        QVERIFY(document.replace(0, pageOf(9)));
        QVERIFY(document.jpeg(0)->sha256 != second);
        QCOMPARE(document.jpeg(1)->sha256, third);
        QVERIFY(!document.preview(0, QSize(200, 200)).isNull());
    }

    void aFile_saysTruelyWhatItIs()
    {
        ScannedDocument document;
        QVERIFY(document.append(pageOf(1)));
        const auto jpeg = document.jpeg(0);
        QVERIFY(jpeg);
        QCOMPARE(jpeg->type, QByteArray("image/jpeg"));
        QCOMPARE(jpeg->sha256, QCryptographicHash::hash(jpeg->bytes, QCryptographicHash::Sha256));
        QVERIFY(jpeg->bytes.startsWith("\xFF\xD8\xFF"));
        const auto pdf = document.pdf();
        QVERIFY(pdf);
        QCOMPARE(pdf->type, QByteArray("application/pdf"));
        QCOMPARE(pdf->sha256, QCryptographicHash::hash(pdf->bytes, QCryptographicHash::Sha256));
        QVERIFY(pdf->bytes.contains(jpeg->bytes)); // not compressed once more
        QVERIFY(pdf->bytes.size() <= document.bytes());
        QCOMPARE(document.pdf()->sha256, pdf->sha256);
    }

    void anotherProgram_readsThePdf()
    {
        const auto info = QStandardPaths::findExecutable(QStringLiteral("pdfinfo"));
        const auto images = QStandardPaths::findExecutable(QStringLiteral("pdfimages"));
        if (info.isEmpty() || images.isEmpty())
            QSKIP("poppler-utils is not installed");
        ScannedDocument document;
        const ScannedPage wide{QImage(900, 500, QImage::Format_RGB32)};
        QVERIFY(document.append({drawn::documentOf(0, 800).scaled(566, 800)}));
        QVERIFY(document.append(wide));
        QTemporaryDir folder;
        const auto path = folder.filePath(QStringLiteral("pages.pdf"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.write(document.pdf()->bytes) > 0);
        file.close();
        const auto said = outputOf(info, {QStringLiteral("-l"), QStringLiteral("2"), path});
        QVERIFY2(said.contains("Pages:           2"), said.constData());
        QVERIFY2(said.contains("595.28 x 841.89 pts (A4)"), said.constData());
        QVERIFY2(said.contains("841.89 x 467.72 pts"), said.constData());
        QVERIFY2(!said.contains("Error") && !said.contains("Warning"), said.constData());
        const auto listed = outputOf(images, {QStringLiteral("-list"), path});
        QCOMPARE(listed.count("jpeg"), 2);
        QVERIFY2(!listed.contains("Error"), listed.constData());
    }

    void moreThanTheHubTakes_isRefused_andWhatWasThereStays()
    {
        ScannedDocument document;
        int fit = 0;
        while (document.append(noise(QSize(2339, 1654))) && fit < ScannedDocument::kMostPages)
            ++fit;
        QVERIFY(fit >= 2 && fit < ScannedDocument::kMostPages);
        QCOMPARE(document.pages(), fit);
        QVERIFY(document.append(noise(QSize(2339, 1654))).failedWith(Fault::StoreFull));
        QVERIFY(document.pdf()->bytes.size() <= ScannedDocument::kMostBytes);
    }

    void theTwentyFirstPage_isRefused()
    {
        ScannedDocument document;
        const auto page = pageOf(4, 200);
        for (int i = 0; i < ScannedDocument::kMostPages; ++i)
            QVERIFY(document.append(page));
        QVERIFY(document.append(page).failedWith(Fault::StoreFull));
        QCOMPARE(document.pdf()->pages, ScannedDocument::kMostPages);
    }

    void whatIsNoPage_isRefused()
    {
        ScannedDocument document;
        QVERIFY(document.append({}).failedWith(Fault::BadInput));
        QVERIFY(document.pdf().failedWith(Fault::BadInput));
        QVERIFY(document.jpeg(0).failedWith(Fault::BadInput));
        QVERIFY(document.replace(-1, pageOf(1)).failedWith(Fault::BadInput));
        QVERIFY(document.remove(0).failedWith(Fault::BadInput));
        QVERIFY(document.preview(0, QSize(10, 10)).isNull());
    }

private:
    static QByteArray outputOf(const QString &program, const QStringList &arguments)
    {
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(program, arguments);
        process.waitForFinished();
        return process.readAll();
    }
};

QTEST_MAIN(ScannedDocumentTest)
#include "tst_scanned_document.moc"
