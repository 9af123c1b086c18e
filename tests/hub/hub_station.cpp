// SPDX-License-Identifier: Apache-2.0
#include "hub_station.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <libpq-fe.h>
#include <sys/prctl.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>

namespace yz::hub {
namespace {

using Rows = std::vector<std::vector<std::string>>;

Rows ask(const std::string &conninfo, const std::string &statement)
{
    Rows rows;
    PGconn *db = PQconnectdb(conninfo.c_str());
    PGresult *answer = PQexec(db, statement.c_str());
    for (int row = 0; row < PQntuples(answer); ++row) {
        rows.emplace_back();
        for (int column = 0; column < PQnfields(answer); ++column)
            rows.back().emplace_back(PQgetvalue(answer, row, column));
    }
    const auto status = PQresultStatus(answer);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
        std::fprintf(stderr, "sql: %s", PQerrorMessage(db));
    PQclear(answer);
    PQfinish(db);
    return rows;
}

std::string freshDatabase()
{
    static int count = 0;
    const std::string name = "hub_" + std::to_string(getpid()) + "_" + std::to_string(++count);
    ask("", "CREATE DATABASE " + name);
    return name;
}

std::string socketPath()
{
    const char *host = std::getenv("PGHOST");
    return (host ? std::string(host) : std::string()) + "/.s.PGSQL.5432";
}

} // namespace

TestCertificates::TestCertificates(const QStringList &terminals)
{
    QStringList arguments{m_folder.path()};
    for (const auto &terminal : terminals)
        arguments << QStringLiteral("--terminal") << terminal;
    const auto script = QStringLiteral(YIZHAN_SOURCE_DIR "/packaging/certs/make-certs.sh");
    m_there = QProcess::execute(script, arguments) == 0;
}

HubStation::HubStation(const TestCertificates &certificates, const QStringList &options)
    : m_certificates(certificates), m_options(options), m_database(freshDatabase())
{
    m_process.setProgram(QStringLiteral(YIZHAN_BUILD_DIR "/yizhan-hubd"));
    m_process.setReadChannel(QProcess::StandardError);
}

HubStation::~HubStation()
{
    kill();
    ask("", "DROP DATABASE " + m_database + " WITH (FORCE)");
}

bool HubStation::start()
{
    const auto file = [this](const char *name) {
        return QString::fromStdString(m_certificates.folder()) + QLatin1Char('/') + QLatin1String(name);
    };
    QStringList arguments{
        QStringLiteral("--listen"),      QStringLiteral("127.0.0.1:%1").arg(m_port),
        QStringLiteral("--database"),    QStringLiteral("dbname=") + QString::fromStdString(m_database),
        QStringLiteral("--cert"),        file("hub.crt"),
        QStringLiteral("--key"),         file("hub.key"),
        QStringLiteral("--client-ca"),   file("ca.crt"),
        QStringLiteral("--receipt-key"), file("hub-receipt.key")};
    m_process.setArguments(arguments + m_options);
    m_process.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGTERM); }); // not without its test
    m_process.start();
    if (!m_process.waitForStarted() || !awaitEvent("hub.serving"))
        return false;
    const auto line = m_log.mid(m_log.lastIndexOf('\n', m_seen - 2) + 1);
    m_port = static_cast<std::uint16_t>(
        QJsonDocument::fromJson(line.left(line.indexOf('\n'))).object().value(QLatin1String("port")).toInt());
    return m_port != 0;
}

bool HubStation::startsAtAll()
{
    m_process.start();
    return !(m_process.waitForFinished(20'000) && m_process.exitStatus() == QProcess::NormalExit &&
             m_process.exitCode() == 1);
}

bool HubStation::awaitEvent(const char *event)
{
    const QByteArray wanted = QByteArray("\"event\":\"") + event + '"';
    for (;;) {
        m_log += m_process.readAllStandardError();
        const auto at = m_log.indexOf(wanted, m_seen);
        const auto end = at < 0 ? -1 : m_log.indexOf('\n', at);
        if (end >= 0) {
            m_seen = end + 1;
            return true;
        }
        if (!m_process.waitForReadyRead(20'000)) {
            std::fprintf(stderr, "no %s from the hub:\n%s", event, m_log.constData());
            return false;
        }
    }
}

int HubStation::stop()
{
    if (m_process.state() == QProcess::NotRunning)
        return m_process.exitCode();
    m_process.terminate();
    const bool ended = m_process.waitForFinished(20'000);
    return ended && m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
}

void HubStation::kill()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.kill();
    m_process.waitForFinished(20'000);
}

HubClient HubStation::connect(const std::string &terminal) const
{
    return {m_port, m_certificates.folder(), terminal};
}

Rows HubStation::sql(const std::string &statement) const
{
    return ask("dbname=" + m_database, statement);
}

std::string HubStation::one(const std::string &statement) const
{
    const auto rows = sql(statement);
    return rows.size() == 1 && rows[0].size() == 1 ? rows[0][0] : std::string("(not one)");
}

std::string HubStation::oneOrState(const std::string &statement) const
{
    PGconn *db = PQconnectdb(("dbname=" + m_database).c_str());
    PGresult *result = PQexec(db, statement.c_str());
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    std::string told = state ? state : PQntuples(result) == 1 ? PQgetvalue(result, 0, 0) : "";
    PQclear(result);
    PQfinish(db);
    return told;
}

std::string HubStation::log()
{
    m_log += m_process.readAllStandardError();
    return m_log.toStdString();
}

bool HubStation::takeDatabaseAway()
{
    PGconn *db = PQconnectdb(("dbname=" + m_database).c_str());
    const bool hidden = std::rename(socketPath().c_str(), (socketPath() + ".hidden").c_str()) == 0;
    PQclear(PQexec(db, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                       " WHERE datname = current_database() AND pid <> pg_backend_pid()"));
    PQfinish(db);
    return hidden;
}

bool HubStation::bringDatabaseBack()
{
    return std::rename((socketPath() + ".hidden").c_str(), socketPath().c_str()) == 0;
}

} // namespace yz::hub
