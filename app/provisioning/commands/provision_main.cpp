// SPDX-License-Identifier: Apache-2.0
// yizhan-provision: what an office makes for its technicians to carry.
#include "commands/command_words.h"
#include "commands/provision_commands.h"
#include "commands/typed_pin.h"

#include <QCoreApplication>
#include <QFile>

#include <unistd.h>

#include <cstdio>

using namespace yz;

namespace {

/** From whoever sits there, or from a pipe. */
Result<QByteArray> secretFor(const QStringList &words)
{
    if (words.value(0) != QLatin1String("staff"))
        return QByteArray();
    if (::isatty(STDIN_FILENO) == 1)
        return provisioning::typedPin(STDIN_FILENO, STDERR_FILENO);
    QFile input;
    return input.open(stdin, QIODevice::ReadOnly) ? input.readLine(64) : QByteArray();
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("yizhan-provision"));
    QCoreApplication::setApplicationVersion(QStringLiteral(YIZHAN_VERSION));
    const QStringList words = QCoreApplication::arguments().sliced(1);
    const auto secret = secretFor(words);
    const auto outcome =
        secret ? provisioning::provisionCommand(words, *secret) : provisioning::refused(secret.error());
    std::fputs(outcome.said.constData(), stdout);
    std::fputs(outcome.complained.constData(), stderr);
    return outcome.status;
}
