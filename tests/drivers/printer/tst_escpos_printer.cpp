// SPDX-License-Identifier: Apache-2.0
// The whole driver on the emulated bus: real libusb, real hotplug, real threads, and paper that can be looked at.
#include "sample_slip.h"

#include <core/event_log.h>
#include <printer/escpos_printer.h>
#include <wire/usb_host.h>

#include <QGuiApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <escpos_frames.h>
#include <escpos_session.h>
#include <judge/slip_picture.h>
#include <world/world_control.h>

using namespace yz;
using namespace std::chrono_literals;

namespace {

constexpr int kPatienceMs = 40000;

QString words(const PrintReport &report)
{
    static const char *const outcomes[] = {"Confirmed", "Failed", "Unknown"};
    const auto outcome = QString::fromLatin1(outcomes[static_cast<int>(report.outcome)]);
    return report.outcome == PrintOutcome::Confirmed
               ? outcome
               : outcome + QLatin1Char(' ') + QString::fromUtf8(name(report.error.fault).data());
}

} // namespace

class EscPosPrinterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_reports.clear();
        auto usb = UsbHost::create(m_clock);
        QVERIFY2(usb, usb ? "" : usb.error().detail.c_str());
        m_usb = *std::move(usb);
        makePrinter();
        say("plug printer");
        QTRY_VERIFY_WITH_TIMEOUT(m_printer->status().canPrint(), kPatienceMs);
        m_slipsBefore = complete().size();
    }

    void cleanup()
    {
        m_printer.reset();
        m_usb.reset();
        say("printer clear");
        m_world.say("unplug printer"); // refused when it has gone already
    }

    void aSlip_isConfirmedAndLooksAsDrawn()
    {
        QCOMPARE(print(), QStringLiteral("Confirmed"));
        QCOMPARE(newSlips(), 1);
        const auto drawn = escpos::harmless(*renderReceipt(sampleSlip(), PaperProfile::forDots(576)));
        const auto paper = QImage(complete().last()).convertToFormat(QImage::Format_Grayscale8);
        QCOMPARE(paper.copy(drawn.rect()), drawn.convertToFormat(QImage::Format_Grayscale8));
        QVERIFY(judge::decodeQr(paper).startsWith(QStringLiteral("YZ1:")));
        QCOMPARE(printerState("status_requests_in_data"), 0);
    }

    void troubleBeforeTheStart_failsWithItsReasonAndPrintsNothing_data()
    {
        QTest::addColumn<QByteArray>("trouble");
        QTest::addColumn<QString>("report");
        QTest::newRow("no paper") << QByteArray("printer paper out") << QStringLiteral("Failed PaperOut");
        QTest::newRow("cover open") << QByteArray("printer cover open") << QStringLiteral("Failed CoverOpen");
        QTest::newRow("hot head that stays hot") << QByteArray("printer hot on") << QStringLiteral("Failed PrinterHot");
        QTest::newRow("off-line") << QByteArray("printer offline on") << QStringLiteral("Failed DeviceBusy");
    }
    void troubleBeforeTheStart_failsWithItsReasonAndPrintsNothing()
    {
        QFETCH(QByteArray, trouble);
        QFETCH(QString, report);
        say(trouble.toStdString());
        QCOMPARE(print(), report);
        QCOMPARE(newSlips(), 0);
        say("printer clear");
        QCOMPARE(print(), QStringLiteral("Confirmed"));
        QCOMPARE(newSlips(), 1);
    }

    void paperThatEndsInMidPrint_failsAndTheNextSlipIsWhole()
    {
        say("printer out-after 9000");
        QCOMPARE(print(), QStringLiteral("Failed PaperOut"));
        QCOMPARE(newSlips(), 0);
        QTRY_COMPARE(m_printer->status().paper, PaperState::Out);
        say("printer paper ok");
        QCOMPARE(print(), QStringLiteral("Confirmed"));
        QCOMPARE(newSlips(), 1);
        QVERIFY(judge::decodeQr(QImage(complete().last())).startsWith(QStringLiteral("YZ1:")));
    }

    void aCoverOpenedInMidPrint_failsAndTheNextSlipIsWhole()
    {
        say("printer slow 20000");
        beginToPrint();
        say("printer cover open");
        QCOMPARE(nextReport(), QStringLiteral("Failed CoverOpen"));
        say("printer clear");
        QCOMPARE(print(), QStringLiteral("Confirmed"));
        QCOMPARE(newSlips(), 1);
    }

    void aJammedCutter_isUnknownSinceTheSlipHangsInThePrinter()
    {
        say("printer cutter jam");
        QCOMPARE(print(), QStringLiteral("Unknown CutterJam"));
        QTRY_VERIFY(m_printer->status().cutterJammed);
        QCOMPARE(print(), QStringLiteral("Failed CutterJam"));
        QCOMPARE(newSlips(), 0);
        say("printer cutter ok"); // now the knife makes its cut
        QCOMPARE(print(), QStringLiteral("Confirmed"));
        QCOMPARE(newSlips(), 2);
    }

    void paperThatEndsInMidPrint_isNoticedThoughThePortSaysAllIsWell()
    {
        say("printer constant-port on");
        say("printer out-after 9000");
        QCOMPARE(print(), QStringLiteral("Failed PaperOut"));
        say("printer constant-port off");
        say("printer paper ok");
        QCOMPARE(print(), QStringLiteral("Confirmed"));
        QCOMPARE(newSlips(), 1);
    }

    void aBufferLostWithThePaper_doesNotSpoilTheNextSlip()
    {
        say("printer discard on");
        say("printer out-after 9000");
        QVERIFY(print() != QStringLiteral("Confirmed"));
        say("printer discard off");
        say("printer paper ok");
        QCOMPARE(print(), QStringLiteral("Confirmed"));
        QCOMPARE(newSlips(), 1);
    }

    void aHeadThatCools_isWaitedFor()
    {
        say("printer hot on");
        say("after 600 printer hot off");
        QCOMPARE(print(5s), QStringLiteral("Confirmed"));
    }

    void aHeadThatGetsHotInMidPrint_isWaitedFor()
    {
        say("printer slow 20000");
        beginToPrint();
        say("printer hot on");
        say("after 2500 printer hot off");
        QCOMPARE(nextReport(), QStringLiteral("Confirmed"));
        QCOMPARE(newSlips(), 1);
    }

    void aSlowPrinter_isWaitedFor()
    {
        say("printer slow 30000");
        QCOMPARE(print(), QStringLiteral("Confirmed"));
        QCOMPARE(newSlips(), 1);
    }

    void aStall_isCleared()
    {
        say("printer stall once");
        QCOMPARE(print(), QStringLiteral("Confirmed"));
        QCOMPARE(newSlips(), 1);
    }

    void unaskedStatusBlocks_doNotConfuse()
    {
        say("printer asb-noise on");
        QCOMPARE(print(), QStringLiteral("Confirmed"));
    }

    void aPrinterThatNeverAnswers_isUnknownThoughItPrints()
    {
        say("printer deaf on");
        QCOMPARE(print(), QStringLiteral("Unknown OutcomeUnknown"));
    }

    void unpluggedInMidPrint_isUnknown()
    {
        say("printer diein 8000");
        QCOMPARE(print(), QStringLiteral("Unknown OutcomeUnknown"));
        QTRY_VERIFY_WITH_TIMEOUT(!m_printer->status().reachable, kPatienceMs);
        QCOMPARE(print(), QStringLiteral("Failed DeviceAbsent"));
        // What hangs in the printer is for somebody else than the next slip.
        say("plug printer");
        QTRY_VERIFY_WITH_TIMEOUT(m_printer->status().canPrint(), kPatienceMs);
        QCOMPARE(print(), QStringLiteral("Confirmed"));
        QCOMPARE(newSlips(), 1);
    }

    void aSlipLeftHalfByATerminalThatDied_doesNotSwallowTheNext()
    {
        m_printer.reset();
        {
            auto device = m_usb->open({{}, {}, 0x07, 0x01});
            QVERIFY(device);
            const auto *interface = escpos::printingInterface((*device)->interfaces());
            QVERIFY(interface != nullptr);
            QVERIFY((*device)->claim(*interface));
            const escpos::SlipStream slip(*renderReceipt(sampleSlip(), PaperProfile::forDots(576)));
            const auto half = std::span(slip.bytes()).first(std::size_t{64} * 200);
            for (std::size_t sent = 0; sent < half.size();) {
                const auto took = (*device)->send(0x03, half.subspan(sent), Deadline::after(m_clock, 2s));
                QVERIFY(took);
                sent += *took;
            }
        }
        makePrinter();
        QTRY_VERIFY_WITH_TIMEOUT(m_printer->status().canPrint(), kPatienceMs);
        QCOMPARE(print(), QStringLiteral("Confirmed"));
        QCOMPARE(newSlips(), 1);
        QVERIFY(judge::decodeQr(QImage(complete().last())).startsWith(QStringLiteral("YZ1:")));
    }

    void aPrinterThatTakesNothing_failsAndPrintsNothing()
    {
        say("printer hang on");
        QCOMPARE(print(), QStringLiteral("Failed TimedOut"));
        say("printer hang off");
        QCOMPARE(print(), QStringLiteral("Confirmed"));
        QCOMPARE(newSlips(), 1);
    }

    void aPrinterHeldBySomebodyElse_isTakenWhenItIsFree()
    {
        say("unplug printer");
        QTRY_VERIFY_WITH_TIMEOUT(!m_printer->status().reachable, kPatienceMs);
        say("printer busy on");
        say("plug printer");
        say("after 700 printer busy off");
        QTRY_VERIFY_WITH_TIMEOUT(m_printer->status().canPrint(), kPatienceMs);
        QCOMPARE(print(), QStringLiteral("Confirmed"));
    }

    void pluggedInAgain_itPrints()
    {
        say("unplug printer");
        QTRY_VERIFY_WITH_TIMEOUT(!m_printer->status().reachable, kPatienceMs);
        say("plug printer");
        QTRY_VERIFY_WITH_TIMEOUT(m_printer->status().canPrint(), kPatienceMs);
        QCOMPARE(print(), QStringLiteral("Confirmed"));
    }

    void twoJobs_becomeTwoSlipsInTurn()
    {
        m_printer->print(sampleSlip(), 5s);
        m_printer->print(sampleSlip(), 5s);
        QCOMPARE(nextReport(), QStringLiteral("Confirmed"));
        QCOMPARE(nextReport(), QStringLiteral("Confirmed"));
        QCOMPARE(newSlips(), 2);
    }

    void aJobWithdrawnInTime_isNotPrinted()
    {
        say("printer slow 40000");
        m_printer->print(sampleSlip(), 5s);
        m_printer->cancel(m_printer->print(sampleSlip(), 5s));
        QCOMPARE(nextReport(), QStringLiteral("Failed Cancelled"));
        QCOMPARE(nextReport(), QStringLiteral("Confirmed"));
        QCOMPARE(newSlips(), 1);
    }

    void aJobWithdrawnWhileTheHeadCools_isNotPrinted()
    {
        say("printer hot on");
        const auto request = m_printer->print(sampleSlip(), 30s);
        QTest::qWait(0);
        m_printer->cancel(request);
        QCOMPARE(nextReport(), QStringLiteral("Failed Cancelled"));
        say("printer clear");
        QCOMPARE(newSlips(), 0);
    }

    void aJobWhoseTurnComesTooLate_isNotPrinted()
    {
        say("printer slow 30000");
        m_printer->print(sampleSlip(), 5s);
        m_printer->print(sampleSlip(), 100ms);
        QCOMPARE(nextReport(), QStringLiteral("Confirmed"));
        QCOMPARE(nextReport(), QStringLiteral("Failed TimedOut"));
        QCOMPARE(newSlips(), 1);
    }

    void aLowRoll_isKnownBeforeTheStart()
    {
        say("printer paper low");
        QCOMPARE(print(), QStringLiteral("Confirmed"));
        QTRY_COMPARE(m_printer->status().paper, PaperState::Low);
    }

    void anAbsurdSlip_isRefusedWithoutABeep()
    {
        m_printer->print({}, 5s);
        QCOMPARE(nextReport(), QStringLiteral("Failed BadInput"));
    }

private:
    void makePrinter()
    {
        m_printer = makeEscPosPrinter(*m_usb, m_clock, m_log, PaperProfile::forDots(576));
        connect(m_printer.get(), &ReceiptPrinter::finished, this,
                [this](PrintRequestId, const PrintReport &report) { m_reports += words(report); });
    }
    void say(const std::string &line) { QVERIFY2(m_world.say(line), m_world.reply().c_str()); }
    qint64 printerState(const char *what)
    {
        m_world.say("state");
        const auto world = QJsonDocument::fromJson(QByteArray::fromStdString(m_world.reply())).object();
        return world[QLatin1String("printer")][QLatin1String(what)].toInteger(-1);
    }
    /** Until the first lines are on the paper. */
    void beginToPrint()
    {
        const auto printed = printerState("printed");
        QVERIFY(printed >= 0);
        m_printer->print(sampleSlip(), 5s);
        say("await printer bytes " + std::to_string(printed + 6000));
    }
    QStringList complete()
    {
        m_world.say("printer receipts");
        return QString::fromStdString(m_world.reply()).split(QLatin1Char(' ')).mid(1);
    }
    int newSlips() { return static_cast<int>(complete().size() - m_slipsBefore); }

    QString print(Milliseconds patience = 1s)
    {
        m_printer->print(sampleSlip(), patience);
        return nextReport();
    }
    QString nextReport()
    {
        if (!QTest::qWaitFor([this] { return !m_reports.isEmpty(); }, kPatienceMs))
            return QStringLiteral("no report");
        return m_reports.takeFirst();
    }

    SystemClock m_clock;
    SilentEventLog m_log;
    world::WorldControl m_world;
    std::unique_ptr<UsbHost> m_usb;
    std::unique_ptr<ReceiptPrinter> m_printer;
    QStringList m_reports;
    qsizetype m_slipsBefore = 0;
};

int main(int argc, char **argv)
{
    QGuiApplication application(argc, argv);
    EscPosPrinterTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_escpos_printer.moc"
