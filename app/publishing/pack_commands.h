// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QStringList>

namespace yz::publishing {

/** What a command has to say. */
struct CommandOutcome
{
    int status = 0; ///< 0 done; 1 what was looked at does not hold; 2 it was not understood
    QByteArray said;
    QByteArray complained;
};

/** `yizhan-pack WORDS`; see --help. */
CommandOutcome packCommand(const QStringList &words);

} // namespace yz::publishing
