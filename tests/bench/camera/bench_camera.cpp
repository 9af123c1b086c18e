// SPDX-License-Identifier: Apache-2.0
// What it costs to share a camera: handing a picture round, the hub against gst-launch with the same pipeline in the
// same run, wiping, and watching for people as a share of a core.
#include <camera/camera_choice.h>
#include <camera/frame_hub.h>
#include <camera/scene.h>

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

#include <gst/gst_frame_source.h>
#include <hub/frame_fan.h>
#include <presence/face_finder.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <functional>
#include <vector>

using namespace yz;
using namespace std::chrono_literals;

namespace {

constexpr int kRuns = 300;
constexpr int kSubscribers = 5; // preview, presence, capture, codes, call
constexpr int kPictures = 300;  // ten seconds at thirty a second
constexpr double kLooksPerSecond = 4;
const QSize kSize(1280, 720);

double median(int runs, const std::function<void()> &work)
{
    std::vector<double> times;
    QElapsedTimer timer;
    for (int i = 0; i < runs; ++i) {
        timer.start();
        work();
        times.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    std::nth_element(times.begin(), times.begin() + runs / 2, times.end());
    return times[static_cast<std::size_t>(runs / 2)];
}

QJsonObject figure(const QString &name, double value, const QString &unit, const QString &against, double againstValue,
                   int runs)
{
    std::printf("%-56s %10.4f %s  against %s %.4f\n", qPrintable(name), value, qPrintable(unit), qPrintable(against),
                againstValue);
    return {{QStringLiteral("figure"), name},
            {QStringLiteral("value"), value},
            {QStringLiteral("unit"), unit},
            {QStringLiteral("against"), against},
            {QStringLiteral("against_value"), againstValue},
            {QStringLiteral("ratio"), againstValue > 0 ? value / againstValue : 0},
            {QStringLiteral("runs"), runs}};
}

double cpuMilliseconds(int who)
{
    rusage usage{};
    getrusage(who, &usage);
    const auto milliseconds = [](const timeval &time) {
        return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
    };
    return milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime);
}

/** Handing one picture to all, against copying it once, which each of them would have to do otherwise. */
void benchFan(QJsonArray &figures)
{
    const SystemClock clock;
    const auto frame = frameOf(drawScene(Scene::Clock, kSize), clock.now(), 1);
    const auto fan = std::make_shared<FrameFan>(); // shared: with its subscriptions
    std::vector<std::unique_ptr<FrameSubscription>> all;
    for (int i = 0; i < kSubscribers; ++i)
        all.push_back(fan->subscribe({}));
    const auto offering = median(kRuns, [&] {
        fan->offer(frame, clock.now());
        for (const auto &one : all)
            (void)one->take();
    });
    std::vector<std::byte> copy(frame->bytes().size());
    const auto copying = median(kRuns, [&] { std::memcpy(copy.data(), frame->bytes().data(), copy.size()); });
    const auto ms = QStringLiteral("ms");
    figures.append(figure(QStringLiteral("one picture to five subscribers and taken, 1280x720"), offering, ms,
                          QStringLiteral("copying it once"), copying, kRuns));
    const auto wiping = median(kRuns, [&] { const Frame gone(kSize, clock.now(), 1); });
    figures.append(figure(QStringLiteral("a picture's memory got, wiped and given back, 1280x720"), wiping, ms,
                          QStringLiteral("copying it once"), copying, kRuns));
}

const char *const kSource = "videotestsrc is-live=true pattern=smpte ! video/x-raw,format=I420,width=1280,height=720,"
                            "framerate=30/1";

/** Ten seconds of a live camera through the hub, with five who look; nothing when a picture stays away. */
double hubCpu()
{
    const SystemClock clock;
    SilentEventLog log;
    FrameHub hub(std::make_unique<GstFrameSource>(std::string(kSource), clock), clock, log,
                 [](const CameraStatus &) {});
    std::vector<std::unique_ptr<FrameSubscription>> all;
    for (int i = 0; i < kSubscribers; ++i)
        all.push_back(hub.subscribe({}));
    if (!all.front()->wait(10s))
        return 0;
    const auto before = cpuMilliseconds(RUSAGE_SELF);
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < kPictures; ++i) {
        if (!all.front()->wait(2s))
            return 0;
        for (const auto &one : all)
            (void)one->take();
    }
    return (cpuMilliseconds(RUSAGE_SELF) - before) / (static_cast<double>(timer.elapsed()) / 1e3);
}

/** The same pipeline with nobody at its end, by gst-launch; its start is taken off by a shorter run. */
double launchCpu()
{
    const auto run = [](int pictures) {
        const auto before = cpuMilliseconds(RUSAGE_CHILDREN);
        const auto line =
            QString::fromLatin1(kSource).replace(QStringLiteral("videotestsrc"),
                                                 QStringLiteral("videotestsrc num-buffers=%1").arg(pictures)) +
            QStringLiteral(" ! videoconvert n-threads=1 ! video/x-raw,format=BGR ! fakesink sync=false");
        const auto code = QProcess::execute(QStringLiteral("gst-launch-1.0"),
                                            QStringList{QStringLiteral("-q")} + line.split(u' ', Qt::SkipEmptyParts));
        return code == 0 ? cpuMilliseconds(RUSAGE_CHILDREN) - before : 0;
    };
    const auto shorter = run(30);
    const auto longer = run(30 + kPictures);
    return shorter > 0 && longer > shorter ? (longer - shorter) / (kPictures / 30.0) : 0;
}

bool benchHub(QJsonArray &figures)
{
    const auto hub = hubCpu();
    const auto launch = launchCpu();
    figures.append(figure(QStringLiteral("hub with five subscribers, 1280x720 at 30 a second"), hub,
                          QStringLiteral("ms CPU per s"), QStringLiteral("gst-launch, the same pipeline, fakesink"),
                          launch, 1));
    return hub > 0 && launch > 0;
}

bool benchPresence(QJsonArray &figures)
{
    FaceFinder finder;
    if (!finder.load("/usr/share/opencv4/lbpcascades/lbpcascade_frontalface_improved.xml"))
        return false;
    const std::pair<Scene, const char *> scenes[] = {
        {Scene::Face, "a head"}, {Scene::Empty, "an empty hall"}, {Scene::Page, "a page"}, {Scene::Clock, "a pattern"}};
    for (const auto &[scene, words] : scenes) {
        const auto frame = frameOf(drawScene(scene, kSize), {}, 1);
        const auto look = median(100, [&] { (void)finder.sees(*frame); });
        figures.append(figure(QStringLiteral("watching for people, %1, share of a core").arg(QLatin1String(words)),
                              look * kLooksPerSecond / 10, QStringLiteral("%"), QStringLiteral("target"), 5, 100));
    }
    return true;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    const QCommandLineOption out(QStringLiteral("out"), QStringLiteral("Where the figures go."), QStringLiteral("file"),
                                 QStringLiteral(YIZHAN_BUILD_DIR "/../bench/camera.json"));
    parser.addOption(out);
    parser.addHelpOption();
    parser.process(app);
    QJsonArray figures;
    benchFan(figures);
    const bool isWhole = benchHub(figures) && benchPresence(figures);
    QFile file(parser.value(out));
    const QByteArray json = QJsonDocument(figures).toJson();
    if (!isWhole || !file.open(QIODevice::WriteOnly) || file.write(json) != json.size()) {
        std::fprintf(stderr, "bench_camera: the figures could not be taken or written\n");
        return 1;
    }
    return 0;
}
