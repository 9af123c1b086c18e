// SPDX-License-Identifier: Apache-2.0
// Orders a second into the hub, over mTLS from as many terminals as pgbench has clients, against pgbench inserting
// single rows into a table of the same shape: taken in turns, in the same run, on the same cluster.
#include "../figure.h"
#include "hub_station.h"
#include "load.h"
#include "order_maker.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>

#include <unistd.h>

#include <algorithm>
#include <cstdio>

using namespace yz::hub;

namespace {

constexpr int kRounds = 5;
constexpr int kSeconds = 3;
constexpr double kLatencyLimit = 50; // milliseconds, p99

double percentile(const std::vector<double> &sorted, double part)
{
    return sorted.empty() ? 0 : sorted[static_cast<std::size_t>(part * static_cast<double>(sorted.size() - 1))];
}

/** Seconds of CPU a process has used. */
double cpuOf(qint64 process)
{
    QFile file(QStringLiteral("/proc/%1/stat").arg(process));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const auto all = file.readAll();
    const auto fields = all.mid(all.lastIndexOf(')') + 2).split(' ');
    return (fields.value(11).toDouble() + fields.value(12).toDouble()) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

/** One row per transaction, the columns and indexes of work_order, a body of the same size. */
bool writeScript(const QString &path)
{
    const auto order = makeOrder("t0");
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    file.write(
        "\\set n :n + 1\n"
        "INSERT INTO bench_order (id, terminal, epoch, seq, prev_hash, digest, state, service, pack_id,"
        " pack_version, captured_at, clock_trusted, received_at, number, body, receipt, receipt_sig, receipt_kid)"
        " VALUES (gen_random_uuid(), 't' || :client_id, '01934e5f-0000-7000-8000-0000000000e1', :n,"
        " decode(repeat('00', 32), 'hex'), decode(repeat('11', 32), 'hex'), 'received', 'legal-aid', 'legal-aid',"
        " '2026.11', now(), true, now(), 'HLJ-20261123-' || :n,"
        " convert_to(repeat('x', " +
        QByteArray::number(static_cast<int>(order.body.size())) +
        "), 'UTF8'), convert_to(repeat('r', 300), 'UTF8'), decode(repeat('22', 64), 'hex'), '56475aa75463474c');\n");
    return true;
}

double pgbench(const QString &script, const std::string &conninfo, int clients)
{
    QProcess process;
    process.start(QStringLiteral("pgbench"),
                  {QStringLiteral("-n"), QStringLiteral("-M"), QStringLiteral("prepared"), QStringLiteral("-D"),
                   QStringLiteral("n=0"), QStringLiteral("-c"), QString::number(clients), QStringLiteral("-j"),
                   QStringLiteral("1"), QStringLiteral("-T"), QString::number(kSeconds), QStringLiteral("-f"), script,
                   QString::fromStdString(conninfo).remove(QStringLiteral("dbname="))});
    process.waitForFinished(-1);
    static const QRegularExpression tps(QStringLiteral("tps = ([0-9.]+)"));
    const auto match = tps.match(QString::fromUtf8(process.readAllStandardOutput()));
    if (!match.hasMatch())
        std::fprintf(stderr, "pgbench: %s\n", process.readAllStandardError().constData());
    return match.captured(1).toDouble();
}

QJsonObject figure(const QString &name, double value, const char *unit, const QString &against, double againstValue)
{
    return yz::bench::figure(name, value, QString::fromLatin1(unit), against, againstValue, kRounds);
}

/** Rounds of pgbench and hub in turns at this many clients; appends the figures. */
bool measure(const TestCertificates &certificates, const QString &script, int clients, QJsonArray &figures)
{
    HubStation hub(certificates);
    if (!hub.start())
        return false;
    hub.sql("CREATE TABLE bench_order (LIKE work_order INCLUDING ALL)");
    std::vector<double> inserts, orders, medians, tails;
    for (int round = 0; round < kRounds; ++round) {
        hub.sql("TRUNCATE bench_order, work_order, work_order_carried CASCADE");
        hub.sql("CHECKPOINT");
        inserts.push_back(pgbench(script, hub.conninfo(), clients));
        hub.sql("CHECKPOINT");
        const double cpuBefore = cpuOf(hub.processId()), ownBefore = cpuOf(getpid());
        const auto load = runLoad(hub.port(), certificates.folder(), clients, std::chrono::seconds(kSeconds));
        const auto count = static_cast<double>(load.orders);
        const auto kept = hub.one("SELECT count(*) FROM work_order");
        if (load.others > 0 || kept != std::to_string(load.orders)) {
            std::fprintf(stderr, "hub: %llu orders acknowledged, %llu other answers, %s rows\n",
                         static_cast<unsigned long long>(load.orders), static_cast<unsigned long long>(load.others),
                         kept.c_str());
            return false;
        }
        orders.push_back(count / load.seconds);
        medians.push_back(percentile(load.latencies, 0.5));
        tails.push_back(percentile(load.latencies, 0.99));
        std::printf("  %d clients, round %d: pgbench %.0f/s, hub %.0f/s (p50 %.1f ms, p99 %.1f ms); CPU per order: hub "
                    "%.0f us, load generator %.0f us\n",
                    clients, round + 1, inserts.back(), orders.back(), medians.back(), tails.back(),
                    1e6 * (cpuOf(hub.processId()) - cpuBefore) / count, 1e6 * (cpuOf(getpid()) - ownBefore) / count);
        std::fflush(stdout);
    }
    const auto at = QStringLiteral(", %1 clients").arg(clients);
    figures << figure(QStringLiteral("hub intake over mTLS") + at, yz::bench::median(orders), "orders/s",
                      QStringLiteral("pgbench single-row insert") + at, yz::bench::median(inserts))
            << figure(QStringLiteral("hub intake p50") + at, yz::bench::median(medians), "ms",
                      QStringLiteral("pgbench mean latency") + at, 1000.0 * clients / yz::bench::median(inserts))
            << figure(QStringLiteral("hub intake p99") + at, yz::bench::median(tails), "ms", QStringLiteral("limit"),
                      kLatencyLimit);
    return true;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const auto arguments = app.arguments();
    const auto out = arguments.indexOf(QStringLiteral("--out"));
    if (out < 0 || out + 1 >= arguments.size()) {
        std::fputs("usage: bench_hub --out FILE (inside packaging/setup/pg-cluster.sh with --)\n", stderr);
        return 2;
    }
    QStringList terminals;
    for (int i = 0; i < 64; ++i)
        terminals << QStringLiteral("t%1").arg(i);
    const TestCertificates certificates(terminals);
    QTemporaryDir folder;
    const auto script = folder.filePath(QStringLiteral("insert.sql"));
    QJsonArray figures;
    if (!certificates.areThere() || !writeScript(script) || !measure(certificates, script, 16, figures) ||
        !measure(certificates, script, 64, figures))
        return 1;
    QFile file(arguments[out + 1]);
    return file.open(QIODevice::WriteOnly) && file.write(QJsonDocument(figures).toJson()) > 0 ? 0 : 1;
}
