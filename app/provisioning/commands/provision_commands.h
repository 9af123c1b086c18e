// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QStringList>

namespace yz::provisioning {

/** What a command has to say. */
struct CommandOutcome
{
    int status = 0; ///< 0 done; 1 what was looked at does not hold; 2 it was not understood
    QByteArray said;
    QByteArray complained;
};

/** `yizhan-provision WORDS`; see --help. `secret`: what was typed, for the one command that asks for a PIN. */
CommandOutcome provisionCommand(const QStringList &words, const QByteArray &secret = {});

} // namespace yz::provisioning
