// SPDX-License-Identifier: Apache-2.0
// Real GStreamer behind the hub: drawn scenes, recorded pictures, a camera that goes and comes back. No device here has
// a camera; what v4l2 does with a real one is not tested by this.
#include <camera/camera_choice.h>
#include <camera/gst_camera.h>

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <gst/gst_frame_source.h>
#include <hub/hub_camera.h>

using namespace yz;
using namespace std::chrono_literals;

namespace {

CameraChoice drawn(Scene scene, QSize size = QSize(640, 480))
{
    CameraChoice choice;
    choice.kind = CameraChoice::Kind::Generated;
    choice.scene = scene;
    choice.size = size;
    return choice;
}

QString descriptionOf(const CameraChoice &choice)
{
    const auto description = sourceDescription(choice);
    return description ? QString::fromStdString(*description) : QString();
}

} // namespace

class GstCameraTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(prepareGStreamer()); }

    void theClockScene_tellsTheTime()
    {
        const auto camera = makeGstCamera(drawn(Scene::Clock), m_clock, m_log);
        const auto one = camera->subscribe({});
        std::uint32_t last = 0;
        for (int i = 0; i < 5; ++i) {
            const auto frame = one->wait(10s);
            QVERIFY(frame != nullptr);
            QCOMPARE(frame->size(), QSize(640, 480));
            const auto picture = pictureOf(frame);
            const auto clock = readClockBars(picture);
            QVERIFY(clock.has_value());
            QVERIFY(i == 0 || *clock != last);
            last = *clock;
            const auto blue = picture.pixelColor(600, 300);
            QVERIFY(blue.blue() > blue.red() && blue.blue() > blue.green());
            const auto red = picture.pixelColor(40, 300);
            QVERIFY(red.red() > red.blue() && red.red() > red.green());
        }
        QTRY_VERIFY(camera->status().state == CameraState::Live);
        QCOMPARE(camera->status().size, QSize(640, 480));
    }

    void anOddWidth_keepsItsRowsStraight()
    {
        const auto camera = makeGstCamera(drawn(Scene::Page, QSize(643, 481)), m_clock, m_log);
        const auto one = camera->subscribe({});
        const auto frame = one->wait(10s);
        QVERIFY(frame != nullptr);
        QCOMPARE(pictureOf(frame).convertToFormat(QImage::Format_RGB32), drawScene(Scene::Page, QSize(643, 481)));
    }

    void withTheLastSubscriber_theDeviceIsClosed()
    {
        // A file stands for the device: the kernel knows whether it is open.
        QTemporaryDir folder;
        const auto device = folder.filePath(QStringLiteral("device"));
        QFile file(device);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.resize(4 * 1024 * 1024));
        file.close();
        HubCamera camera(std::make_unique<GstFrameSource>(
                             "filesrc location=" + device.toStdString() +
                                 " ! rawvideoparse width=64 height=48 framerate=50/1 format=bgr ! clocksync",
                             m_clock),
                         m_clock, m_log);
        QVERIFY(!isOpenHere(device));
        for (int round = 0; round < 3; ++round) {
            auto one = camera.subscribe({});
            auto other = camera.subscribe({});
            QVERIFY(one->wait(10s) != nullptr);
            one.reset();
            QVERIFY(other->wait(10s) != nullptr);
            QVERIFY(isOpenHere(device));
            QTRY_VERIFY(camera.status().state == CameraState::Live);
            other.reset();
            QTRY_VERIFY(camera.status().state == CameraState::Off);
            QVERIFY(!isOpenHere(device)); // closed before it is called off
        }
    }

    void recordedPictures_areShownOneAfterTheOther_andAgain()
    {
        QTemporaryDir folder;
        record(folder, 3);
        auto choice = recorded(folder);
        const auto camera = makeGstCamera(choice, m_clock, m_log);
        const auto one = camera->subscribe({});
        QSet<int> seen;
        for (int i = 0; i < 60 && seen.size() < 3; ++i) {
            const auto frame = one->wait(10s);
            QVERIFY(frame != nullptr);
            QCOMPARE(frame->size(), QSize(160, 120));
            seen.insert((pictureOf(frame).pixelColor(80, 60).red() + 20) / 40);
        }
        QCOMPARE(seen.size(), 3);
        QVERIFY(one->wait(10s) != nullptr);
    }

    void aSourceThatEnds_isGone_andComesBackByItself()
    {
        QTemporaryDir folder;
        record(folder, 2);
        auto choice = recorded(folder);
        choice.isRepeated = false;
        HubTiming timing;
        timing.betweenOpenings = 20ms;
        HubCamera camera(std::make_unique<GstFrameSource>(sourceDescription(choice), m_clock), m_clock, m_log, timing);
        QSignalSpy changes(&camera, &Camera::statusChanged);
        auto one = camera.subscribe({});
        QTRY_VERIFY(camera.status().state == CameraState::Gone);
        QVERIFY(camera.status().error.fault == Fault::DeviceAbsent);
        QDir(folder.path()).removeRecursively();
        QTRY_VERIFY(camera.status().state == CameraState::Gone);
        QTRY_VERIFY(camera.status().error.detail.find("multifilesrc") != std::string::npos);
        QVERIFY(QDir().mkpath(folder.path()));
        record(folder, 40);
        QTRY_VERIFY(camera.status().state == CameraState::Live);
        QVERIFY(one->wait(10s) != nullptr);
    }

    void aCameraThatIsNotThere_isGone_withATechniciansLine()
    {
        CameraChoice choice;
        choice.device = "/dev/v4l/by-id/usb-nobody_has_this-video-index0";
        const auto camera = makeGstCamera(choice, m_clock, m_log);
        const auto one = camera->subscribe({});
        QTRY_VERIFY_WITH_TIMEOUT(camera->status().state == CameraState::Gone, 10000);
        QVERIFY(camera->status().error.fault == Fault::DeviceAbsent);
        QVERIFY(camera->status().error.detail.find("usb-nobody_has_this") != std::string::npos);
    }

    void aSourceThatSendsNothing_isStalled()
    {
        HubTiming timing;
        timing.firstFrameWithin = 50ms;
        HubCamera camera(
            std::make_unique<GstFrameSource>(
                std::string(
                    "appsrc is-live=true format=time caps=video/x-raw,format=BGR,width=64,height=48,framerate=30/1"),
                m_clock),
            m_clock, m_log, timing);
        const auto one = camera.subscribe({});
        QTRY_VERIFY(camera.status().state == CameraState::Stalled);
    }

    void aPipelineThatCannotBeMade_isUnsupported()
    {
        HubCamera camera(std::make_unique<GstFrameSource>(std::string("nosuchelement"), m_clock), m_clock, m_log);
        const auto one = camera.subscribe({});
        QTRY_VERIFY(camera.status().state == CameraState::Gone);
        QVERIFY(camera.status().error.fault == Fault::Unsupported);
        QVERIFY(camera.status().error.detail.find("nosuchelement") != std::string::npos);
    }

    void truncatedPictures_areLeftOut()
    {
        QTemporaryDir folder;
        record(folder, 6);
        for (const int broken : {1, 2}) {
            QFile file(folder.filePath(QStringLiteral("f%1.jpg").arg(broken)));
            QVERIFY(file.resize(file.size() / 3));
        }
        const auto camera = makeGstCamera(recorded(folder), m_clock, m_log);
        const auto one = camera->subscribe({});
        for (int i = 0; i < 8; ++i)
            QVERIFY(one->wait(10s) != nullptr);
    }

    void descriptions_sayHowACameraIsOpened()
    {
        CameraChoice choice;
        choice.device = "/dev/v4l/by-id/usb-Maker_Doc_Camera-video-index0";
        choice.size = QSize(2592, 1944);
        choice.framesPerSecond = 15;
        QCOMPARE(
            descriptionOf(choice),
            QStringLiteral("v4l2src device=\"/dev/v4l/by-id/usb-Maker_Doc_Camera-video-index0\" do-timestamp=true ! "
                           "image/jpeg,width=2592,height=1944,framerate=(fraction)[1/1,15/1] ! jpegdec max-errors=-1"));
        choice.encoding = CameraChoice::Encoding::Yuy2;
        QVERIFY(descriptionOf(choice).contains(QStringLiteral("video/x-raw,format=YUY2,width=2592")));
        QCOMPARE(descriptionOf(drawn(Scene::Page, QSize(320, 240))),
                 QStringLiteral("yizhanscene scene=1 ! video/x-raw,format=BGRx,width=320,height=240,framerate=30/1"));
    }

    void whatCouldBeReadOtherwise_isRefused()
    {
        CameraChoice choice;
        QVERIFY(sourceDescription(choice).failedWith(Fault::DeviceAbsent));
        for (const char *device : {"relative", "/dev/video0\" ! filesink location=/x", "/dev/a b", "/dev/%d"}) {
            choice.device = device;
            QVERIFY(sourceDescription(choice).failedWith(Fault::BadInput));
        }
        choice.device = "/dev/video0";
        QVERIFY(sourceDescription(choice));
        choice.framesPerSecond = 0;
        QVERIFY(sourceDescription(choice).failedWith(Fault::BadInput));
        choice.framesPerSecond = 30;
        choice.size = QSize(100000, 4);
        QVERIFY(sourceDescription(choice).failedWith(Fault::BadInput));
        CameraChoice files;
        files.kind = CameraChoice::Kind::Recorded;
        for (const char *pattern : {"/x/f.jpg", "/x/%d%d.jpg", "/x/%s.jpg", "/x/%99999d.jpg", "/x/%d.mp4", "/x/%"}) {
            files.files = pattern;
            QVERIFY2(sourceDescription(files).failedWith(Fault::BadInput), pattern);
        }
    }

private:
    static CameraChoice recorded(const QTemporaryDir &folder)
    {
        CameraChoice choice;
        choice.kind = CameraChoice::Kind::Recorded;
        choice.files = folder.filePath(QStringLiteral("f%d.jpg")).toStdString();
        choice.framesPerSecond = 50;
        return choice;
    }
    static void record(const QTemporaryDir &folder, int count)
    {
        for (int i = 0; i < count; ++i) {
            QImage picture(160, 120, QImage::Format_RGB32);
            picture.fill(QColor(40 * (i % 6), 60, 60));
            QVERIFY(picture.save(folder.filePath(QStringLiteral("f%1.jpg").arg(i)), "JPG", 95));
        }
    }
    static bool isOpenHere(const QString &path)
    {
        const QDir files(QStringLiteral("/proc/self/fd"));
        for (const auto &fd : files.entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot)) {
            if (QFile::symLinkTarget(files.filePath(fd)) == path)
                return true;
        }
        return false;
    }

    SystemClock m_clock;
    SilentEventLog m_log;
};

QTEST_GUILESS_MAIN(GstCameraTest)
#include "tst_gst_camera.moc"
