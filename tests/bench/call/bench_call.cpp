// SPDX-License-Identifier: Apache-2.0
// What a call with a browser costs, against gst-launch with a pipeline of equal work in the same run; and how long it
// is from the finger on the button to the first picture of the other side.
#include "../figure.h"
#include "browser_agent.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QTest>

#include <call/child_call_process.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>
#include <optional>
#include <vector>

using namespace yz;
using bench::figure;

namespace {

constexpr int kMeasuredMs = 10'000;
constexpr int kCalls = 5;
constexpr int kFps = 30;

const char *const kPicture = "videotestsrc is-live=true pattern=smpte ! video/x-raw,format=BGR,width=640,height=480,"
                             "framerate=30/1";
const char *const kSound = "audiotestsrc is-live=true freq=440 volume=0.3 ! audio/x-raw,rate=48000,channels=1";

CallProgram program()
{
    CallProgram made;
    made.path = QStringLiteral(YIZHAN_BUILD_DIR "/yizhan-call");
    made.isLoopbackOnly = true;
    made.sources.video = QString::fromLatin1(kPicture);
    made.sources.audio = QString::fromLatin1(kSound);
    made.sources.speaker = QStringLiteral("fakesink sync=true async=false");
    made.sources.framesPerSecond = kFps;
    return made;
}

/** Of all threads of a process, in milliseconds; zero when there is none. */
double cpuOf(qint64 process)
{
    QFile file(QStringLiteral("/proc/%1/stat").arg(process));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const auto line = file.readAll();
    const auto words = line.mid(line.lastIndexOf(')') + 2).split(' ');
    return words.size() < 13 ? 0
                             : 1000.0 * (words[11].toDouble() + words[12].toDouble()) / double(sysconf(_SC_CLK_TCK));
}

/** What is measured runs meanwhile. */
double letRun(int milliseconds)
{
    QElapsedTimer timer;
    timer.start();
    (void)QTest::qWaitFor([&] { return timer.elapsed() >= milliseconds; }, 10 * milliseconds);
    return double(timer.elapsed()) / 1000;
}

/** The kiosk's end of calls with the one browser. */
class Caller : public QObject
{
public:
    explicit Caller(BrowserAgent &agent) : process(program())
    {
        agent.joinTo(process);
        connect(&process, &CallProcess::remoteFrame, this, [this](const QImage &frame) {
            ++frames;
            width = frame.width();
        });
    }

    /** Milliseconds from the call to its first picture; nothing when none came. */
    std::optional<double> firstPicture()
    {
        frames = 0;
        QElapsedTimer timer;
        timer.start();
        process.start({});
        if (!QTest::qWaitFor([this] { return frames > 0; }, 30'000))
            return {};
        return double(timer.nsecsElapsed()) / 1e6;
    }
    void end()
    {
        process.stop();
        letRun(300); // the devices are given back
    }

    ChildCallProcess process;
    int frames = 0;
    int width = 0;
};

bool benchFirstPicture(BrowserAgent &agent, QJsonArray &figures)
{
    std::vector<double> cold;
    std::vector<double> first;
    std::vector<double> later;
    for (int i = 0; i < kCalls; ++i) {
        Caller caller(agent);
        const auto time = caller.firstPicture();
        if (!time)
            return false;
        cold.push_back(*time);
    }
    for (int i = 0; i < kCalls; ++i) {
        Caller caller(agent);
        caller.process.warm();
        // It says when it is ready only to its kiosk; a second is more than it takes.
        letRun(1500);
        for (auto *times : {&first, &later}) {
            const auto time = caller.firstPicture();
            if (!time)
                return false;
            times->push_back(*time);
            caller.end();
        }
    }
    const auto ms = QStringLiteral("ms");
    const auto limit = QStringLiteral("when waiting is felt");
    figures.append(figure(QStringLiteral("first remote frame, the process not yet started"), bench::median(cold), ms,
                          limit, 1000, kCalls));
    figures.append(figure(QStringLiteral("first remote frame, process warm, its first call"), bench::median(first), ms,
                          limit, 1000, kCalls));
    figures.append(figure(QStringLiteral("first remote frame, process warm, its second call"), bench::median(later), ms,
                          limit, 1000, kCalls));
    return true;
}

struct Cost
{
    double process = 0; ///< milliseconds of processor a second
    double kiosk = 0;
    double fps = 0;
};

std::optional<Cost> costOfCall(BrowserAgent &agent)
{
    Caller caller(agent);
    // The rate rises from its start meanwhile, and the browser's picture to its full size.
    if (!caller.firstPicture() ||
        !QTest::qWaitFor([&] { return caller.frames > 8 * kFps && caller.width == 640; }, 30'000))
        return {};
    const auto pid = caller.process.processId();
    const double before = cpuOf(pid);
    const double own = bench::cpuMilliseconds();
    const int frames = caller.frames;
    const double seconds = letRun(kMeasuredMs);
    return Cost{(cpuOf(pid) - before) / seconds, (bench::cpuMilliseconds() - own) / seconds,
                (caller.frames - frames) / seconds};
}

double childrensCpu()
{
    rusage usage{};
    getrusage(RUSAGE_CHILDREN, &usage);
    const auto milliseconds = [](const timeval &time) {
        return double(time.tv_sec) * 1e3 + double(time.tv_usec) / 1e3;
    };
    return milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime);
}

/** Encoded, packed, unpacked, decoded and shown to nobody, both picture and sound; the own small picture, too. No
 *  encryption, no network. Its start is taken off by a shorter run. */
std::optional<double> costOfLaunch()
{
    const auto run = [](int seconds) -> double {
        const auto line =
            QString::fromLatin1(kPicture).replace(QStringLiteral("is-live=true"),
                                                  QStringLiteral("is-live=true num-buffers=%1").arg(seconds * kFps)) +
            QStringLiteral(
                " ! queue ! videoconvert ! video/x-raw,format=I420 ! tee name=own own. ! queue ! vp8enc deadline=1 "
                "cpu-used=8 threads=1 end-usage=cbr lag-in-frames=0 error-resilient=partitions keyframe-max-dist=120 "
                "target-bitrate=800000 ! rtpvp8pay ! rtpvp8depay ! vp8dec ! queue ! videoconvert ! "
                "video/x-raw,format=BGRx ! fakesink own. ! queue ! videoscale ! videoconvert ! "
                "video/x-raw,format=BGRx,width=320,height=240 ! fakesink ") +
            QString::fromLatin1(kSound).replace(
                QStringLiteral("is-live=true"),
                QStringLiteral("is-live=true samplesperbuffer=480 num-buffers=%1").arg(seconds * 100)) +
            QStringLiteral(" ! opusenc bitrate=32000 inband-fec=true audio-type=voice ! rtpopuspay ! rtpopusdepay ! "
                           "opusdec ! audioconvert ! fakesink");
        const double before = childrensCpu();
        const int code = QProcess::execute(QStringLiteral("gst-launch-1.0"),
                                           QStringList{QStringLiteral("-q")} + line.split(u' ', Qt::SkipEmptyParts));
        return code == 0 ? childrensCpu() - before : 0;
    };
    const double shorter = run(2);
    const double longer = run(2 + kMeasuredMs / 1000);
    if (shorter <= 0 || longer <= shorter)
        return {};
    return (longer - shorter) / (kMeasuredMs / 1000.0);
}

bool benchCost(BrowserAgent &agent, QJsonArray &figures)
{
    const auto launchBefore = costOfLaunch();
    const auto call = costOfCall(agent);
    const auto launchAfter = costOfLaunch();
    if (!call || !launchBefore || !launchAfter)
        return false;
    const double launch = (*launchBefore + *launchAfter) / 2;
    const auto unit = QStringLiteral("ms CPU per s");
    figures.append(figure(QStringLiteral("a call, 640x480 at 30 a second both ways"), call->process + call->kiosk, unit,
                          QStringLiteral("gst-launch, equal work without network"), launch, 1));
    figures.append(figure(QStringLiteral("of it in the kiosk itself"), call->kiosk, unit,
                          QStringLiteral("the whole call"), call->process + call->kiosk, 1));
    figures.append(figure(QStringLiteral("pictures received meanwhile"), call->fps, QStringLiteral("per s"),
                          QStringLiteral("sent"), kFps, 1));
    return true;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    const QCommandLineOption out(QStringLiteral("out"), QStringLiteral("Where the figures go."), QStringLiteral("file"),
                                 QStringLiteral(YIZHAN_BUILD_DIR "/../bench/call.json"));
    parser.addOption(out);
    parser.addHelpOption();
    parser.process(app);
    if (BrowserAgent::program().isEmpty()) {
        std::fprintf(stderr, "bench_call: chromium is absent: no call can be measured\n");
        return 1;
    }
    BrowserAgent agent;
    QJsonArray figures;
    const bool isWhole = agent.open() && QTest::qWaitFor([&] { return agent.isHere; }, 60'000) &&
                         benchFirstPicture(agent, figures) && benchCost(agent, figures);
    QFile file(parser.value(out));
    const QByteArray json = QJsonDocument(figures).toJson();
    if (!isWhole || !file.open(QIODevice::WriteOnly) || file.write(json) != json.size()) {
        std::fprintf(stderr, "bench_call: the figures could not be taken or written\n");
        return 1;
    }
    return 0;
}
