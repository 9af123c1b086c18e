// SPDX-License-Identifier: Apache-2.0
#include "provisioning/device_identity.h"

#include "provisioning/durable.h"
#include "tls_things.h"

#include <core/secret.h>
#include <words/hex.h>
#include <words/json_walk.h>

#include <QCryptographicHash>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

namespace yz::provisioning {
namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype kMostRequest = 16 * 1024;

QByteArray randomHex(qsizetype bytes)
{
    const SecretBytes random = SecretBytes::random(std::size_t(bytes));
    return QByteArray(reinterpret_cast<const char *>(random.bytes().data()), bytes).toHex();
}

} // namespace

QByteArray requestJson(const EnrolmentRequest &request)
{
    return QJsonDocument(QJsonObject{{u"schema"_s, 1},
                                     {u"serial"_s, request.serial},
                                     {u"nonce"_s, QString::fromLatin1(request.nonce.toHex())},
                                     {u"request"_s, QString::fromLatin1(request.request)}})
        .toJson();
}

Result<EnrolmentRequest> parseRequest(const QByteArray &json)
{
    JsonWalk walk;
    const JsonPlace top = walk.open(json, kMostRequest);
    top.onlyKeys({"schema", "serial", "nonce", "request"});
    (void)top.integer("schema", 1, 1);
    EnrolmentRequest request{top.text("serial", 40), top.hex("nonce", kNonceBytes),
                             top.text("request", 4000).toLatin1()};
    if (walk.problem())
        return {Fault::DataMalformed, "request: " + walk.problem()->detail};
    const auto judged = tls::judgeRequest(request.request);
    return judged ? Result<EnrolmentRequest>(request) : Result<EnrolmentRequest>(judged.error());
}

Result<void> DeviceIdentity::ensureKeys() const
{
    const QString device = m_folder + u"/device.key"_s;
    if (!QFileInfo::exists(device)) {
        auto key = tls::newKeyPem();
        if (!key)
            return key.error();
        if (auto written = writeWhole(device, *key); !written)
            return written;
        wipe({reinterpret_cast<std::byte *>(key->data()), std::size_t(key->size())});
    }
    const QString store = m_folder + u"/store.key"_s;
    return QFileInfo::exists(store) ? Result<void>() : writeWhole(store, randomHex(32));
}

Result<EnrolmentRequest> DeviceIdentity::request() const
{
    if (auto keys = ensureKeys(); !keys)
        return keys.error();
    const auto key = readWhole(m_folder + u"/device.key"_s, kMostRequest);
    const auto pem = key ? tls::certificateRequest(*key, m_serial) : Result<QByteArray>(key.error());
    if (!pem)
        return pem.error();
    if (const QByteArray open = openNonce(); !open.isEmpty())
        return EnrolmentRequest{m_serial, open, *pem};
    const QByteArray nonce = randomHex(kNonceBytes);
    if (auto written = writeWhole(m_folder + u"/nonce"_s, nonce); !written)
        return written.error();
    return EnrolmentRequest{m_serial, QByteArray::fromHex(nonce), *pem};
}

QByteArray DeviceIdentity::openNonce() const
{
    const auto hex = readWhole(m_folder + u"/nonce"_s, 128);
    return hex ? bytesOfHex(*hex, kNonceBytes) : QByteArray();
}

Result<void> DeviceIdentity::closeRequest() const
{
    return openNonce().isEmpty() ? Result<void>() : writeWhole(m_folder + u"/nonce"_s, {});
}

Result<void> DeviceIdentity::owns(const QByteArray &certificate, const QString &subject) const
{
    const auto key = readWhole(m_folder + u"/device.key"_s, kMostRequest);
    return key ? tls::belongs(certificate, *key, subject) : Result<void>(key.error());
}

Result<QByteArray> DeviceIdentity::sign(const QByteArray &message) const
{
    const auto key = readWhole(m_folder + u"/device.key"_s, kMostRequest);
    return key ? tls::sign(*key, message) : Result<QByteArray>(key.error());
}

QString serialOf(const QByteArray &machineId)
{
    const QByteArray digest =
        QCryptographicHash::hash("yizhan serial\n" + machineId.trimmed(), QCryptographicHash::Sha256);
    return u"YZ-"_s + QString::fromLatin1(digest.first(6).toHex()).toUpper();
}

Result<QByteArray> issueCertificate(const IssueWish &wish)
{
    return tls::issue(wish);
}

} // namespace yz::provisioning
