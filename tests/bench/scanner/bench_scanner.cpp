// SPDX-License-Identifier: Apache-2.0
// A page found and made straight per picture of five million points; how often the eye is right about drawn
// photographs; and codes read, against zbar on the same pictures.
#include "../figure.h"
#include "code_photographs.h"
#include "photograph_judge.h"

#include <camera/frame.h>

#include <QCommandLineParser>
#include <QFile>
#include <QGuiApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <scanner/code_reader.h>
#include <zbar.h>

#include <cstdio>
#include <functional>
#include <memory>
#include <opencv2/imgproc.hpp>

using namespace yz;
using namespace yz::bench;

namespace {

const QSize kFiveMillion(2592, 1944);
const QSize kSmaller(1296, 972);
constexpr std::uint32_t kTimed = 24;
constexpr std::uint32_t kJudged = 240;
constexpr std::uint32_t kCodes = 40;

double spent(const std::function<void()> &work)
{
    const auto before = cpuMilliseconds();
    work();
    return cpuMilliseconds() - before;
}

/** What nobody is spared: one straightening of the same picture to A4 at 200 to the inch. */
double bareWarp(const QImage &picture)
{
    const auto rows = picture.convertToFormat(QImage::Format_BGR888);
    const cv::Mat view(rows.height(), rows.width(), CV_8UC3, const_cast<uchar *>(rows.constBits()),
                       static_cast<std::size_t>(rows.bytesPerLine()));
    const cv::Point2f from[] = {{300, 200}, {2200, 260}, {2300, 1800}, {250, 1700}};
    const cv::Point2f to[] = {{0, 0}, {1653, 0}, {1653, 2338}, {0, 2338}};
    cv::Mat flat;
    return spent([&] { cv::warpPerspective(view, flat, cv::getPerspectiveTransform(from, to), cv::Size(1654, 2339)); });
}

void benchPages(QJsonArray &figures)
{
    PageEye eye;
    std::vector<double> looks;
    std::vector<double> takes;
    std::vector<double> warps;
    drawn::Tally tally;
    for (auto seed = drawn::kJudgingSeeds; seed < drawn::kJudgingSeeds + 2 * kTimed; ++seed) {
        const auto shot = drawn::photographOf(seed, kFiveMillion);
        tally.add(shot, drawn::judge(eye, shot));
        if (shot.fault)
            continue;
        const auto frame = frameOf(shot.picture, {}, 1);
        Result<PageSight> sight{PageSight{}};
        looks.push_back(spent([&] { sight = eye.look(rawOf(*frame)); }));
        warps.push_back(bareWarp(shot.picture));
        if (sight && sight->outline)
            takes.push_back(spent([&] { (void)eye.take(rawOf(*frame), *sight->outline); }));
    }
    const auto ms = QStringLiteral("ms CPU");
    const auto warp = QStringLiteral("one bare warpPerspective to A4");
    const int runs = static_cast<int>(looks.size());
    figures.append(
        figure(QStringLiteral("page found and judged, 2592x1944"), median(looks), ms, warp, median(warps), runs));
    figures.append(
        figure(QStringLiteral("page made straight and flat, 2592x1944"), median(takes), ms, warp, median(warps), runs));
    figures.append(figure(QStringLiteral("page found and taken, 2592x1944"), median(looks) + median(takes), ms, warp,
                          median(warps), runs));
    std::printf("2592x1944: %s\n", qPrintable(tally.words()));
    const auto percent = QStringLiteral("%");
    const auto wanted = QStringLiteral("wanted");
    figures.append(figure(QStringLiteral("pages taken well, 2592x1944"), 100 * tally.takenShare(), percent, wanted, 95,
                          tally.takeable()));
    figures.append(figure(QStringLiteral("pages refused rightly, 2592x1944"), 100 * tally.refusedShare(), percent,
                          wanted, 95, tally.refusable()));
}

void benchRates(QJsonArray &figures)
{
    PageEye eye;
    drawn::Tally tally;
    for (auto seed = drawn::kJudgingSeeds; seed < drawn::kJudgingSeeds + kJudged; ++seed) {
        const auto shot = drawn::photographOf(seed, kSmaller);
        tally.add(shot, drawn::judge(eye, shot));
    }
    std::printf("1296x972: %s\n", qPrintable(tally.words()));
    const auto percent = QStringLiteral("%");
    const auto wanted = QStringLiteral("wanted");
    figures.append(figure(QStringLiteral("pages taken well, 1296x972"), 100 * tally.takenShare(), percent, wanted, 95,
                          tally.takeable()));
    figures.append(figure(QStringLiteral("pages refused rightly, 1296x972"), 100 * tally.refusedShare(), percent,
                          wanted, 95, tally.refusable()));
    figures.append(figure(QStringLiteral("worst corner off, of the long side, 1296x972"),
                          100 * tally.middleCornerError(), percent, wanted, 100 * drawn::kMostCornerError,
                          tally.takeable()));
}

QByteArray byZbar(zbar::ImageScanner &scanner, const QImage &grey)
{
    zbar::Image image(static_cast<unsigned>(grey.width()), static_cast<unsigned>(grey.height()), "Y800",
                      grey.constBits(), static_cast<unsigned long>(grey.sizeInBytes()));
    scanner.scan(image);
    QByteArray found;
    for (auto symbol = image.symbol_begin(); symbol != image.symbol_end(); ++symbol)
        found = QByteArray::fromStdString(symbol->get_data());
    return found;
}

void benchCodes(QJsonArray &figures)
{
    zbar::ImageScanner scanner;
    scanner.set_config(zbar::ZBAR_NONE, zbar::ZBAR_CFG_ENABLE, 0);
    scanner.set_config(zbar::ZBAR_QRCODE, zbar::ZBAR_CFG_ENABLE, 1);
    std::vector<double> ours;
    std::vector<double> theirs;
    for (const auto &kind : codeCases()) {
        int read = 0;
        int readByZbar = 0;
        for (std::uint32_t seed = 1; seed <= kCodes; ++seed) {
            const auto content =
                QByteArray("YZ1:HRB07-261123-") + QByteArray::number(1000 + seed) + "-K:4cQ8nB1rT0yW2uE5";
            const auto picture = codePhotograph(kind, content, seed);
            Result<std::vector<QByteArray>> found{std::vector<QByteArray>()};
            ours.push_back(spent([&] { found = codesIn(picture); }));
            QByteArray other;
            theirs.push_back(spent([&] { other = byZbar(scanner, picture); }));
            const bool isRead = found && !found->empty();
            read += isRead && (!kind.isThere || found->front() == content) ? 1 : 0;
            readByZbar += !other.isEmpty() && (!kind.isThere || other == content) ? 1 : 0;
        }
        figures.append(figure(QStringLiteral("codes read, ") + kind.name, 100.0 * read / kCodes, QStringLiteral("%"),
                              QStringLiteral("zbar on the same pictures"), 100.0 * readByZbar / kCodes, kCodes));
    }
    figures.append(figure(QStringLiteral("looking for a code, 1280x720"), median(ours), QStringLiteral("ms CPU"),
                          QStringLiteral("zbar on the same pictures"), median(theirs), static_cast<int>(ours.size())));
}

} // namespace

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen"); // pages are drawn, windows are not
    QGuiApplication app(argc, argv);
    QCommandLineParser parser;
    const QCommandLineOption out(QStringLiteral("out"), QStringLiteral("Where the figures go."), QStringLiteral("file"),
                                 QStringLiteral(YIZHAN_BUILD_DIR "/../bench/scanner.json"));
    parser.addOption(out);
    parser.addHelpOption();
    parser.process(app);
    QJsonArray figures;
    benchPages(figures);
    benchRates(figures);
    benchCodes(figures);
    QFile file(parser.value(out));
    const QByteArray json = QJsonDocument(figures).toJson();
    if (!file.open(QIODevice::WriteOnly) || file.write(json) != json.size()) {
        std::fprintf(stderr, "bench_scanner: the figures could not be written\n");
        return 1;
    }
    return 0;
}
