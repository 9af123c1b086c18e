// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/result.h>

#include <QByteArray>
#include <QString>

namespace yz::provisioning {

/**
 * Sealed orders as a file for a stick (`*.yzo`; hub/contract, "Orders on a stick"): who they are from, and a
 * signature. `certificate`, `privateKey`: PEM files of this terminal's side of mutual TLS. Blocks on the disk.
 * Errors: KeyMissing.
 */
Result<QByteArray> orderParcel(const QByteArray &sealed, const QString &certificate, const QString &privateKey);

} // namespace yz::provisioning
