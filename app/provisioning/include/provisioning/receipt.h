// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/result.h>

#include <QByteArray>
#include <QString>

namespace yz::provisioning {

class DeviceIdentity;

/** What a technician takes along from a terminal: what was done there last, and where the chain of its audit ends. */
struct Receipt
{
    QString serial;
    QString terminal;
    QString last;    ///< a line of the audit
    QByteArray head; ///< SHA-256 of the audit's last line, 32 bytes
};

/** A JSON text that the device has signed. Errors: StoreFull, KeyMissing. */
Result<QByteArray> signedReceipt(const Receipt &receipt, const DeviceIdentity &device);
/** What stands in it. DataMalformed: none of ours, or over 16 KiB; DataForged: not signed by the device whose
 * certificate (PEM) this is. */
Result<Receipt> readReceipt(const QByteArray &json, const QByteArray &certificate);

} // namespace yz::provisioning
