// SPDX-License-Identifier: Apache-2.0
// What only some models do, with time that the test moves: late answers, questions taken for dots, half a picture begun
// by somebody who is gone.
#include "clone_printer.h"
#include "sample_slip.h"

#include <printer/receipt_raster.h>

#include <QGuiApplication>
#include <QTest>

#include <escpos_session.h>
#include <judge/slip_picture.h>

using namespace yz;
using namespace yz::escpos;
using namespace std::chrono_literals;

class EscPosSessionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_image = *renderReceipt(sampleSlip(), PaperProfile::forDots(576)); }
    void init() { m_nature = std::make_unique<ClonePrinter::Nature>(); }

    void aLateAnswer_isNotTakenForTheOneToTheNextQuestion()
    {
        // The drawer's pin in answer 1 is the cover's bit in answer 2.
        m_nature->status[0] = 0x16;
        m_nature->answersWithheld = 1;
        const auto condition = open()->look();
        QVERIFY(condition);
        QVERIFY(!condition->coverOpen);
    }

    void aPrinterThatStandsStillForAWhile_isNotAskedInsideThePicture()
    {
        m_nature->standsAt = 30000;
        m_nature->standsFor = 5s;
        QCOMPARE(print(*open()), PrintOutcome::Confirmed);
        onlyTheSlipIsOnThePaper();
    }

    void aPrinterThatNeverGoesOn_isGivenUpAndTheOutcomeIsUnknown()
    {
        m_nature->standsAt = 30000;
        m_nature->standsFor = 600s;
        QCOMPARE(print(*open()), PrintOutcome::Unknown);
        QCOMPARE(m_report.error.fault, Fault::OutcomeUnknown);
    }

    void aPictureBegunBySomebodyWhoIsGone_isEndedAndCutOff()
    {
        const SlipStream other(m_image);
        for (std::size_t i = 0; i < 64 * 300; ++i)
            m_nature->feed(std::to_integer<std::uint8_t>(other.bytes()[i]));
        QCOMPARE(print(*open()), PrintOutcome::Confirmed);
        const auto &slips = m_nature->paper.slips();
        QCOMPARE(slips.size(), std::size_t(2));
        QVERIFY(slips[0].findings.empty());
        QVERIFY(slips[1].complete());
        isTheSlip(slips[1]);
    }

    void lateFencesOfTheLastSlip_doNotConfirmTheNext()
    {
        const auto session = open();
        QCOMPARE(print(*session), PrintOutcome::Confirmed);
        m_nature->holdsFences = true;
        QCOMPARE(print(*session), PrintOutcome::Unknown); // all taken, nothing said
        const auto before = m_nature->taken;
        m_nature->fencesHeldUntil = m_clock.now() + 3s;
        QCOMPARE(print(*session), PrintOutcome::Confirmed);
        // They came while only small questions had been sent, not the next slip.
        QVERIFY(m_nature->takenWhenFencesCame > before);
        QVERIFY(m_nature->takenWhenFencesCame - before < 100);
    }

    void fencesThatAreLostForever_doNotDelayASlipForLong()
    {
        const auto session = open();
        QCOMPARE(print(*session), PrintOutcome::Confirmed);
        m_nature->holdsFences = true;
        QCOMPARE(print(*session), PrintOutcome::Unknown);
        m_nature->heldFences.clear();
        m_nature->holdsFences = false;
        const auto begun = m_clock.now();
        QCOMPARE(print(*session), PrintOutcome::Confirmed);
        QVERIFY(m_clock.now() - begun < 5s);
    }

    void paperThatEndsAfterAllWasTaken_isAFailureUntilThePictureIsOut()
    {
        const auto session = open();
        // Before the first slip the footing is looked for: that fence is answered, the ones of the slip are not.
        QVERIFY(session->look());
        m_nature->paper = judge::EscposJudge();
        auto mayBegin = [this] {
            m_nature->status[0] = 0x12;
            return true;
        };
        (void)session->print(m_image, Deadline::after(m_clock, 1s), {[](Milliseconds) { return false; }, mayBegin});
        m_nature->holdsFences = true;
        const auto outOfPaper = [this] {
            const std::uint8_t answers[] = {0x1A, 0x32, 0x12, 0x72};
            std::copy(std::begin(answers), std::end(answers), m_nature->status);
            return true;
        };
        const auto report =
            session->print(m_image, Deadline::after(m_clock, 1s), {[](Milliseconds) { return false; }, outOfPaper});
        QCOMPARE(report.outcome, PrintOutcome::Failed);
        QCOMPARE(report.error.fault, Fault::PaperOut);
        QVERIFY(session->mayHoldASlip());
    }

    void aOneWayPrinter_printsButItIsNeverKnown()
    {
        m_nature->isOneWay = true;
        const auto session = open();
        QCOMPARE(print(*session), PrintOutcome::Unknown);
        const auto before = m_nature->taken;
        QCOMPARE(print(*session), PrintOutcome::Unknown);
        // From the second slip on nothing but the slip is sent: its footing is believed.
        QCOMPARE(m_nature->taken - before, SlipStream(m_image).bytes().size());
        QVERIFY(m_nature->paper.slips().size() == 2);
        QVERIFY(m_nature->paper.slips()[1].complete());
    }

    void anOfficePrinterOfTheSameClass_isRefused()
    {
        m_nature->deviceId = "MFG:HP;CMD:PJL,PCL,URF;MDL:LaserJet;CLS:PRINTER;";
        const auto session = EscPosSession::open(std::make_unique<ClonePrinter>(*m_nature, m_clock), m_clock, Timing{});
        QVERIFY(session.failedWith(Fault::DeviceBroken));
        QCOMPARE(m_nature->sends, std::size_t(0));
    }

    void aSlipWithdrawnAtTheLastMoment_isNotBegun()
    {
        const auto session = open();
        const auto report = session->print(m_image, Deadline::after(m_clock, 1s),
                                           {[](Milliseconds) { return true; }, [] { return false; }});
        QCOMPARE(report.error.fault, Fault::Cancelled);
        QVERIFY(m_nature->paper.slips().empty());
    }

private:
    std::unique_ptr<EscPosSession> open()
    {
        return *EscPosSession::open(std::make_unique<ClonePrinter>(*m_nature, m_clock), m_clock, Timing{});
    }
    PrintOutcome print(EscPosSession &session)
    {
        m_report = session.print(m_image, Deadline::after(m_clock, 1s),
                                 {[](Milliseconds) { return false; }, [] { return true; }});
        return m_report.outcome;
    }
    void isTheSlip(const judge::Slip &slip)
    {
        QCOMPARE(judge::pictureOf(slip).copy(m_image.rect()).convertToFormat(QImage::Format_Grayscale8),
                 harmless(m_image).convertToFormat(QImage::Format_Grayscale8));
    }
    void onlyTheSlipIsOnThePaper()
    {
        const auto &slips = m_nature->paper.slips();
        QCOMPARE(slips.size(), std::size_t(1));
        QVERIFY(slips[0].complete());
        isTheSlip(slips[0]);
    }

    ManualClock m_clock;
    QImage m_image;
    std::unique_ptr<ClonePrinter::Nature> m_nature;
    PrintReport m_report;
};

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QGuiApplication application(argc, argv);
    EscPosSessionTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_escpos_session.moc"
