// SPDX-License-Identifier: Apache-2.0
// What stands on the pages is read back with poppler's tools.
#include <printer/page_pdf.h>

#include <QGuiApplication>
#include <QImage>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace yz {

class PagePdfTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aShortDocument_isOnePageOfA4();
    void aLongDocument_runsOverPagesAndLosesNothing();
    void noLine_isDividedBetweenPages();
    void absurdDocuments_areRefused_data();
    void absurdDocuments_areRefused();

private:
    QString run(const char *tool, const QStringList &options, const PagePdf &pdf);
    QTemporaryDir m_folder;
};

namespace {

using Line = PrintDocument::Line;

PageDocument withLines(int count)
{
    PageDocument document;
    document.foot = QStringLiteral("松江县公共法律服务中心");
    for (int i = 1; i <= count; ++i)
        document.content.blocks.push_back(Line{QStringLiteral("第%1行：文书正文").arg(i, 4, 10, QLatin1Char('0'))});
    return document;
}

} // namespace

QString PagePdfTest::run(const char *tool, const QStringList &options, const PagePdf &pdf)
{
    QFile file(m_folder.filePath(QStringLiteral("pages.pdf")));
    if (!file.open(QIODevice::WriteOnly) || file.write(pdf.bytes) != pdf.bytes.size())
        return {};
    file.close();
    QProcess process;
    process.start(QString::fromLatin1(tool), options + QStringList{file.fileName(), QStringLiteral("-")});
    process.waitForFinished();
    // The font lends some characters the shape of a radical, and their number with it.
    return QString::fromUtf8(process.readAllStandardOutput()).normalized(QString::NormalizationForm_KC);
}

void PagePdfTest::aShortDocument_isOnePageOfA4()
{
    PageDocument document = withLines(3);
    document.content.blocks.push_back(PrintDocument::Rule{});
    document.content.blocks.push_back(PrintDocument::Pair{QStringLiteral("事项"), QStringLiteral("法律咨询")});
    document.content.blocks.push_back(PrintDocument::QrCode{"YZ1:TEST", QStringLiteral("扫码查询")});
    const auto pdf = renderPages(document);
    QVERIFY(pdf);
    QCOMPARE(pdf->pages, 1);
    QVERIFY(pdf->bytes.startsWith("%PDF-1.4"));
    const auto words = run("pdftotext", {QStringLiteral("-layout")}, *pdf);
    for (const auto *expected : {"第0003行", "法律咨询", "扫码查询", "第 1 ", "松江县公共法律服务中心"})
        QVERIFY2(words.contains(QString::fromUtf8(expected)), expected);
    QProcess info;
    info.start(QStringLiteral("pdfinfo"), {m_folder.filePath(QStringLiteral("pages.pdf"))});
    info.waitForFinished();
    QVERIFY(info.readAllStandardOutput().contains("A4"));
}

void PagePdfTest::aLongDocument_runsOverPagesAndLosesNothing()
{
    const auto pdf = renderPages(withLines(300));
    QVERIFY(pdf);
    QVERIFY(pdf->pages > 3);
    const auto words = run("pdftotext", {}, *pdf);
    for (int i = 1; i <= 300; ++i) {
        const auto line = QStringLiteral("第%1行").arg(i, 4, 10, QLatin1Char('0'));
        QCOMPARE(words.count(line), 1);
    }
    QVERIFY(words.contains(QStringLiteral("第 2 ")));
}

void PagePdfTest::noLine_isDividedBetweenPages()
{
    PageDocument document;
    document.content.blocks.push_back(Line{QString(2400, QChar(0x6CD5))}); // one paragraph of 法
    const auto pdf = renderPages(document);
    QVERIFY(pdf);
    QCOMPARE(pdf->pages, 2);
    QCOMPARE(run("pdftotext", {}, *pdf).count(QChar(0x6CD5)), 2400);
    const auto margin = run("pdftotext",
                            {QStringLiteral("-x"), QStringLiteral("0"), QStringLiteral("-y"), QStringLiteral("785"),
                             QStringLiteral("-W"), QStringLiteral("595"), QStringLiteral("-H"), QStringLiteral("57")},
                            *pdf);
    QVERIFY(margin.contains(QStringLiteral("第 1 ")));
    QVERIFY(!margin.contains(QChar(0x6CD5)));
}

void PagePdfTest::absurdDocuments_areRefused_data()
{
    QTest::addColumn<QString>("why");
    QTest::newRow("nothing") << QStringLiteral("blocks");
    QTest::newRow("blocks") << QStringLiteral("blocks");
    QTest::newRow("characters") << QStringLiteral("characters");
    QTest::newRow("code") << QStringLiteral("code");
    QTest::newRow("gap") << QStringLiteral("gap");
    QTest::newRow("pages") << QStringLiteral("pages");
}

void PagePdfTest::absurdDocuments_areRefused()
{
    QFETCH(QString, why);
    const QByteArray which = QTest::currentDataTag();
    PageDocument document;
    if (which == "blocks")
        document = withLines(601);
    else if (which == "characters")
        document.content.blocks.push_back(Line{QString(60'001, QLatin1Char('a'))});
    else if (which == "code")
        document.content.blocks.push_back(PrintDocument::QrCode{QByteArray(214, 'a'), {}});
    else if (which == "gap")
        document.content.blocks.push_back(PrintDocument::Gap{-1});
    else if (which == "pages")
        for (int i = 0; i < 100; ++i)
            document.content.blocks.push_back(PrintDocument::Gap{100});
    const auto pdf = renderPages(document);
    QVERIFY(!pdf);
    QCOMPARE(pdf.error().fault, Fault::BadInput);
    QVERIFY2(pdf.error().detail.find(why.toStdString()) != std::string::npos, pdf.error().detail.c_str());
}

} // namespace yz

QTEST_MAIN(yz::PagePdfTest)
#include "tst_page_pdf.moc"
