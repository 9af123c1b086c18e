// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/result.h>
#include <core/secret.h>

#include <QString>

namespace yz {

/**
 * The 256-bit key of the store: systemd's credential `secure-db.key` when the service manager hands one over
 * (systemd-creds, sealed to TPM2 or host), else `keyFile`, which nobody but its owner may read.
 * KeyMissing, with the reason, otherwise: the program does not start with a store it cannot protect.
 */
Result<SecretBytes> loadStoreKey(const QString &keyFile);

} // namespace yz
