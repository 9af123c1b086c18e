// SPDX-License-Identifier: Apache-2.0
// The puppet keeps the contract of a camera, and its language says what it cannot understand.
#include <camera/fake_camera.h>

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <fakes/manual_clock.h>

using namespace yz;

class FakeCameraTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itIsOff_whileNobodyLooks()
    {
        FakeCamera camera(m_clock);
        QVERIFY(camera.status().state == CameraState::Off);
        auto one = camera.subscribe({});
        QVERIFY(camera.status().state == CameraState::Live);
        QVERIFY(one->take() != nullptr);
        one.reset();
        QVERIFY(camera.status().state == CameraState::Off);
    }

    void whatIsShown_isSeen_nowAndByWhoComesLater()
    {
        FakeCamera camera(m_clock);
        auto one = camera.subscribe({});
        tell(camera, "camera show page");
        QCOMPARE(pictureOf(one->take()).convertToFormat(QImage::Format_RGB32), drawScene(Scene::Page, QSize(640, 480)));
        QVERIFY(one->take() == nullptr);
        auto later = camera.subscribe({});
        QCOMPARE(pictureOf(later->take()).convertToFormat(QImage::Format_RGB32),
                 drawScene(Scene::Page, QSize(640, 480)));
        tell(camera, "camera show face every=1");
        for (int i = 0; i < 3; ++i) {
            QVERIFY(QTest::qWaitFor([&] { return later->take() != nullptr; }));
        }
    }

    void aPictureFromAFile_isShown()
    {
        QTemporaryDir folder;
        const auto file = folder.filePath(QStringLiteral("two words.png"));
        QImage drawn(40, 30, QImage::Format_RGB32);
        drawn.fill(Qt::red);
        QVERIFY(drawn.save(file));
        FakeCamera camera(m_clock);
        auto one = camera.subscribe({});
        tell(camera, "camera picture \"" + file.toStdString() + "\"");
        QCOMPARE(one->take()->size(), QSize(40, 30));
        QVERIFY(camera.obey(*parseCameraLine("camera picture /nowhere.png")).failedWith(Fault::BadInput));
    }

    void stallingAndUnplugging_areToldAsARealCameraTellsThem()
    {
        FakeCamera camera(m_clock);
        QSignalSpy changes(&camera, &Camera::statusChanged);
        tell(camera, "camera stall");
        QCOMPARE(changes.size(), 0); // nobody looks
        auto one = camera.subscribe({});
        QVERIFY(camera.status().state == CameraState::Stalled);
        QVERIFY(one->take() == nullptr);
        tell(camera, "camera gone DeviceBusy");
        QVERIFY(camera.status().state == CameraState::Gone);
        QVERIFY(camera.status().error.fault == Fault::DeviceBusy);
        tell(camera, "camera gone");
        QVERIFY(camera.status().error.fault == Fault::DeviceAbsent);
        tell(camera, "camera ready");
        QVERIFY(camera.status().state == CameraState::Live);
        QVERIFY(one->take() != nullptr);
        QCOMPARE(changes.size(), 4);
    }

    void aSubscription_mayOutliveThePuppet()
    {
        auto camera = std::make_unique<FakeCamera>(m_clock);
        auto one = camera->subscribe({});
        camera.reset();
        one.reset();
    }

    void whatItCannotUnderstand_isNamed_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("named");
        QTest::newRow("another device") << QByteArray("card lay") << QByteArray("card lay");
        QTest::newRow("no word") << QByteArray("camera") << QByteArray("camera");
        QTest::newRow("another word") << QByteArray("camera dance") << QByteArray("dance");
        QTest::newRow("another scene") << QByteArray("camera show moon") << QByteArray("moon");
        QTest::newRow("no period") << QByteArray("camera show page every=x") << QByteArray("every=x");
        QTest::newRow("a period of zero") << QByteArray("camera show page every=0") << QByteArray("every=0");
        QTest::newRow("a word too many") << QByteArray("camera show page twice") << QByteArray("twice");
        QTest::newRow("no such fault") << QByteArray("camera gone Fishing") << QByteArray("Fishing");
    }
    void whatItCannotUnderstand_isNamed()
    {
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, named);
        const auto order = parseCameraLine(line.toStdString());
        QVERIFY(order.failedWith(Fault::BadInput));
        QVERIFY(order.error().detail.find(named.toStdString()) != std::string::npos);
    }

private:
    void tell(FakeCamera &camera, const std::string &line)
    {
        const auto order = parseCameraLine(line);
        QVERIFY2(order, line.c_str());
        QVERIFY(camera.obey(*order));
    }

    ManualClock m_clock;
};

QTEST_GUILESS_MAIN(FakeCameraTest)
#include "tst_fake_camera.moc"
