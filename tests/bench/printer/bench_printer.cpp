// SPDX-License-Identifier: Apache-2.0
// What a slip costs before its first byte goes out, against a plain drawing of the same text; and what an idle printer
// costs while it is watched. The watching runs on the emulated bus, so the program itself runs in yizhan-world.
#include "../figure.h"

#include <core/event_log.h>
#include <printer/escpos_printer.h>
#include <printer/receipt_raster.h>
#include <wire/usb_host.h>

#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QGuiApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPainter>
#include <QTest>
#include <QTimer>

#include <drivers/printer/sample_slip.h>
#include <escpos_frames.h>
#include <world/world_control.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <functional>

using namespace yz;
using namespace std::chrono_literals;

namespace {

using bench::cpuMilliseconds;
using bench::figure;

constexpr int kRuns = 200;
constexpr int kIdleSeconds = 22; // at least two looks at the printer

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

/** Every piece of text of the slip, drawn with drawText at one place after the other: no layout, no code, no dots. */
void drawPlainly(const PrintDocument &slip, const QSize &size)
{
    QImage image(size, QImage::Format_Grayscale8);
    image.fill(Qt::white);
    QPainter painter(&image);
    QFont font(QStringLiteral("Noto Sans CJK SC"));
    font.setPixelSize(32);
    font.setHintingPreference(QFont::PreferNoHinting);
    painter.setFont(font);
    int y = 0;
    for (const auto &block : slip.blocks) {
        const auto draw = [&](const QString &text) {
            painter.drawText(QRect(8, y, size.width() - 16, size.height()), Qt::TextWrapAnywhere, text);
        };
        if (const auto *line = std::get_if<PrintDocument::Line>(&block))
            draw(line->text);
        if (const auto *pair = std::get_if<PrintDocument::Pair>(&block)) {
            draw(pair->label);
            draw(pair->value);
        }
        y += 45;
    }
}

void benchSlip(QJsonArray &figures)
{
    const auto slip = sampleSlip();
    for (const int dots : {576, 384}) {
        const auto paper = PaperProfile::forDots(dots);
        QElapsedTimer timer;
        timer.start();
        const auto image = renderReceipt(slip, paper);
        const auto cold = static_cast<double>(timer.nsecsElapsed()) / 1e6;
        if (!image)
            return;
        const auto size = image->size();
        const auto whole = median(kRuns, [&] { (void)escpos::SlipStream(*renderReceipt(slip, paper)); });
        const auto encoding = median(kRuns, [&] { (void)escpos::SlipStream(*image); });
        const auto plain = median(kRuns, [&] { drawPlainly(slip, size); });
        const auto name = QStringLiteral(", %1 dots").arg(dots);
        const auto ms = QStringLiteral("ms");
        if (figures.isEmpty())
            figures.append(
                figure(QStringLiteral("first slip, fonts not yet loaded"), cold, ms, QStringLiteral("target"), 30, 1));
        figures.append(
            figure(QStringLiteral("slip raster and encode") + name, whole, ms, QStringLiteral("target"), 30, kRuns));
        figures.append(figure(QStringLiteral("slip raster and encode") + name, whole, ms,
                              QStringLiteral("plain drawText of the same text"), plain, kRuns));
        figures.append(
            figure(QStringLiteral("encode alone") + name, encoding, ms, QStringLiteral("the whole"), whole, kRuns));
    }
}

bool benchBus(QJsonArray &figures)
{
    world::WorldControl world;
    if (!world.connected() || !world.say("plug printer"))
        return false;
    const SystemClock clock;
    SilentEventLog log;
    auto usb = UsbHost::create(clock);
    if (!usb)
        return false;
    const auto printer = makeEscPosPrinter(**usb, clock, log, PaperProfile::forDots(576));
    if (!QTest::qWaitFor([&] { return printer->status().canPrint(); }, 10000))
        return false;
    bool isConfirmed = false;
    int finished = 0;
    QObject::connect(printer.get(), &ReceiptPrinter::finished, printer.get(),
                     [&](PrintRequestId, const PrintReport &report) {
                         isConfirmed = report.outcome == PrintOutcome::Confirmed;
                         ++finished;
                     });
    constexpr int kSlips = 20;
    const auto one = median(kSlips, [&] {
        const int before = finished;
        printer->print(sampleSlip(), 5s);
        (void)QTest::qWaitFor([&] { return finished > before; }, 20000);
    });
    figures.append(figure(QStringLiteral("print() to Confirmed, a printer that needs no time"), one,
                          QStringLiteral("ms"), QStringLiteral("a person's patience"), 1000, kSlips));
    const auto before = cpuMilliseconds();
    QEventLoop loop; // as the kiosk waits: asleep in its event loop
    QTimer::singleShot(kIdleSeconds * 1000, &loop, &QEventLoop::quit);
    loop.exec();
    figures.append(figure(QStringLiteral("watching an idle printer"), (cpuMilliseconds() - before) / kIdleSeconds,
                          QStringLiteral("ms CPU per s"), QStringLiteral("target"), 2, 1));
    return isConfirmed;
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QGuiApplication app(argc, argv);
    QCommandLineParser parser;
    const QCommandLineOption out(QStringLiteral("out"), QStringLiteral("Where the figures go."), QStringLiteral("file"),
                                 QStringLiteral(YIZHAN_BUILD_DIR "/../bench/printer.json"));
    parser.addOption(out);
    parser.addHelpOption();
    parser.process(app);
    QJsonArray figures;
    benchSlip(figures);
    const bool isWhole = benchBus(figures);
    QFile file(parser.value(out));
    const QByteArray json = QJsonDocument(figures).toJson();
    if (!isWhole || figures.size() < 9 || !file.open(QIODevice::WriteOnly) || file.write(json) != json.size()) {
        std::fprintf(stderr, "bench_printer: the figures could not be taken or written\n");
        return 1;
    }
    return 0;
}
