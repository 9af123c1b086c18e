// SPDX-License-Identifier: Apache-2.0
// The kiosk program.
#include "out_of_service.h"
#include "stop_signals.h"
#include "terminal.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QScreen>
#include <QTimer>

#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <optional>
#include <string_view>

namespace {

/** A core dump would hold whatever the citizen at the screen just entered. */
void forbidCoreDumps()
{
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0);
}

/** Being asked what one is needs no screen. */
void needNoScreenToAnswer(int argc, char **argv)
{
    const auto isQuestion = [](std::string_view word) {
        return word == "--help" || word == "-h" || word == "--version" || word == "-v";
    };
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM") && std::any_of(argv, argv + argc, isQuestion))
        qputenv("QT_QPA_PLATFORM", "offscreen");
}

/** The whole screen, for want of a configuration that says more. */
yz::ScreenProfile screenAsFound()
{
    yz::ScreenProfile profile;
    if (const auto *screen = QApplication::primaryScreen())
        profile.pixels = screen->size();
    return profile;
}

int refuse(const yz::ScreenProfile &screen, bool fullScreen, const yz::Error &error)
{
    std::fprintf(stderr, "yizhan: %s: %s\n", yz::name(error.fault).data(), error.detail.c_str());
    yz::sayOutOfService(screen, fullScreen, error);
    return 2;
}

} // namespace

int main(int argc, char **argv)
{
    forbidCoreDumps();
    yz::StopSignals stop;
    needNoScreenToAnswer(argc, argv);
    QApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("yizhan"));
    QApplication::setApplicationVersion(QStringLiteral(YIZHAN_VERSION));
    application.setCursorFlashTime(0);

    QCommandLineParser options;
    options.setApplicationDescription(QStringLiteral("Self-service terminal of the public legal service network."));
    options.addHelpOption();
    options.addVersionOption();
    const QCommandLineOption configurationFile(QStringLiteral("config"),
                                               QStringLiteral("Configuration of this terminal."),
                                               QStringLiteral("file"), QStringLiteral("/etc/yizhan/terminal.json"));
    const QCommandLineOption dictionary(QStringLiteral("dictionary"), QStringLiteral("Compiled pinyin dictionary."),
                                        QStringLiteral("file"), QStringLiteral(YIZHAN_DICTIONARY));
    const QCommandLineOption windowed(
        QStringLiteral("windowed"),
        QStringLiteral("Open as a window of the configured size, not over the whole screen."));
    options.addOptions({configurationFile, dictionary, windowed});
    options.process(application);

    const yz::SystemClock clock;
    yz::KeptEventLog log(STDERR_FILENO, clock);
    const bool fullScreen = !options.isSet(windowed);
    stop.watch();
    const auto configuration = yz::readConfiguration(options.value(configurationFile));
    if (!configuration) {
        log.write(yz::EventId::ConfigurationRefused, {{"error", configuration.error()}});
        return refuse(screenAsFound(), fullScreen, configuration.error());
    }
    auto terminal = yz::Terminal::greet(*configuration, options.value(dictionary), clock, log);
    if (!terminal)
        return refuse(configuration->screen, fullScreen, terminal.error());
    (*terminal)->show(fullScreen);
    std::optional<yz::Error> trouble;
    QTimer::singleShot(0, &application, [&] { // the event loop has nothing else to do: Home is painted
        const auto opened = (*terminal)->open(*configuration);
        if (opened) {
            log.write(yz::EventId::TerminalStarted);
        } else {
            trouble = opened.error();
            QCoreApplication::exit();
        }
    });
    const int status = QApplication::exec();
    if (trouble) {
        terminal->reset();
        return refuse(configuration->screen, fullScreen, *trouble);
    }
    log.write(yz::EventId::TerminalStopped);
    return status;
}
