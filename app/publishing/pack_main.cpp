// SPDX-License-Identifier: Apache-2.0
// yizhan-pack: what a province makes, signs and hands out for its terminals.
#include "pack_commands.h"

#include <QCoreApplication>

#include <cstdio>

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("yizhan-pack"));
    QCoreApplication::setApplicationVersion(QStringLiteral(YIZHAN_VERSION));
    const auto outcome = yz::publishing::packCommand(QCoreApplication::arguments().sliced(1));
    std::fputs(outcome.said.constData(), stdout);
    std::fputs(outcome.complained.constData(), stderr);
    return outcome.status;
}
