// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hub_client.h"

#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

#include <string>
#include <vector>

namespace yz::hub {

/** Folder with certificates for these terminals, as packaging/certs makes them. Once per test program. */
class TestCertificates
{
public:
    explicit TestCertificates(const QStringList &terminals);
    bool areThere() const { return m_there; }
    std::string folder() const { return m_folder.path().toStdString(); }

private:
    QTemporaryDir m_folder;
    bool m_there = false;
};

/**
 * A real yizhan-hubd on loopback over a database of its own in the cluster that pg-cluster.sh started.
 * Gone with its database when the object goes.
 */
class HubStation
{
public:
    explicit HubStation(const TestCertificates &certificates, const QStringList &options = {});
    ~HubStation();

    /** False when it did not come up. */
    bool start();
    /** For a hub that should not: false when it ended by itself, with a complaint. */
    bool startsAtAll();
    /** SIGTERM; gives the exit code, -1 for a crash. */
    int stop();
    /** SIGKILL. */
    void kill();

    std::uint16_t port() const { return m_port; }
    qint64 processId() const { return m_process.processId(); }
    std::string conninfo() const { return "dbname=" + m_database; }
    HubClient connect(const std::string &terminal) const;
    /** Rows of texts; none when it failed. */
    std::vector<std::vector<std::string>> sql(const std::string &statement) const;
    std::string one(const std::string &statement) const;
    /** The one value, or the five characters of why there is none. */
    std::string oneOrState(const std::string &statement) const;
    /** What the hub has written to its log so far. */
    std::string log();
    /** Waits until the hub logs this event again. */
    bool awaitEvent(const char *event);

    /** Cuts the hub from its database: nobody can connect, whoever is connected is thrown out. */
    bool takeDatabaseAway();
    bool bringDatabaseBack();

private:
    const TestCertificates &m_certificates;
    QStringList m_options;
    std::string m_database;
    QProcess m_process;
    QByteArray m_log;
    qsizetype m_seen = 0;
    std::uint16_t m_port = 0;
};

} // namespace yz::hub
