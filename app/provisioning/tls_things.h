// SPDX-License-Identifier: Apache-2.0
// OpenSSL behind five functions; nothing of it is seen elsewhere.
#pragma once

#include "provisioning/device_identity.h"

namespace yz::provisioning::tls {

Result<QByteArray> newKeyPem();
Result<QByteArray> certificateRequest(const QByteArray &keyPem, const QString &commonName);
bool requestHolds(const QByteArray &pem);
Result<QByteArray> sign(const QByteArray &keyPem, const QByteArray &message);
Result<QByteArray> issue(const IssueWish &wish);

} // namespace yz::provisioning::tls
