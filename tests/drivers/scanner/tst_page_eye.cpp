// SPDX-License-Identifier: Apache-2.0
// The eye for pages with pictures that are none, and with what a page looks like once it is flat.
#include "photograph.h"

#include <QGuiApplication>
#include <QPainter>
#include <QTest>

#include <scanner/page_eye.h>

#include <cmath>
#include <limits>
#include <vector>

using namespace yz;

namespace {

const std::vector<std::byte> kBytes(640 * 480 * 3);

} // namespace

class PageEyeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void picturesThatAreNone_areRefused_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        QTest::addColumn<int>("stride");
        QTest::addColumn<int>("bytes");
        const int largest = std::numeric_limits<int>::max();
        QTest::newRow("nothing at all") << 0 << 0 << 0 << 0;
        QTest::newRow("no width") << 0 << 480 << 1920 << 921'600;
        QTest::newRow("a negative height") << 640 << -480 << 1920 << 921'600;
        QTest::newRow("a single point") << 1 << 1 << 3 << 3;
        QTest::newRow("no bytes for what it claims") << 640 << 480 << 1920 << 0;
        QTest::newRow("a byte short") << 640 << 480 << 1920 << 921'599;
        QTest::newRow("rows narrower than its points") << 640 << 480 << 1919 << 921'600;
        QTest::newRow("rows that go backwards") << 640 << 480 << -1920 << 921'600;
        QTest::newRow("rows wider than the bytes reach") << 640 << 480 << 1924 << 921'600;
        QTest::newRow("an enormous claim") << largest << largest << largest << 921'600;
        QTest::newRow("a wide claim") << 1'000'000 << 64 << 3'000'000 << 921'600;
        QTest::newRow("a stride that overflows") << 640 << 480 << largest << 921'600;
    }
    void picturesThatAreNone_areRefused()
    {
        QFETCH(int, width);
        QFETCH(int, height);
        QFETCH(int, stride);
        QFETCH(int, bytes);
        const RawPicture picture{std::span(kBytes).first(static_cast<std::size_t>(bytes)), width, height, stride};
        PageEye eye;
        QVERIFY(eye.look(picture).failedWith(Fault::BadInput));
        QVERIFY(eye.take(picture, {QPointF(0, 0), QPointF(1, 0), QPointF(1, 1), QPointF(0, 1)})
                    .failedWith(Fault::BadInput));
    }

    void stillsThatAreNone_areRefused()
    {
        PageEye eye;
        QVERIFY(lookAt(eye, {}).failedWith(Fault::BadInput));
        QVERIFY(lookAt(eye, QImage(10, 10, QImage::Format_RGB32)).failedWith(Fault::BadInput));
        QImage plain(640, 480, QImage::Format_Mono);
        plain.fill(1);
        const auto sight = lookAt(eye, plain);
        QVERIFY(sight);
        QVERIFY(!sight->isTakeable());
    }

    void outlinesThatAreNone_areRefused()
    {
        PageEye eye;
        QImage still(640, 480, QImage::Format_RGB32);
        still.fill(Qt::white);
        const auto nan = std::numeric_limits<double>::quiet_NaN();
        QVERIFY(takeFrom(eye, still, {}).failedWith(Fault::BadInput));
        QVERIFY(takeFrom(eye, still, {QPointF(nan, 0), QPointF(1, 0), QPointF(1, 1), QPointF(0, 1)})
                    .failedWith(Fault::BadInput));
        QVERIFY(takeFrom(eye, still, {QPointF(0, 0), QPointF(1e9, 0), QPointF(1, 1), QPointF(0, 1)})
                    .failedWith(Fault::BadInput));
        QVERIFY(takeFrom(eye, still, {QPointF(0, 0), QPointF(1, 1), QPointF(1, 1), QPointF(0, 0)})
                    .failedWith(Fault::BadInput));
    }

    void aPictureOfNoise_isNoPage_andEndsInTime()
    {
        std::vector<std::byte> noise(kBytes.size());
        std::uint32_t state = 1;
        for (auto &one : noise) {
            state = state * 1664525U + 1013904223U;
            one = static_cast<std::byte>(state >> 24U);
        }
        PageEye eye;
        const auto sight = eye.look({noise, 640, 480, 1920});
        QVERIFY(sight);
        QVERIFY(!sight->isTakeable());
    }

    void aSheetBentOutOfTheView_isCutOff()
    {
        QImage still(1280, 960, QImage::Format_RGB32);
        still.fill(QColor(40, 60, 50));
        QPainter painter(&still);
        painter.fillRect(QRect(-60, 200, 900, 640), QColor(235, 235, 230));
        painter.end();
        PageEye eye;
        const auto sight = lookAt(eye, still);
        QVERIFY(sight);
        QVERIFY(sight->fault == PageFault::CutOff);
        QVERIFY(sight->outline);
    }

    void unevenLight_isTakenOutOfThePage()
    {
        auto shot = drawn::documentOf(drawn::kTuningSeeds, 1000);
        QImage still(1280, 1280, QImage::Format_RGB32);
        still.fill(QColor(50, 40, 30));
        QPainter painter(&still);
        painter.drawImage(QPoint(120, 110), shot);
        QLinearGradient falls(0, 0, 1280, 1280);
        falls.setColorAt(0, QColor(0, 0, 0, 0));
        falls.setColorAt(1, QColor(0, 0, 0, 140));
        painter.fillRect(still.rect(), falls);
        painter.end();
        PageEye eye;
        const auto sight = lookAt(eye, still);
        QVERIFY(sight && sight->isTakeable());
        const auto page = takeFrom(eye, still, *sight->outline);
        QVERIFY(page);
        const auto &flat = page->picture;
        const auto corner = [&](double x, double y) {
            return qGray(flat.pixel(static_cast<int>(x * flat.width()), static_cast<int>(y * flat.height())));
        };
        for (const auto level : {corner(0.03, 0.02), corner(0.97, 0.02), corner(0.03, 0.98), corner(0.97, 0.98)})
            QVERIFY2(level > 225, qPrintable(QString::number(level)));
    }

    void aTurnedPage_keepsItsSize()
    {
        const ScannedPage page{QImage(300, 400, QImage::Format_RGB32)};
        QCOMPARE(turned(page, 1).picture.size(), QSize(400, 300));
        QCOMPARE(turned(page, 2).picture.size(), QSize(300, 400));
        QCOMPARE(turned(page, -1).picture.size(), QSize(400, 300));
        QCOMPARE(turned(page, 4).picture.size(), QSize(300, 400));
    }

    void everyFault_hasAName()
    {
        for (const auto fault : allPageFaults())
            QVERIFY(name(fault) != "?");
    }
};

QTEST_MAIN(PageEyeTest)
#include "tst_page_eye.moc"
