// SPDX-License-Identifier: Apache-2.0
#include "provisioning/receipt.h"

#include "provisioning/device_identity.h"
#include "tls_things.h"

#include <words/hex.h>

#include <QJsonDocument>
#include <QJsonObject>

namespace yz::provisioning {
namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype kMost = 16 * 1024;
constexpr int kDigestBytes = 32;

/** So that a signature for anything else is none for this. */
QByteArray toSign(const QByteArray &payload)
{
    return "yizhan receipt v1\n" + payload;
}

} // namespace

Result<QByteArray> signedReceipt(const Receipt &receipt, const DeviceIdentity &device)
{
    const QJsonObject body{{u"serial"_s, receipt.serial},
                           {u"terminal"_s, receipt.terminal},
                           {u"last"_s, receipt.last},
                           {u"head"_s, QString::fromLatin1(receipt.head.toHex())}};
    const QByteArray payload = QJsonDocument(body).toJson(QJsonDocument::Compact);
    if (auto keys = device.ensureKeys(); !keys)
        return keys.error();
    const auto signature = device.sign(toSign(payload));
    if (!signature)
        return signature.error();
    return QJsonDocument(QJsonObject{{u"payload"_s, QString::fromLatin1(payload.toBase64())},
                                     {u"ecdsa"_s, QString::fromLatin1(signature->toBase64())}})
        .toJson();
}

Result<Receipt> readReceipt(const QByteArray &json, const QByteArray &certificate)
{
    const QJsonObject envelope = json.size() > kMost ? QJsonObject() : QJsonDocument::fromJson(json).object();
    const QByteArray payload = QByteArray::fromBase64(envelope.value("payload"_L1).toString().toLatin1());
    const QByteArray signature = QByteArray::fromBase64(envelope.value("ecdsa"_L1).toString().toLatin1());
    if (payload.isEmpty() || signature.isEmpty())
        return {Fault::DataMalformed, "receipt: is none"};
    if (auto held = tls::holds(certificate, toSign(payload), signature); !held)
        return held.error();
    const QJsonObject body = QJsonDocument::fromJson(payload).object();
    Receipt receipt{body.value("serial"_L1).toString(), body.value("terminal"_L1).toString(),
                    body.value("last"_L1).toString(),
                    bytesOfHex(body.value("head"_L1).toString().toLatin1(), kDigestBytes)};
    if (receipt.serial.isEmpty() || receipt.head.isEmpty())
        return {Fault::DataMalformed, "receipt: signed, and says nothing"};
    return receipt;
}

} // namespace yz::provisioning
