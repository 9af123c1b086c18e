// SPDX-License-Identifier: Apache-2.0
// yizhan-provision: what an office makes for its technicians to carry.
#include "commands/provision_commands.h"

#include <QCoreApplication>
#include <QFile>

#include <cstdio>

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("yizhan-provision"));
    QCoreApplication::setApplicationVersion(QStringLiteral(YIZHAN_VERSION));
    const QStringList words = QCoreApplication::arguments().sliced(1);
    QByteArray secret;
    if (words.value(0) == QLatin1String("staff")) {
        QFile input;
        if (input.open(stdin, QIODevice::ReadOnly))
            secret = input.readLine(64);
    }
    const auto outcome = yz::provisioning::provisionCommand(words, secret);
    std::fputs(outcome.said.constData(), stdout);
    std::fputs(outcome.complained.constData(), stderr);
    return outcome.status;
}
