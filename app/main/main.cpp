// SPDX-License-Identifier: Apache-2.0
// The kiosk program.
#include "heartbeat.h"
#include "out_of_service.h"
#include "provisioned.h"
#include "stop_signals.h"
#include "terminal.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QFile>
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

/** Ended so that whoever supervises the program starts it again. */
constexpr int kAgain = 3;

int refuse(const yz::ScreenProfile &screen, bool fullScreen, const yz::Error &error)
{
    std::fprintf(stderr, "yizhan: %s: %s\n", yz::name(error.fault).data(), error.detail.c_str());
    yz::sayOutOfService(screen, fullScreen, error);
    return 2;
}

struct Choices
{
    QString configurationFile;
    QString dictionary;
    bool fullScreen = true;
    std::optional<yz::Provisioned::Choice> state;
};

Choices choicesFrom(const QApplication &application)
{
    using Option = QCommandLineOption;
    const Option configuration(QStringLiteral("config"),
                               QStringLiteral("Configuration of this terminal, where no stick has brought one."),
                               QStringLiteral("file"), QStringLiteral("/etc/yizhan/terminal.json"));
    const Option dictionary(QStringLiteral("dictionary"), QStringLiteral("Compiled pinyin dictionary."),
                            QStringLiteral("file"), QStringLiteral(YIZHAN_DICTIONARY));
    const Option windowed(QStringLiteral("windowed"),
                          QStringLiteral("Open as a window of the configured size, not over the whole screen."));
    const Option state(QStringLiteral("state"), QStringLiteral("What sticks have brought; without it none are read."),
                       QStringLiteral("folder"));
    const Option trust(QStringLiteral("trust"), QStringLiteral("Whose sticks are believed at first."),
                       QStringLiteral("file"), QStringLiteral("/etc/yizhan/trust.json"));
    const Option stick(QStringLiteral("stick"),
                       QStringLiteral("The program yizhan-stick, or the socket that starts it."),
                       QStringLiteral("path"), QApplication::applicationDirPath() + QStringLiteral("/yizhan-stick"));
    QCommandLineParser options;
    options.setApplicationDescription(QStringLiteral("Self-service terminal of the public legal service network."));
    options.addHelpOption();
    options.addVersionOption();
    options.addOptions({configuration, dictionary, windowed, state, trust, stick});
    options.process(application);
    Choices choices{options.value(configuration), options.value(dictionary), !options.isSet(windowed), {}};
    if (options.isSet(state))
        choices.state = {options.value(state), options.value(trust), options.value(stick), choices.configurationFile};
    return choices;
}

/** One life of the program, with or without what a stick has brought. */
class Life
{
public:
    Life(Choices choices, const yz::Clock &clock, yz::KeptEventLog &log)
        : m_choices(std::move(choices)), m_clock(clock), m_log(log)
    {
    }

    int run()
    {
        if (m_choices.state) {
            auto opened = yz::Provisioned::open(*m_choices.state, m_clock, m_log);
            if (!opened)
                return refuse(screenAsFound(), m_choices.fullScreen, opened.error());
            m_provisioned = *std::move(opened);
            if (const auto recovered = m_provisioned->provisioner->recover(); !recovered)
                return refuse(screenAsFound(), m_choices.fullScreen, recovered.error());
        }
        const QString file = configurationFile();
        if (m_provisioned && !QFile::exists(file)) {
            m_heart.beat();
            yz::commission(*m_provisioned, screenAsFound(), m_choices.fullScreen, m_clock);
            return kAgain;
        }
        const auto configuration = yz::readConfiguration(file);
        if (!configuration) {
            m_log.write(yz::EventId::ConfigurationRefused, {{"error", configuration.error()}});
            if (m_provisioned)
                m_provisioned->provisioner->note(QStringLiteral("configuration refused"), {},
                                                 QString::fromStdString(configuration.error().detail));
            return giveUp(screenAsFound(), configuration.error());
        }
        return serve(*configuration);
    }

private:
    QString configurationFile() const
    {
        const QString provisioned = m_provisioned ? m_provisioned->provisioner->configurationFile() : QString();
        return provisioned.isEmpty() ? m_choices.configurationFile : provisioned;
    }

    /** What was just switched to goes at once; what has served before is worth a page that says so. */
    int giveUp(const yz::ScreenProfile &screen, const yz::Error &error)
    {
        if (m_provisioned && m_provisioned->provisioner->mustProve() && m_provisioned->provisioner->revert(error))
            return kAgain;
        return refuse(screen, m_choices.fullScreen, error);
    }

    int serve(const yz::Configuration &configuration)
    {
        auto terminal = yz::Terminal::greet(configuration, m_choices.dictionary, m_clock, m_log);
        if (!terminal)
            return giveUp(configuration.screen, terminal.error());
        (*terminal)->show(m_choices.fullScreen);
        std::optional<yz::Error> trouble;
        // The event loop has nothing else to do: Home is painted.
        QTimer::singleShot(0, qApp, [&] {
            const auto opened = open(**terminal, configuration);
            if (opened) {
                m_log.write(yz::EventId::TerminalStarted);
                m_heart.beatFor(**terminal);
            } else {
                trouble = opened.error();
                QCoreApplication::exit();
            }
        });
        const int status = QApplication::exec();
        if (trouble) {
            terminal->reset();
            return giveUp(configuration.screen, *trouble);
        }
        m_log.write(yz::EventId::TerminalStopped);
        return status;
    }

    yz::Result<void> open(yz::Terminal &terminal, const yz::Configuration &configuration)
    {
        if (!m_provisioned)
            return terminal.open(configuration, nullptr, {});
        auto &provisioner = *m_provisioned->provisioner;
        provisioner.know(QString::fromLatin1(configuration.terminal),
                         configuration.catalogue ? configuration.catalogue->region : QString());
        if (auto opened =
                terminal.open(configuration, m_provisioned->desk.get(), provisioner.file(QStringLiteral("catalogue")));
            !opened)
            return opened;
        const bool proves = provisioner.mustProve();
        const auto confirmed = provisioner.confirmHealthy(); // Home stands, the store is open
        if (confirmed && proves)
            m_provisioned->desk->leaveReceipt();
        return confirmed;
    }

    Choices m_choices;
    const yz::Clock &m_clock;
    yz::KeptEventLog &m_log;
    std::unique_ptr<yz::Provisioned> m_provisioned;
    yz::Heartbeat m_heart{m_clock};
};

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

    Choices choices = choicesFrom(application);
    const yz::SystemClock clock;
    yz::KeptEventLog log(STDERR_FILENO, clock);
    stop.watch();
    return Life(std::move(choices), clock, log).run();
}
