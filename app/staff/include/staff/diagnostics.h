// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "staff/standing.h"

#include <QByteArray>

#include <vector>

namespace yz::staff {

/** What a technician far away needs in order to help. */
struct DiagnosticsFacts
{
    QByteArray terminal;
    QString version;
    WallTime at{};
    Standing standing;
    std::vector<QByteArray> events; ///< lines of the event log
};

/**
 * One JSON text to be taken away or sent: what stands how, and the last events. Made from types that cannot carry a
 * citizen's word; lines that are no events of ours are left out and counted.
 */
QByteArray diagnosticsOf(const DiagnosticsFacts &facts);

} // namespace yz::staff
