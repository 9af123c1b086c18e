// SPDX-License-Identifier: Apache-2.0
// One contract for the scanner behind a camera and for the puppet: one answer for each request, and the camera off.
#include "photograph.h"

#include <camera/fake_camera.h>

#include <QGuiApplication>
#include <QSignalSpy>
#include <QTest>

#include <fakes/manual_clock.h>
#include <scanner/camera_document_scanner.h>
#include <scanner/fake_document_scanner.h>

using namespace yz;
using namespace std::chrono_literals;

namespace {

constexpr auto kLong = 30s;
constexpr int kSoon = 10'000;

QImage shotWith(std::optional<PageFault> fault)
{
    for (auto seed = drawn::kTuningSeeds;; ++seed) {
        if (drawn::faultFor(seed) == fault)
            return drawn::photographOf(seed, QSize(1296, 972)).picture;
    }
}

} // namespace

class DocumentScannerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_good = shotWith({});
        m_glare = shotWith(PageFault::Glare);
    }

    void theCamera_isOnWhileItLooks_andOnlyThen()
    {
        FakeCamera camera(m_clock);
        const auto scanner = makeCameraDocumentScanner(camera);
        QVERIFY(camera.status().state == CameraState::Off);
        scanner->start();
        scanner->start();
        QVERIFY(scanner->isLooking());
        QVERIFY(camera.status().state == CameraState::Live);
        scanner->stop();
        scanner->stop();
        QVERIFY(!scanner->isLooking());
        QVERIFY(camera.status().state == CameraState::Off);
    }

    void aGoodPage_isSeen_andTakenWhenAsked()
    {
        Stage stage(m_clock);
        stage.camera.show(m_good, 20ms);
        stage.scanner->start();
        QVERIFY(stage.sights.wait(kSoon));
        QVERIFY(stage.lastSight().isTakeable());
        QCOMPARE(stage.answers.size(), 0); // nobody asked
        const auto request = stage.scanner->take(kLong);
        stage.clockGoesOn();
        QVERIFY(stage.answers.wait(kSoon));
        QCOMPARE(stage.requestAt(0), request);
        const auto page = std::get<ScannedPage>(stage.answerAt(0));
        QVERIFY(std::max(page.picture.height(), page.picture.width()) > 500);
    }

    void aPageWithGlare_isRefusedByName_whenPatienceRunsOut()
    {
        Stage stage(m_clock);
        stage.camera.show(m_glare, 20ms);
        stage.scanner->start();
        const auto request = stage.scanner->take(400ms);
        stage.clockGoesOn();
        QVERIFY(stage.answers.wait(kSoon));
        QCOMPARE(stage.requestAt(0), request);
        QVERIFY(std::get<PageFault>(stage.answerAt(0)) == PageFault::Glare);
    }

    void aBlindCamera_isSaid()
    {
        Stage stage(m_clock);
        stage.camera.become(CameraState::Gone, Fault::DeviceBusy);
        stage.scanner->start();
        stage.scanner->take(50ms);
        QVERIFY(stage.answers.wait(kSoon));
        QVERIFY(std::get<Error>(stage.answerAt(0)).fault == Fault::DeviceBusy);
    }

    void eachRequest_isAnsweredOnce_data()
    {
        QTest::addColumn<bool>("isPuppet");
        QTest::newRow("behind a camera") << false;
        QTest::newRow("the puppet") << true;
    }
    void eachRequest_isAnsweredOnce()
    {
        QFETCH(bool, isPuppet);
        FakeCamera camera(m_clock);
        std::unique_ptr<DocumentScanner> scanner;
        if (isPuppet)
            scanner = std::make_unique<FakeDocumentScanner>();
        else
            scanner = makeCameraDocumentScanner(camera);
        QSignalSpy answers(scanner.get(), &DocumentScanner::taken);
        const auto unlooked = scanner->take(kLong);
        QCOMPARE(answers.size(), 0); // never within the call
        scanner->start();
        const auto first = scanner->take(kLong);
        const auto second = scanner->take(kLong);
        scanner->cancel(second); // is answered already, with DeviceBusy
        scanner->cancel(first);
        scanner->cancel(first);
        const auto third = scanner->take(kLong);
        scanner->stop();
        QTRY_COMPARE(answers.size(), 4);
        const std::vector<std::pair<TakeRequestId, Fault>> wanted{{unlooked, Fault::Cancelled},
                                                                  {second, Fault::DeviceBusy},
                                                                  {first, Fault::Cancelled},
                                                                  {third, Fault::Cancelled}};
        for (qsizetype i = 0; i < answers.size(); ++i) {
            const auto &[request, fault] = wanted[static_cast<std::size_t>(i)];
            QCOMPARE(answers.at(i).at(0).value<TakeRequestId>(), request);
            QVERIFY(std::get<Error>(answers.at(i).at(1).value<TakeAnswer>()).fault == fault);
        }
        QTest::qWait(0);
        QCOMPARE(answers.size(), 4);
    }

    void goneInTheMiddleOfALook_nothingIsCalledBack()
    {
        for (int i = 0; i < 5; ++i) {
            FakeCamera camera(m_clock);
            camera.show(m_good, 1ms);
            auto scanner = makeCameraDocumentScanner(camera);
            scanner->start();
            scanner->take(kLong);
            QTest::qWait(0);
            scanner.reset();
            QVERIFY(camera.status().state == CameraState::Off);
        }
    }

    void thePuppet_doesAsItIsTold()
    {
        FakeDocumentScanner scanner;
        QSignalSpy answers(&scanner, &DocumentScanner::taken);
        QSignalSpy sights(&scanner, &DocumentScanner::sighted);
        scanner.start();
        scanner.take(kLong);
        scanner.obey(*parseScannerLine("scanner fault Blurred"));
        QTRY_VERIFY(sights.size() >= 2);
        QVERIFY(sights.last().at(0).value<PageSight>().fault == PageFault::Blurred);
        QCOMPARE(answers.size(), 0);
        scanner.obey(*parseScannerLine("scanner page"));
        QTRY_COMPARE(answers.size(), 1);
        QVERIFY(std::holds_alternative<ScannedPage>(answers.at(0).at(1).value<TakeAnswer>()));
        scanner.obey(*parseScannerLine("scanner broken DeviceBusy"));
        scanner.take(kLong);
        QTRY_COMPARE(answers.size(), 2);
        QVERIFY(std::get<Error>(answers.at(1).at(1).value<TakeAnswer>()).fault == Fault::DeviceBusy);
    }

    void wordsThePuppetDoesNotKnow_areNamed()
    {
        for (const auto *line : {"", "scanner", "scanner fault", "scanner fault Tired", "scanner broken Tired",
                                 "scanner page twice", "camera page", "scanner fault Glare Glare"})
            QVERIFY2(parseScannerLine(line).failedWith(Fault::BadInput), line);
    }

private:
    struct Stage
    {
        explicit Stage(ManualClock &time)
            : clock(time),
              camera(time),
              scanner(makeCameraDocumentScanner(camera)),
              sights(scanner.get(), &DocumentScanner::sighted),
              answers(scanner.get(), &DocumentScanner::taken)
        {
        }
        PageSight lastSight() const { return sights.last().at(0).value<PageSight>(); }
        TakeRequestId requestAt(qsizetype i) const { return answers.at(i).at(0).value<TakeRequestId>(); }
        TakeAnswer answerAt(qsizetype i) const { return answers.at(i).at(1).value<TakeAnswer>(); }
        /** The camera's pictures are dated by it, and the scanner wants them some time apart. */
        void clockGoesOn()
        {
            ticking.callOnTimeout([this] { clock.advance(250ms); });
            ticking.start(20ms);
        }

        ManualClock &clock;
        FakeCamera camera;
        std::unique_ptr<DocumentScanner> scanner;
        QSignalSpy sights;
        QSignalSpy answers;
        QTimer ticking;
    };

    ManualClock m_clock;
    QImage m_good;
    QImage m_glare;
};

QTEST_MAIN(DocumentScannerTest)
#include "tst_document_scanner.moc"
