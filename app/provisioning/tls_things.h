// SPDX-License-Identifier: Apache-2.0
// OpenSSL behind a few functions; nothing of it is seen elsewhere.
#pragma once

#include "provisioning/device_identity.h"

namespace yz::provisioning::tls {

Result<QByteArray> newKeyPem();
Result<QByteArray> certificateRequest(const QByteArray &keyPem, const QString &commonName);
/** DataMalformed: no PKCS #10 in PEM, or one for another key than P-256; DataForged: its own signature does not hold.
 */
Result<void> judgeRequest(const QByteArray &pem);
Result<QByteArray> sign(const QByteArray &keyPem, const QByteArray &message);
Result<void> belongs(const QByteArray &certificatePem, const QByteArray &keyPem, const QString &commonName);
/** DataMalformed: no certificate; DataForged: the signature is not its key's. */
Result<void> holds(const QByteArray &certificatePem, const QByteArray &message, const QByteArray &signature);
Result<QByteArray> issue(const IssueWish &wish);

} // namespace yz::provisioning::tls
