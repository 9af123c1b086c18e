// SPDX-License-Identifier: Apache-2.0
#include "provisioning/order_parcel.h"

#include "provisioning/durable.h"
#include "tls_things.h"

#include <core/secret.h>

#include <QJsonDocument>
#include <QJsonObject>

namespace yz::provisioning {
namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype kMostPem = 32 * 1024;
/** So that a signature for anything else is none for this. */
constexpr char kDomain[] = "yizhan orders v1"; // with its zero

} // namespace

Result<QByteArray> orderParcel(const QByteArray &sealed, const QString &certificate, const QString &privateKey)
{
    const auto pem = readWhole(certificate, kMostPem);
    auto key = readWhole(privateKey, kMostPem);
    if (!pem || !key)
        return {Fault::KeyMissing, "export: this terminal has no certificate to sign with"};
    const auto signature = tls::sign(*key, QByteArray(kDomain, sizeof kDomain) + sealed);
    wipe({reinterpret_cast<std::byte *>(key->data()), static_cast<std::size_t>(key->size())});
    if (!signature)
        return signature.error();
    const QJsonObject envelope{{u"certificate"_s, QString::fromLatin1(*pem)},
                               {u"sig"_s, QString::fromLatin1(signature->toBase64())}};
    return "YIZHAN-ORDERS 1\n" + QJsonDocument(envelope).toJson(QJsonDocument::Compact) + '\n' + sealed;
}

} // namespace yz::provisioning
