// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "bundle_maker.h"

#include <core/event_log.h>

#include <QFile>
#include <QTemporaryDir>

#include <provisioning/provisioner.h>

#include <cstdlib>
#include <memory>
#include <optional>

namespace yz::test {

/** A terminal's folder and those who may sign for it. */
struct ProvisionerFixture
{
    ProvisionerFixture() { write(u"trust.json"_s, trustJson(signers.trusted())); }
    void write(const QString &name, const QByteArray &bytes)
    {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write");
    }
    std::unique_ptr<Provisioner> open(const QString &terminal = {}, const QString &region = {})
    {
        Provisioner::Options options;
        options.folder = folder.filePath(u"state"_s);
        options.trustFile = folder.filePath(u"trust.json"_s);
        options.serial = u"YZ-A1B2C3D4E5F6"_s;
        options.terminal = terminal;
        options.region = region;
        options.judge = judge;
        auto opened = Provisioner::open(std::move(options), clock, log);
        if (!opened)
            qFatal("%s", opened.error().detail.c_str());
        return *std::move(opened);
    }
    /** What openssl says; by the shell, for where the processor is emulated QProcess cannot start anything. */
    std::optional<QByteArray> openssl(const QByteArray &words)
    {
        const QByteArray command = "cd " + folder.path().toLocal8Bit() + " && openssl " + words + " >said";
        if (std::system(command.constData()) != 0) // NOLINT(cert-env33-c): nothing in it comes from anybody
            return std::nullopt;
        return read(u"said"_s);
    }
    bool makeAuthority()
    {
        return openssl("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out ca.key") &&
               openssl("req -new -x509 -key ca.key -subj '/CN=Test authority' -days 30"
                       " -addext basicConstraints=critical,CA:TRUE -out ca.crt");
    }
    QByteArray read(const QString &name)
    {
        QFile file(folder.filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QTemporaryDir folder;
    ManualClock clock;
    SilentEventLog log;
    Signers signers;
    ReleaseJudge judge;
};

} // namespace yz::test
