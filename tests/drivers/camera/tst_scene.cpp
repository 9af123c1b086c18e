// SPDX-License-Identifier: Apache-2.0
// Generated pictures: the clock bars come through scaling and noise, or are not read at all; frames and QImages share.
#include <camera/frame.h>
#include <camera/scene.h>

#include <QTest>

#include <random>

using namespace yz;

class SceneTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theClock_isReadAsItWasWritten()
    {
        auto picture = drawScene(Scene::Clock, QSize(640, 480));
        for (const std::uint32_t clock : {0U, 1U, 0x123456U, 0xFFFFFFU}) {
            drawClockBars(picture, clock);
            QCOMPARE(readClockBars(picture), std::optional(clock));
        }
    }

    void theClock_survivesScalingAndNoise()
    {
        auto picture = drawScene(Scene::Clock, QSize(640, 480));
        drawClockBars(picture, 0xABCDEF);
        auto small = picture.scaled(320, 240, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
        std::minstd_rand chance(1);
        for (int y = 0; y < small.height(); ++y) {
            for (int x = 0; x < small.width(); ++x) {
                const int shift = static_cast<int>(chance() % 80) - 40;
                const auto pixel = small.pixelColor(x, y);
                small.setPixelColor(x, y,
                                    QColor(qBound(0, pixel.red() + shift, 255), qBound(0, pixel.green() + shift, 255),
                                           qBound(0, pixel.blue() + shift, 255)));
            }
        }
        QCOMPARE(readClockBars(small), std::optional(0xABCDEFU));
        QCOMPARE(readClockBars(picture.convertToFormat(QImage::Format_BGR888)), std::optional(0xABCDEFU));
    }

    void noClock_isNotRead()
    {
        for (const auto scene : {Scene::Clock, Scene::Page, Scene::Face, Scene::Empty})
            QVERIFY(!readClockBars(drawScene(scene, QSize(640, 480))));
        QImage black(640, 480, QImage::Format_RGB32);
        black.fill(Qt::black);
        QVERIFY(!readClockBars(black));
        black.fill(Qt::white);
        QVERIFY(!readClockBars(black));
        QVERIFY(!readClockBars(QImage()));
    }

    void scenes_haveNames()
    {
        QVERIFY(sceneNamed("page") == Scene::Page);
        QVERIFY(!sceneNamed("Page"));
    }

    void thePage_liesOnADarkDesk()
    {
        const auto picture = drawScene(Scene::Page, QSize(1280, 960));
        QVERIFY(qGray(picture.pixel(640, 100)) > 200);
        QVERIFY(qGray(picture.pixel(40, 480)) < 100);
        QVERIFY(qGray(picture.pixel(1240, 480)) < 100);
    }

    void aPictureOfAFrame_sharesItsBytes_andHoldsIt()
    {
        QImage drawn(33, 20, QImage::Format_RGB32);
        drawn.fill(QColor(10, 20, 30));
        auto frame = frameOf(drawn, {}, 1);
        const std::weak_ptr<const Frame> watched = frame;
        auto picture = pictureOf(frame);
        QCOMPARE(static_cast<const void *>(picture.constBits()), static_cast<const void *>(frame->bytes().data()));
        QCOMPARE(picture.pixelColor(32, 19), QColor(10, 20, 30));
        frame.reset();
        QVERIFY(!watched.expired());
        picture = {};
        QVERIFY(watched.expired());
        QVERIFY(pictureOf(nullptr).isNull());
    }
};

QTEST_GUILESS_MAIN(SceneTest)
#include "tst_scene.moc"
