// SPDX-License-Identifier: Apache-2.0
// The driver against a real IPP printer.
#include "printer_station.h"

#include <core/event_log.h>
#include <printer/ipp_printer.h>
#include <printer/page_pdf.h>

#include <QGuiApplication>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

namespace yz {

using namespace std::chrono_literals;

class IppPagePrinterTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void pagesThatCameOut_areConfirmed();
    void paperOutInMidJob_isToldAndTheRestComesAfterTheRefill();
    void paperOutForGood_callsTheJobBack();
    void anEmptyTray_isRefusedBeforeAnythingIsSent();
    void aPrinterThatGivesUp_isAFailure();
    void aJobWithdrawnUnderWay_isCalledBack();
    void aJobStillWaiting_isSimplyWithdrawn();
    void aPrinterWithoutPdf_isNoneOfOurs();
    void aPrinterThatIsOff_isAbsent_andComesBackByItself();
    void aLineThatIsNoPrinter_isRefused_data();
    void aLineThatIsNoPrinter_isRefused();

private:
    PrintRequestId print(Milliseconds patience = 60s);
    QString told() const;
    bool isFinished(std::size_t count) const { return m_reports.size() >= count; }

    SystemClock m_clock;
    SilentEventLog m_log;
    std::unique_ptr<test::PrinterStation> m_station;
    std::unique_ptr<PagePrinter> m_printer;
    std::vector<std::pair<PrintRequestId, PrintReport>> m_reports;
    std::vector<PagePrinterStatus> m_seen;
};

namespace {

constexpr int kLong = 30'000;

PageDocument sheet()
{
    PageDocument document;
    document.content.blocks = {PrintDocument::Line{QStringLiteral("法律咨询意见"), PrintDocument::Size::Title,
                                                   PrintDocument::Align::Centre, true},
                               PrintDocument::Pair{QStringLiteral("咨询人"), QStringLiteral("王**")}};
    document.foot = QStringLiteral("松江县公共法律服务中心");
    return document;
}

QString outcomeName(PrintOutcome outcome)
{
    switch (outcome) {
    case PrintOutcome::Confirmed:
        return QStringLiteral("Confirmed");
    case PrintOutcome::Failed:
        return QStringLiteral("Failed");
    case PrintOutcome::Unknown:
        break;
    }
    return QStringLiteral("Unknown");
}

} // namespace

void IppPagePrinterTest::initTestCase()
{
    if (!test::PrinterStation().areToolsThere())
        QSKIP("no ippeveprinter or dbus-daemon on this machine: packages cups-ipp-utils and dbus");
}

void IppPagePrinterTest::init()
{
    m_reports.clear();
    m_seen.clear();
    m_station = std::make_unique<test::PrinterStation>();
    QVERIFY(m_station->start());
    auto printer = makeIppPrinter(m_station->uri(), m_clock, m_log);
    QVERIFY(printer);
    m_printer = *std::move(printer);
    connect(m_printer.get(), &PagePrinter::finished, this,
            [this](PrintRequestId id, const PrintReport &report) { m_reports.emplace_back(id, report); });
    connect(m_printer.get(), &PagePrinter::statusChanged, this,
            [this](const PagePrinterStatus &status) { m_seen.push_back(status); });
}

void IppPagePrinterTest::cleanup()
{
    m_printer.reset();
    m_station.reset();
}

PrintRequestId IppPagePrinterTest::print(Milliseconds patience)
{
    return m_printer->print(sheet(), patience);
}

QString IppPagePrinterTest::told() const
{
    const auto &report = m_reports.back().second;
    const auto fault = QString::fromUtf8(name(report.error.fault).data());
    return report.outcome == PrintOutcome::Confirmed ? outcomeName(report.outcome)
                                                     : outcomeName(report.outcome) + QLatin1Char(' ') + fault;
}

void IppPagePrinterTest::pagesThatCameOut_areConfirmed()
{
    const auto id = print();
    QTRY_VERIFY_WITH_TIMEOUT(isFinished(1), kLong);
    QCOMPARE(m_reports.front().first, id);
    QCOMPARE(told(), QStringLiteral("Confirmed"));
    const auto received = m_station->received();
    QCOMPARE(received.size(), 1);
    QVERIFY(received.front().startsWith("%PDF-1.4"));
    QVERIFY(received.front().trimmed().endsWith("%%EOF"));
    QVERIFY(m_printer->status().canPrint());
}

void IppPagePrinterTest::paperOutInMidJob_isToldAndTheRestComesAfterTheRefill()
{
    m_station->doWithJobs("echo 'STATE: +media-empty-error' >&2\n" + m_station->waitFor("refilled") +
                          "echo 'STATE: -media-empty-error' >&2\n");
    print();
    QTRY_COMPARE_WITH_TIMEOUT(m_printer->status().paper, PaperState::Out, kLong);
    QVERIFY(!isFinished(1)); // it is waited for
    m_station->touch("refilled");
    QTRY_VERIFY_WITH_TIMEOUT(isFinished(1), kLong);
    QCOMPARE(told(), QStringLiteral("Confirmed"));
    QTRY_COMPARE_WITH_TIMEOUT(m_printer->status().paper, PaperState::Enough, kLong);
}

void IppPagePrinterTest::paperOutForGood_callsTheJobBack()
{
    m_station->doWithJobs("echo 'STATE: +media-empty-error' >&2\n" + m_station->waitFor("never"));
    print(3s);
    QTRY_VERIFY_WITH_TIMEOUT(isFinished(1), kLong);
    // The printer had begun: how much of it lies in the tray only a person can see, unless the printer says none.
    QVERIFY2(told() == QStringLiteral("Unknown PaperOut") || told() == QStringLiteral("Failed PaperOut"),
             qPrintable(told()));
}

void IppPagePrinterTest::anEmptyTray_isRefusedBeforeAnythingIsSent()
{
    m_station->doWithJobs("echo 'STATE: +media-empty-error' >&2\nexit 0\n");
    print();
    QTRY_VERIFY_WITH_TIMEOUT(isFinished(1), kLong); // leaves the tray empty behind it
    QTRY_COMPARE_WITH_TIMEOUT(m_printer->status().paper, PaperState::Out, kLong);
    print();
    QTRY_VERIFY_WITH_TIMEOUT(isFinished(2), kLong);
    QCOMPARE(told(), QStringLiteral("Failed PaperOut"));
    QCOMPARE(m_station->received().size(), 1);
}

void IppPagePrinterTest::aPrinterThatGivesUp_isAFailure()
{
    m_station->doWithJobs("exit 1\n");
    print();
    QTRY_VERIFY_WITH_TIMEOUT(isFinished(1), kLong);
    QCOMPARE(told(), QStringLiteral("Failed DeviceBroken"));
}

void IppPagePrinterTest::aJobWithdrawnUnderWay_isCalledBack()
{
    m_station->doWithJobs("touch '" + m_station->path("begun").toUtf8() + "'\n" + m_station->waitFor("never"));
    const auto id = print();
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(m_station->path("begun")), kLong);
    m_printer->cancel(id);
    QTRY_VERIFY_WITH_TIMEOUT(isFinished(1), kLong);
    QVERIFY2(told().endsWith(QStringLiteral(" Cancelled")), qPrintable(told()));
}

void IppPagePrinterTest::aJobStillWaiting_isSimplyWithdrawn()
{
    m_station->doWithJobs("touch '" + m_station->path("begun").toUtf8() + "'\n" + m_station->waitFor("enough"));
    print();
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(m_station->path("begun")), kLong);
    const auto second = print();
    m_printer->cancel(second);
    QTRY_VERIFY_WITH_TIMEOUT(isFinished(1), kLong);
    QCOMPARE(m_reports.front().first, second);
    QCOMPARE(told(), QStringLiteral("Failed Cancelled"));
    m_station->touch("enough");
    QTRY_VERIFY_WITH_TIMEOUT(isFinished(2), kLong);
    QCOMPARE(told(), QStringLiteral("Confirmed"));
}

void IppPagePrinterTest::aPrinterWithoutPdf_isNoneOfOurs()
{
    m_station->stop();
    QVERIFY(m_station->start("image/pwg-raster,image/urf"));
    print();
    QTRY_VERIFY_WITH_TIMEOUT(isFinished(1), kLong);
    QCOMPARE(told(), QStringLiteral("Failed Unsupported"));
}

void IppPagePrinterTest::aPrinterThatIsOff_isAbsent_andComesBackByItself()
{
    print();
    QTRY_VERIFY_WITH_TIMEOUT(isFinished(1), kLong);
    m_station->stop();
    print();
    QTRY_VERIFY_WITH_TIMEOUT(isFinished(2), kLong);
    QCOMPARE(told(), QStringLiteral("Failed DeviceAbsent"));
    QTRY_VERIFY(!m_printer->status().reachable);
    QVERIFY(m_station->start());
    print();
    QTRY_VERIFY_WITH_TIMEOUT(isFinished(3), kLong);
    QCOMPARE(told(), QStringLiteral("Confirmed"));
}

void IppPagePrinterTest::aLineThatIsNoPrinter_isRefused_data()
{
    QTest::addColumn<QByteArray>("answer");
    const QByteArray ok = "HTTP/1.1 200 OK\r\nContent-Type: ";
    QTest::newRow("a web page") << ok + "text/html\r\nContent-Length: 13\r\n\r\n<html></html>";
    QTest::newRow("an IPP answer cut short") << ok + "application/ipp\r\nContent-Length: 4\r\n\r\n\x01\x01";
    QTest::newRow("attributes of nonsense")
        << ok + QByteArray("application/ipp\r\nContent-Length: "
                           "14\r\n\r\n\x02\x00\x00\x00\x00\x00\x00\x01\x44\xff\xff\xff\xff\x03",
                           49);
    QTest::newRow("hangs up") << QByteArray();
}

void IppPagePrinterTest::aLineThatIsNoPrinter_isRefused()
{
    QFETCH(QByteArray, answer);
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    connect(&server, &QTcpServer::newConnection, &server, [&server, answer] {
        auto *socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [socket, answer] {
            socket->readAll();
            socket->write(answer);
            socket->disconnectFromHost();
        });
    });
    auto printer =
        makeIppPrinter(QStringLiteral("ipp://127.0.0.1:%1/ipp/print").arg(server.serverPort()), m_clock, m_log);
    QVERIFY(printer);
    bool isOver = false;
    PrintReport report;
    connect(printer->get(), &PagePrinter::finished, this, [&](PrintRequestId, const PrintReport &end) {
        report = end;
        isOver = true;
    });
    (*printer)->print(sheet(), 20s);
    QTRY_VERIFY_WITH_TIMEOUT(isOver, kLong);
    QCOMPARE(outcomeName(report.outcome), QStringLiteral("Failed"));
    QVERIFY2(report.error.fault == Fault::DeviceGarbled || report.error.fault == Fault::DeviceAbsent ||
                 report.error.fault == Fault::Unsupported,
             report.error.detail.c_str());
}

} // namespace yz

QTEST_MAIN(yz::IppPagePrinterTest)
#include "tst_ipp_page_printer.moc"
