// SPDX-License-Identifier: Apache-2.0
// What the driver adds to the time the module itself takes, and what the bus costs while nothing happens on it.
//     yizhan-world -- bench_idcard --out FILE
#include "../figure.h"

#include <core/event_log.h>
#include <idcard/sdt_card_reader.h>
#include <wire/usb_host.h>

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTimer>

#include <sys/resource.h>
#include <world/world_control.h>

#include <algorithm>
#include <cstdio>

using namespace yz;
using namespace std::chrono_literals;

namespace {

constexpr int kReads = 9;
constexpr int kWindows = 5;
constexpr Milliseconds kWindow = 2s;
constexpr Milliseconds kPatience = 30s;
/** What a module needs to find, select and read: from vendors' figures. */
constexpr double kFind = 20, kSelect = 30, kRead = 1000;
/** Milliseconds of processor time per second that a bus may cost on which nothing happens. */
constexpr double kIdleBudget = 2;

QJsonObject figure(const QString &name, const QString &unit, const std::vector<double> &values, const QString &against,
                   double againstValue)
{
    return bench::figure(name, bench::median(values), unit, against, againstValue, static_cast<int>(values.size()));
}

/** Lets the event loop run until a signal comes, or the patience is over. */
template <class Sender, class Signal, class Start>
bool happens(Sender *sender, Signal signal, Milliseconds patience, Start start)
{
    QEventLoop loop;
    bool happened = false;
    QObject::connect(sender, signal, &loop, [&] {
        happened = true;
        loop.quit();
    });
    QTimer::singleShot(patience, &loop, &QEventLoop::quit);
    start();
    loop.exec();
    return happened;
}

class Bench
{
public:
    bool begin()
    {
        auto usb = UsbHost::create(m_clock);
        if (!usb)
            return false;
        m_usb = *std::move(usb);
        m_reader = makeSdtCardReader(*m_usb, m_clock, m_log);
        return say("reader pace " + std::to_string(int(kFind)) + " " + std::to_string(int(kSelect)) + " " +
                   std::to_string(int(kRead)));
    }

    bool readCards(const QString &pipes)
    {
        if (!plug(pipes))
            return false;
        std::vector<double> times;
        for (int run = 0; run < kReads; ++run) {
            if (!say("card lift") || !say("card lay resident"))
                return false;
            IdCardAnswer answer;
            const auto kept = QObject::connect(m_reader.get(), &IdCardReader::finished, m_reader.get(),
                                               [&answer](CardRequestId, const IdCardAnswer &came) { answer = came; });
            QElapsedTimer time;
            time.start();
            happens(m_reader.get(), &IdCardReader::finished, kPatience, [this] { m_reader->read(kPatience); });
            times.push_back(static_cast<double>(time.nsecsElapsed()) / 1e6);
            QObject::disconnect(kept);
            if (!answer || !*answer)
                return complain(answer ? answer->error().detail : "no answer");
        }
        m_figures.append(figure(QStringLiteral("card read, ") + pipes + QStringLiteral(" pipes"), QStringLiteral("ms"),
                                times, QStringLiteral("the module's own time"), kFind + kSelect + kRead));
        return unplug();
    }

    bool idle()
    {
        if (!plug(QStringLiteral("split")) || !say("card lift"))
            return false;
        cost(QStringLiteral("USB idle cost"));
        const auto id = m_reader->read(kPatience);
        cost(QStringLiteral("cost of waiting for a card"));
        m_reader->cancel(id);
        return true;
    }

    bool write(const QString &path) const
    {
        QFile file(path);
        return file.open(QIODevice::WriteOnly | QIODevice::Truncate) &&
               file.write(QJsonDocument(m_figures).toJson()) > 0;
    }

private:
    bool say(const std::string &line) { return m_world.say(line) || complain(line + ": " + m_world.reply()); }
    static bool complain(const std::string &trouble)
    {
        std::fprintf(stderr, "bench_idcard: %s\n", trouble.c_str());
        return false;
    }

    bool plug(const QString &pipes)
    {
        bool isPlugged = false;
        while (m_reader->state() != DeviceState::Ready) {
            if (!happens(m_reader.get(), &IdCardReader::stateChanged, kPatience,
                         [&] { isPlugged = isPlugged || say("plug reader " + pipes.toStdString()); }))
                return complain("the reader does not come up");
        }
        return true;
    }

    bool unplug()
    {
        return happens(m_reader.get(), &IdCardReader::stateChanged, kPatience, [this] { say("unplug reader"); });
    }

    /** The whole process's: the bus, the reader's worker, and an event loop that sleeps. */
    void cost(const QString &name)
    {
        std::vector<double> costs;
        for (int window = 0; window < kWindows; ++window) {
            QEventLoop loop;
            QElapsedTimer time;
            QTimer::singleShot(kWindow, &loop, &QEventLoop::quit);
            time.start();
            const double before = bench::cpuMilliseconds();
            loop.exec();
            costs.push_back((bench::cpuMilliseconds() - before) / (static_cast<double>(time.nsecsElapsed()) / 1e9));
        }
        m_figures.append(
            figure(name, QStringLiteral("ms CPU per s"), costs, QStringLiteral("the budget"), kIdleBudget));
    }

    SystemClock m_clock;
    SilentEventLog m_log;
    world::WorldControl m_world;
    std::unique_ptr<UsbHost> m_usb;
    std::unique_ptr<IdCardReader> m_reader;
    QJsonArray m_figures;
};

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const auto arguments = QCoreApplication::arguments();
    if (arguments.size() != 3 || arguments[1] != QStringLiteral("--out")) {
        std::fputs("usage: yizhan-world -- bench_idcard --out FILE\n", stderr);
        return 2;
    }
    Bench bench;
    const bool isDone = bench.begin() && bench.readCards(QStringLiteral("split")) &&
                        bench.readCards(QStringLiteral("single")) && bench.idle() && bench.write(arguments[2]);
    return isDone ? 0 : 1;
}
