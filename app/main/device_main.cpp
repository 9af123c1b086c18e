// SPDX-License-Identifier: Apache-2.0
// Runs one device alone, without a kiosk around it: for technicians at the bench and on site.
#include <core/event_log.h>
#include <idcard/sdt_card_reader.h>
#include <printer/escpos_printer.h>
#include <wire/usb_host.h>
#include <words/identity.h>

#include <QCommandLineParser>
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
                       "  yizhan-device printer-test      print a test slip"));
    options.addHelpOption();
    options.addVersionOption();
    options.addPositionalArgument(QStringLiteral("device"), QStringLiteral("idcard, printer-status or printer-test"));
    const QCommandLineOption wait(QStringLiteral("wait"), QStringLiteral("Seconds to wait for a card."),
                                  QStringLiteral("seconds"), QStringLiteral("30"));
    const QCommandLineOption dots(QStringLiteral("dots"), QStringLiteral("Width of the paper in dots, 384 or 576."),
                                  QStringLiteral("dots"), QStringLiteral("576"));
    options.addOptions({wait, dots});
    options.process(application);

    const SystemClock clock;
    LineEventLog log(STDERR_FILENO, clock);
    auto usb = UsbHost::create(clock);
    if (!usb) {
        say(words(usb.error()));
        return kDeviceTrouble;
    }
    const auto device = options.positionalArguments().value(0);
    if (device == QLatin1String("idcard"))
        return readCard(**usb, clock, log, std::chrono::seconds(options.value(wait).toInt()));
    if (device == QLatin1String("printer-status"))
        return printerStatus(**usb, clock, log);
    if (device == QLatin1String("printer-test"))
        return printTest(**usb, clock, log, options.value(dots).toInt() == 384 ? 384 : 576);
    options.showHelp(kUsage);
}
