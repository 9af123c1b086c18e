// SPDX-License-Identifier: Apache-2.0
#include "printer_station.h"

#include <QDir>
#include <QFile>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <sys/prctl.h>

#include <csignal>

namespace yz::test {
namespace {

const auto kPrinter = QStringLiteral("/usr/sbin/ippeveprinter");
const auto kBus = QStringLiteral("/usr/bin/dbus-daemon");

void endWithTest()
{
    prctl(PR_SET_PDEATHSIG, SIGTERM);
}

bool write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

int freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

bool answers(int port)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, static_cast<quint16>(port));
    return socket.waitForConnected(200);
}

/** The page on which ippeveprinter lets people fill its trays: as it comes, they hold Letter. */
bool loadA4(int port)
{
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("localhost"), static_cast<quint16>(port));
    if (!socket.waitForConnected(2000))
        return false;
    socket.write("GET "
                 "/media?size1=iso_a4_210x297mm&type1=stationery&level1=250&size3=iso_a4_210x297mm&type3=stationery&"
                 "level3=250 HTTP/1.1\r\n"
                 "Host: localhost\r\nConnection: close\r\n\r\n");
    return socket.waitForReadyRead(5000) && socket.readAll().contains(" 200 ");
}

} // namespace

PrinterStation::PrinterStation()
{
    QDir(m_folder.path()).mkdir(QStringLiteral("spool"));
    doWithJobs("exit 0\n");
    for (auto *process : {&m_bus, &m_printer}) {
        process->setProcessChannelMode(QProcess::MergedChannels);
        process->setChildProcessModifier(endWithTest);
    }
}

PrinterStation::~PrinterStation()
{
    stop();
    m_bus.terminate();
    m_bus.waitForFinished();
}

bool PrinterStation::areToolsThere() const
{
    return QFile::exists(kPrinter) && QFile::exists(kBus);
}

bool PrinterStation::startBus()
{
    if (m_bus.state() == QProcess::Running)
        return true;
    const QByteArray address = "unix:path=" + path("bus").toUtf8();
    const bool written =
        write(path("bus.conf"), "<busconfig><type>system</type><listen>" + address +
                                    "</listen><policy context=\"default\"><allow send_destination=\"*\" "
                                    "eavesdrop=\"true\"/><allow eavesdrop=\"true\"/>"
                                    "<allow own=\"*\"/></policy></busconfig>");
    m_bus.start(kBus, {QStringLiteral("--config-file=") + path("bus.conf"), QStringLiteral("--nofork")});
    return written && QTest::qWaitFor([this] { return QFile::exists(path("bus")); }, 10'000);
}

bool PrinterStation::start(const QByteArray &formats)
{
    if (!startBus())
        return false;
    if (m_port == 0)
        m_port = freePort();
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("DBUS_SYSTEM_BUS_ADDRESS"), QStringLiteral("unix:path=") + path("bus"));
    m_printer.setProcessEnvironment(environment);
    m_printer.start(kPrinter,
                    {QStringLiteral("-r"), QStringLiteral("off"), QStringLiteral("-n"), QStringLiteral("localhost"),
                     QStringLiteral("-p"), QString::number(m_port), QStringLiteral("-d"), path("spool"),
                     QStringLiteral("-k"), QStringLiteral("-f"), QString::fromLatin1(formats), QStringLiteral("-c"),
                     path("job.sh"), QStringLiteral("Test A4")});
    return m_printer.waitForStarted() && QTest::qWaitFor([this] { return answers(m_port); }, 15'000) && loadA4(m_port);
}

void PrinterStation::stop()
{
    m_printer.terminate();
    if (!m_printer.waitForFinished(5000))
        m_printer.kill();
    m_printer.waitForFinished();
}

void PrinterStation::doWithJobs(const QByteArray &script)
{
    write(path("job.sh"), "#!/bin/sh\n" + script);
    QFile::setPermissions(path("job.sh"), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

QByteArray PrinterStation::waitFor(const char *name) const
{
    // A job outlives its printer, and must not outlive the test: with the station goes its folder.
    return "while [ -d '" + m_folder.path().toUtf8() + "' ] && [ ! -e '" + path(name).toUtf8() +
           "' ]; do sleep 0.05; done\n";
}

void PrinterStation::touch(const char *name) const
{
    write(path(name), {});
}

QList<QByteArray> PrinterStation::received() const
{
    QList<QByteArray> pages;
    const QDir spool(path("spool"));
    for (const auto &name : spool.entryList({QStringLiteral("*.pdf")}, QDir::Files, QDir::Time | QDir::Reversed)) {
        QFile file(spool.filePath(name));
        if (file.open(QIODevice::ReadOnly))
            pages.append(file.readAll());
    }
    return pages;
}

} // namespace yz::test
