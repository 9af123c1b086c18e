// SPDX-License-Identifier: Apache-2.0
// Runs one device alone, without a kiosk around it: for technicians at the bench and on site.
#include "device_scanner.h"

#include <camera/gst_camera.h>
#include <core/event_log.h>
#include <idcard/sdt_card_reader.h>
#include <printer/escpos_printer.h>
#include <wire/usb_host.h>
#include <words/identity.h>

#include <QCommandLineParser>
#include <QDir>
#include <QGuiApplication>
#include <QTimer>

#include <unistd.h>

#include <cstdio>

namespace {

using namespace yz;
using namespace std::chrono_literals;

constexpr int kDeviceTrouble = 1;
constexpr int kUsage = 2;

void say(const QString &line)
{
    std::printf("%s\n", line.toUtf8().constData());
    std::fflush(stdout);
}

QString words(const Error &error)
{
    return QString::fromUtf8(name(error.fault).data()) + QStringLiteral(": ") + QString::fromStdString(error.detail);
}

/** Masked: a technician checks a reader, not a person. */
void show(const IdCard &card)
{
    const auto who = minimise(card, {});
    say(QStringLiteral("kind    %1").arg(cardKindText(who.kind)));
    say(QStringLiteral("name    %1").arg(maskedName(who.name)));
    say(QStringLiteral("number  %1 (%2)")
            .arg(maskedNumber(who.number),
                 who.numberIsConsistent ? QStringLiteral("consistent") : QStringLiteral("contradicts itself")));
    say(QStringLiteral("photo   %1 bytes").arg(card.photo.size()));
}

PrintDocument testSlip()
{
    using Line = PrintDocument::Line;
    using Size = PrintDocument::Size;
    using Align = PrintDocument::Align;
    PrintDocument slip;
    slip.blocks = {Line{QStringLiteral("打印测试"), Size::Title, Align::Centre, true}, PrintDocument::Rule{},
                   Line{QStringLiteral("横平竖直，字迹清楚，就是好的。0123456789")},
                   PrintDocument::QrCode{"YZ1:TEST", QStringLiteral("用手机能扫出 YZ1:TEST")}};
    return slip;
}

/** Gives a device a moment to be found; what is plugged in is found at once. */
template <class Then>
void whenFound(QObject *context, Then then)
{
    QTimer::singleShot(1500ms, context, std::move(then));
}

int readCard(UsbHost &usb, const Clock &clock, EventLog &log, Milliseconds patience)
{
    const auto reader = makeSdtCardReader(usb, clock, log);
    QObject::connect(reader.get(), &IdCardReader::finished, qApp, [](CardRequestId, const IdCardAnswer &answer) {
        if (*answer)
            show(**answer);
        else
            say(words(answer->error()));
        QCoreApplication::exit(*answer ? 0 : kDeviceTrouble);
    });
    whenFound(reader.get(), [&] {
        say(QStringLiteral("lay a card on the reader"));
        reader->read(patience);
    });
    return QCoreApplication::exec();
}

int printTest(UsbHost &usb, const Clock &clock, EventLog &log, int dots)
{
    const auto printer = makeEscPosPrinter(usb, clock, log, PaperProfile::forDots(dots));
    QObject::connect(printer.get(), &ReceiptPrinter::finished, qApp, [](PrintRequestId, const PrintReport &report) {
        static const char *const outcomes[] = {"confirmed", "failed", "unknown"};
        say(QString::fromLatin1(outcomes[static_cast<int>(report.outcome)]));
        if (report.outcome != PrintOutcome::Confirmed)
            say(words(report.error));
        QCoreApplication::exit(report.outcome == PrintOutcome::Confirmed ? 0 : kDeviceTrouble);
    });
    whenFound(printer.get(), [&] { printer->print(testSlip(), 5s); });
    return QCoreApplication::exec();
}

int printerStatus(UsbHost &usb, const Clock &clock, EventLog &log)
{
    const auto printer = makeEscPosPrinter(usb, clock, log, PaperProfile::forDots(576));
    whenFound(printer.get(), [&] {
        static const char *const papers[] = {"unknown", "enough", "low", "out"};
        const auto status = printer->status();
        say(QStringLiteral("reachable %1\npaper     %2\ncover     %3\ncutter    %4\nerror     %5")
                .arg(QLatin1String(status.reachable ? "yes" : "no"),
                     QLatin1String(papers[static_cast<int>(status.paper)]),
                     QLatin1String(status.coverOpen ? "open" : "closed"),
                     QLatin1String(status.cutterJammed ? "jammed" : "free"),
                     QLatin1String(status.broken ? "needs a power cycle" : "none")));
        QCoreApplication::exit(status.canPrint() ? 0 : kDeviceTrouble);
    });
    return QCoreApplication::exec();
}

/** The first camera plugged in, by its identity; empty when there is none. */
std::string firstCamera()
{
    const QDir devices(QStringLiteral("/dev/v4l/by-id"));
    const auto names = devices.entryList({QStringLiteral("*-video-index0")}, QDir::System, QDir::Name);
    return names.isEmpty() ? std::string() : devices.filePath(names.front()).toStdString();
}

/** `named`: a device node, the name of a drawn scene, or nothing for the first camera there is. */
CameraChoice cameraChoice(const QString &named, const QString &size)
{
    CameraChoice choice;
    const auto across = size.section(u'x', 0, 0).toInt();
    choice.size = QSize(across, size.section(u'x', 1, 1).toInt());
    choice.device = named.isEmpty() ? firstCamera() : named.toStdString();
    if (const auto scene = sceneNamed(choice.device)) {
        choice.kind = CameraChoice::Kind::Generated;
        choice.scene = *scene;
    }
    return choice;
}

void showCamera(const CameraStatus &status)
{
    static const char *const states[] = {"off", "opening", "live", "stalled", "gone"};
    auto line = QStringLiteral("camera %1").arg(QLatin1String(states[static_cast<int>(status.state)]));
    if (status.state == CameraState::Live)
        line += QStringLiteral("  %1x%2").arg(status.size.width()).arg(status.size.height());
    if (status.framesPerSecond > 0)
        line += QStringLiteral("  %1 pictures a second").arg(status.framesPerSecond, 0, 'f', 1);
    if (!status.error.detail.empty())
        line += QStringLiteral("  ") + words(status.error);
    say(line);
}

/** State and rate once a second, never a picture. */
int watchCamera(const CameraChoice &choice, const Clock &clock, EventLog &log, Milliseconds period)
{
    const auto camera = makeGstCamera(choice, clock, log);
    QObject::connect(camera.get(), &Camera::statusChanged, qApp, [](const CameraStatus &now) { showCamera(now); });
    QTimer everySecond;
    everySecond.callOnTimeout([&camera] {
        if (camera->status().framesPerSecond > 0)
            showCamera(camera->status());
    });
    everySecond.start(1s);
    const auto subscription = camera->subscribe({});
    bool isLive = false;
    QTimer::singleShot(period, qApp, [&] {
        isLive = camera->status().state == CameraState::Live;
        QCoreApplication::quit();
    });
    QCoreApplication::exec();
    return isLive ? 0 : kDeviceTrouble;
}

int tell(const Result<QString> &done)
{
    say(done ? *done : words(done.error()));
    return done ? 0 : kDeviceTrouble;
}

} // namespace

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen"); // slips are drawn, windows are not
    QGuiApplication application(argc, argv);
    QCoreApplication::setApplicationVersion(QStringLiteral(YIZHAN_VERSION));
    QCommandLineParser options;
    options.setApplicationDescription(
        QStringLiteral("Runs one device alone.\n\n"
                       "  yizhan-device idcard            read a card, show it masked\n"
                       "  yizhan-device printer-status    what the printer says of itself\n"
                       "  yizhan-device printer-test      print a test slip\n"
                       "  yizhan-device camera            state and picture rate of a camera\n"
                       "  yizhan-device scanner           find a page before a camera and take it\n"
                       "  yizhan-device codes             read a QR code before a camera"));
    options.addHelpOption();
    options.addVersionOption();
    options.addPositionalArgument(QStringLiteral("device"),
                                  QStringLiteral("idcard, printer-status, printer-test, camera, scanner or codes"));
    const QCommandLineOption wait(QStringLiteral("wait"),
                                  QStringLiteral("Seconds to wait for a card, a page or a code, or to watch a camera."),
                                  QStringLiteral("seconds"), QStringLiteral("30"));
    const QCommandLineOption dots(QStringLiteral("dots"), QStringLiteral("Width of the paper in dots, 384 or 576."),
                                  QStringLiteral("dots"), QStringLiteral("576"));
    const QCommandLineOption camera(QStringLiteral("camera"),
                                    QStringLiteral("Node of the camera, or a drawn scene: clock, page, face, empty."),
                                    QStringLiteral("node"));
    const QCommandLineOption size(QStringLiteral("size"), QStringLiteral("Size of the pictures."),
                                  QStringLiteral("size"), QStringLiteral("1280x720"));
    const QCommandLineOption out(QStringLiteral("out"), QStringLiteral("Where a scanned page goes, as PDF."),
                                 QStringLiteral("file"));
    options.addOptions({wait, dots, camera, size, out});
    options.process(application);

    const SystemClock clock;
    LineEventLog log(STDERR_FILENO, clock);
    const auto device = options.positionalArguments().value(0);
    const auto patience = std::chrono::seconds(options.value(wait).toInt());
    const auto choice = cameraChoice(options.value(camera), options.value(size));
    if (device == QLatin1String("camera"))
        return watchCamera(choice, clock, log, patience);
    if (device == QLatin1String("scanner"))
        return tell(scanOnce(*makeGstCamera(choice, clock, log), patience, options.value(out)));
    if (device == QLatin1String("codes"))
        return tell(readCodeOnce(*makeGstCamera(choice, clock, log), patience));
    auto usb = UsbHost::create(clock);
    if (!usb) {
        say(words(usb.error()));
        return kDeviceTrouble;
    }
    if (device == QLatin1String("idcard"))
        return readCard(**usb, clock, log, patience);
    if (device == QLatin1String("printer-status"))
        return printerStatus(**usb, clock, log);
    if (device == QLatin1String("printer-test"))
        return printTest(**usb, clock, log, options.value(dots).toInt() == 384 ? 384 : 576);
    options.showHelp(kUsage);
}
