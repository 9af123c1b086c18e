// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QProcess>
#include <QTemporaryDir>

namespace yz::test {

/**
 * A real IPP Everywhere printer on loopback: CUPS' ippeveprinter with a tray that can be emptied in mid-job, on a
 * system bus of its own, since it will not start without one.
 */
class PrinterStation
{
public:
    PrinterStation();
    ~PrinterStation();

    /** False when it did not come up. */
    bool start(const QByteArray &formats = "application/pdf,image/pwg-raster");
    void stop();
    bool areToolsThere() const;

    QString uri() const { return QStringLiteral("ipp://localhost:%1/ipp/print").arg(m_port); }
    /** What the printer does with the next jobs: a shell script; the pages are in $1, faults go to its stderr. */
    void doWithJobs(const QByteArray &script);
    /** For scripts: waits until `path(name)` is there. */
    QByteArray waitFor(const char *name) const;
    QString path(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    void touch(const char *name) const;
    /** The pages of all jobs so far, as received. */
    QList<QByteArray> received() const;

private:
    bool startBus();

    QTemporaryDir m_folder;
    QProcess m_bus;
    QProcess m_printer;
    int m_port = 0;
};

} // namespace yz::test
