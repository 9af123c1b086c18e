// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/fault.h>

#include <QString>

namespace yz::ui {

/** What a citizen reads when something does not go: what happened, in plain words, and what to do now. */
struct CitizenWords
{
    QString sentence;
    QString nextStep;
};

/** The one table from Fault to words. A test keeps it complete and free of technicians' words. */
CitizenWords citizenWords(Fault fault);

} // namespace yz::ui
