// SPDX-License-Identifier: Apache-2.0
// Presence: a drawn head is found, an empty hall is not; the mind changes slowly, and never on a camera that is blind.
#include <camera/fake_camera.h>
#include <camera/presence_watch.h>

#include <QFile>
#include <QSignalSpy>
#include <QTest>

#include <fakes/manual_clock.h>

using namespace yz;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(yz::Presence)

class PresenceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneLook_isNotBelieved()
    {
        PresenceJudge judge;
        const auto start = m_clock.now();
        QVERIFY(judge.look(true, start) == Presence::Unknown);
        QVERIFY(judge.look(false, start + 250ms) == Presence::Unknown);
        QVERIFY(judge.look(true, start + 500ms) == Presence::Unknown);
        QVERIFY(judge.look(true, start + 750ms) == Presence::Somebody);
    }

    void lookingDown_isNoLeaving()
    {
        PresenceJudge judge;
        const auto start = m_clock.now();
        judge.look(true, start);
        judge.look(true, start + 250ms);
        QVERIFY(judge.look(false, start + 3249ms) == Presence::Somebody);
        QVERIFY(judge.look(true, start + 3250ms) == Presence::Somebody);
        QVERIFY(judge.look(false, start + 6249ms) == Presence::Somebody);
        QVERIFY(judge.look(false, start + 6250ms) == Presence::Nobody);
    }

    void anEmptyHall_isCalledEmptyAfterAWhile()
    {
        PresenceJudge judge;
        QVERIFY(judge.look(false, m_clock.now()) == Presence::Unknown);
        QVERIFY(judge.look(false, m_clock.now() + 3s) == Presence::Nobody);
        judge.forget();
        QVERIFY(judge.presence() == Presence::Unknown);
    }

    void somebodyComes_andGoes()
    {
        FakeCamera camera(m_clock);
        PresenceWatch watch(camera);
        QSignalSpy changes(&watch, &PresenceWatch::changed);
        QVERIFY(camera.status().state == CameraState::Off);
        watch.start();
        QVERIFY(camera.status().state == CameraState::Live);
        look(camera, Scene::Face, watch, Presence::Somebody);
        look(camera, Scene::Empty, watch, Presence::Nobody);
        QCOMPARE(changes.size(), 2);
        look(camera, Scene::Face, watch, Presence::Somebody);
        watch.stop();
        QVERIFY(camera.status().state == CameraState::Off);
        QVERIFY(watch.presence() == Presence::Unknown);
    }

    void aPageOrAPattern_isNobody()
    {
        for (const auto scene : {Scene::Page, Scene::Clock}) {
            FakeCamera camera(m_clock);
            PresenceWatch watch(camera);
            watch.start();
            look(camera, scene, watch, Presence::Nobody);
        }
    }

    void aBlindCamera_saysNothingAboutPeople()
    {
        FakeCamera camera(m_clock);
        PresenceWatch watch(camera);
        watch.start();
        look(camera, Scene::Face, watch, Presence::Somebody);
        camera.become(CameraState::Gone);
        QVERIFY(watch.presence() == Presence::Unknown);
        camera.become(CameraState::Live);
        look(camera, Scene::Face, watch, Presence::Somebody);
        camera.become(CameraState::Stalled);
        QVERIFY(watch.presence() == Presence::Unknown);
    }

    void withoutACascade_theCameraIsNotOnForNothing()
    {
        FakeCamera camera(m_clock);
        PresenceChoice choice;
        choice.cascade = "/nowhere.xml";
        PresenceWatch watch(camera, choice);
        QSignalSpy failures(&watch, &PresenceWatch::failed);
        watch.start();
        QTRY_COMPARE(failures.size(), 1);
        QVERIFY(camera.status().state == CameraState::Off);
        QVERIFY(watch.presence() == Presence::Unknown);
    }

    void noPicture_isKept()
    {
        FakeCamera camera(m_clock);
        PresenceWatch watch(camera);
        auto probe = camera.subscribe({});
        watch.start();
        camera.show(drawScene(Scene::Face, QSize(640, 480)));
        auto frame = probe->take();
        QVERIFY(frame != nullptr);
        const std::weak_ptr<const Frame> watched = frame;
        frame.reset();
        QTRY_VERIFY(watched.expired()); // the watch has looked, and let go
    }

    /** See cmake/YizhanOpenCv.cmake. */
    void openCv_bringsNoOtherDatabaseIntoTheProcess()
    {
        QFile maps(QStringLiteral("/proc/self/maps"));
        QVERIFY(maps.open(QIODevice::ReadOnly));
        const auto loaded = maps.readAll();
        QVERIFY(loaded.contains("libopencv_objdetect"));
        for (const char *name :
             {"sqlite3", "libgdal", "libQt5", "opencv_imgcodecs", "opencv_videoio", "opencv_highgui"})
            QVERIFY2(!loaded.contains(name), name);
    }

private:
    /** Shows the scene until the watch says so, with the clock going on between the pictures. */
    void look(FakeCamera &camera, Scene scene, const PresenceWatch &watch, Presence expected)
    {
        const auto picture = drawScene(scene, QSize(640, 480));
        QVERIFY(QTest::qWaitFor([&] {
            m_clock.advance(250ms);
            camera.show(picture);
            return watch.presence() == expected;
        }));
    }

    ManualClock m_clock;
};

QTEST_GUILESS_MAIN(PresenceTest)
#include "tst_presence.moc"
