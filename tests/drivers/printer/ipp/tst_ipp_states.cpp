// SPDX-License-Identifier: Apache-2.0
#include <core/fault.h>

#include <QTest>

#include <ipp_link.h>

namespace yz::ipp {

class IppStatesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyReason_isAnObstacleOrNone_data();
    void everyReason_isAnObstacleOrNone();
    void theWorstReason_isTheOneThatIsTold();
    void stoppedWithoutAReason_isForStaff();
    void aPrinterWithoutPdfOrA4_doesNotFit();
    void onlyIppAddresses_nameAPrinter_data();
    void onlyIppAddresses_nameAPrinter();
};

void IppStatesTest::everyReason_isAnObstacleOrNone_data()
{
    QTest::addColumn<QString>("fault");
    const auto row = [](const char *reason, const char *fault) { QTest::newRow(reason) << QString::fromLatin1(fault); };
    row("none", "");
    row("media-empty-report", "PaperOut");
    row("media-empty-warning", "PaperOut");
    row("media-empty-error", "PaperOut");
    row("media-empty", "PaperOut");
    row("media-needed-error", "PaperOut");
    row("input-tray-missing", "PaperOut");
    row("media-low-report", "");
    row("media-jam-error", "PaperJam");
    row("cover-open-error", "CoverOpen");
    row("door-open-report", "CoverOpen");
    row("toner-empty-error", "TonerOut");
    row("marker-supply-empty-warnin", "TonerOut"); // a printer that cuts long words short
    row("toner-low-warning", "");
    row("output-area-full-warning", "OutputFull");
    row("output-area-almost-full-report", "");
    row("paused", "DeviceBroken");
    row("offline-report", "DeviceAbsent");
    row("shutdown", "DeviceAbsent");
    row("media-emptying-machine", ""); // another word, not a longer one
    row("mediaempty", "");
    row("", "");
}

void IppStatesTest::everyReason_isAnObstacleOrNone()
{
    QFETCH(QString, fault);
    PrinterAnswer answer;
    answer.state = 3;
    answer.reasons = {QTest::currentDataTag()};
    const auto obstacle = obstacleOf(statusOf(answer));
    QCOMPARE(obstacle ? QString::fromUtf8(name(obstacle->fault).data()) : QString(), fault);
}

void IppStatesTest::theWorstReason_isTheOneThatIsTold()
{
    const PrinterAnswer answer{5, true, {"media-low-report", "media-empty-error", "media-jam-error"}, {}, {}};
    const auto status = statusOf(answer);
    QCOMPARE(status.paper, PaperState::Out);
    QVERIFY(status.jammed);
    QVERIFY(!status.isStopped); // the jam says why
    QCOMPARE(obstacleOf(status)->fault, Fault::PaperJam);
}

void IppStatesTest::stoppedWithoutAReason_isForStaff()
{
    QCOMPARE(obstacleOf(statusOf({5, true, {"none"}, {}, {}}))->fault, Fault::DeviceBroken);
    QCOMPARE(obstacleOf(statusOf({3, false, {"none"}, {}, {}}))->fault, Fault::DeviceBroken);
    QVERIFY(!obstacleOf(statusOf({4, true, {"none"}, {}, {}})));
    QCOMPARE(obstacleOf(PagePrinterStatus{})->fault, Fault::DeviceAbsent);
}

void IppStatesTest::aPrinterWithoutPdfOrA4_doesNotFit()
{
    PrinterAnswer answer{3, true, {}, {"image/urf", "application/pdf"}, {}};
    QVERIFY(!misfitOf(answer));
    answer.mediaReady = {"na_letter_8.5x11in", "iso_a4_210x297mm"};
    QVERIFY(!misfitOf(answer));
    answer.mediaReady = {"na_letter_8.5x11in"};
    QCOMPARE(misfitOf(answer)->fault, Fault::PaperOut);
    answer.formats = {"image/pwg-raster"};
    QCOMPARE(misfitOf(answer)->fault, Fault::Unsupported);
}

void IppStatesTest::onlyIppAddresses_nameAPrinter_data()
{
    QTest::addColumn<bool>("isOne");
    QTest::newRow("ipp://printer/ipp/print") << true;
    QTest::newRow("ipp://127.0.0.1:60000/ipp/print") << true;
    QTest::newRow("ipps://printer.example:8631/ipp/print") << true;
    QTest::newRow("ipp://printer") << true;
    QTest::newRow("http://printer/ipp/print") << false;
    QTest::newRow("file:///etc/passwd") << false;
    QTest::newRow("ipp://user:secret@printer/ipp/print") << false;
    QTest::newRow("ipp:///ipp/print") << false;
    QTest::newRow("printer") << false;
    QTest::newRow("") << false;
}

void IppStatesTest::onlyIppAddresses_nameAPrinter()
{
    QFETCH(bool, isOne);
    const auto target = parseTarget(QString::fromUtf8(QTest::currentDataTag()));
    QCOMPARE(static_cast<bool>(target), isOne);
    if (!isOne)
        QCOMPARE(target.error().fault, Fault::BadInput);
    QVERIFY(!parseTarget(QStringLiteral("ipp://printer/") + QString(300, QLatin1Char('a'))));
}

} // namespace yz::ipp

QTEST_GUILESS_MAIN(yz::ipp::IppStatesTest)
#include "tst_ipp_states.moc"
