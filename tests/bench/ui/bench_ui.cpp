// SPDX-License-Identifier: Apache-2.0
// What the screens cost: the first frame against a bare widget's, and turning from page to page.
#include "../figure.h"
#include "booth/samples.h"
#include "first_frame.h"

#include <ui/input_engine.h>
#include <ui/shell.h>

#include <QApplication>
#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

#include <algorithm>
#include <cstdio>

using namespace yz;

namespace {

constexpr int kStarts = 25;
constexpr int kRounds = 30;
constexpr double kFrame = 16.7;

double at(std::vector<double> values, double share)
{
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

QJsonObject figure(const QString &name, double value, const QString &against, double againstValue, int runs)
{
    return bench::figure(name, value, QStringLiteral("ms"), against, againstValue, runs);
}

/** CPU time to the first frame, told by a child process; negative when it did not come so far. */
double firstFrameOf(const char *program, const QStringList &arguments)
{
    QProcess child;
    child.setProcessChannelMode(QProcess::SeparateChannels);
    child.start(QString::fromLocal8Bit(program), arguments);
    if (!child.waitForFinished(30000) || child.exitCode() != 0)
        return -1;
    return QString::fromLatin1(child.readAllStandardOutput()).trimmed().toDouble();
}

bool coldStart(QJsonArray &figures)
{
    std::vector<double> floor;
    std::vector<double> home;
    for (int i = 0; i < kStarts; ++i) { // by turns, so that what else the machine does falls on both
        floor.push_back(firstFrameOf(YIZHAN_FLOOR_WINDOW, {}));
        home.push_back(firstFrameOf(YIZHAN_HOME_WINDOW, {QStringLiteral(YIZHAN_BUILD_DIR "/pinyin.blob")}));
        if (floor.back() <= 0 || home.back() <= 0)
            return false;
    }
    figures.append(figure(QStringLiteral("first frame of the shell on Home, CPU time, median"), at(home, 0.5),
                          QStringLiteral("bare widget with one line of Chinese, in the same run"), at(floor, 0.5),
                          kStarts));
    return true;
}

/** Every sample after every other: from the view to the painted page. */
void pageSwitches(QJsonArray &figures, const InputEngine &words, bool portrait)
{
    Shell shell({portrait ? QSize(1080, 1920) : QSize(1920, 1080), 0.248}, words);
    const std::vector<SampleScreen> samples = sampleScreens();
    shell.show(samples.front().view);
    shell.show();
    QCoreApplication::processEvents();
    std::vector<double> wall;
    std::vector<double> cpu;
    for (int round = 0; round < kRounds; ++round) {
        for (const SampleScreen &sample : samples) {
            if (std::holds_alternative<WorkingView>(sample.view.page) || sample.view.elder)
                continue; // shown after a moment; another size is another stage
            QElapsedTimer timer;
            timer.start();
            const double before = bench::cpuMilliseconds(CLOCK_THREAD_CPUTIME_ID);
            shell.show(sample.view);
            QCoreApplication::processEvents();
            // Nobody runs an event loop here, which alone would do it: what was replaced goes before the next page.
            const double spent = static_cast<double>(timer.nsecsElapsed()) / 1e6;
            const double worked = bench::cpuMilliseconds(CLOCK_THREAD_CPUTIME_ID) - before;
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
            if (round > 0) { // the first round fills the caches of glyphs and sheets
                wall.push_back(spent);
                cpu.push_back(worked);
            }
        }
    }
    const QString shape = portrait ? QStringLiteral("1080x1920") : QStringLiteral("1920x1080");
    const QString frame = QStringLiteral("a frame at 60 Hz");
    const int runs = static_cast<int>(wall.size());
    figures.append(
        figure(QStringLiteral("page switch, raster %1, p99").arg(shape), at(wall, 0.99), frame, kFrame, runs));
    figures.append(
        figure(QStringLiteral("page switch, raster %1, CPU time, p99").arg(shape), at(cpu, 0.99), frame, kFrame, runs));
    figures.append(
        figure(QStringLiteral("page switch, raster %1, median").arg(shape), at(wall, 0.5), frame, kFrame, runs));
}

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    QApplication::setCursorFlashTime(0);
    QCommandLineParser parser;
    parser.addOption({QStringLiteral("out"), QStringLiteral("Where the figures go."), QStringLiteral("file")});
    parser.process(app);

    QJsonArray figures;
    if (!coldStart(figures)) {
        std::fputs("bench_ui: a child process did not come to its first frame\n", stderr);
        return 1;
    }
    const auto words = openPinyinEngine(QStringLiteral(YIZHAN_BUILD_DIR "/pinyin.blob"));
    if (!words) {
        std::fputs("bench_ui: no dictionary\n", stderr);
        return 1;
    }
    pageSwitches(figures, **words, true);
    pageSwitches(figures, **words, false);
    QFile out(parser.value(QStringLiteral("out")));
    if (!out.open(QIODevice::WriteOnly) || out.write(QJsonDocument(figures).toJson()) < 0) {
        std::fputs("bench_ui: --out cannot be written\n", stderr);
        return 1;
    }
    return 0;
}
