// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/clock.h>
#include <core/result.h>

#include <QByteArray>
#include <QString>

namespace yz::provisioning {

constexpr qsizetype kNonceBytes = 32; ///< of a request, and of the bundle that answers it

/** What an office needs in order to know a terminal, as it lies on a stick. */
struct EnrolmentRequest
{
    QString serial;
    QByteArray nonce;   ///< 32 bytes: only an answer to it is taken
    QByteArray request; ///< PKCS #10 in PEM
};
QByteArray requestJson(const EnrolmentRequest &request);
/** DataMalformed: over 16 KiB, not the agreed JSON, or a request for another key than P-256; DataForged: one whose own
 * signature does not hold. */
Result<EnrolmentRequest> parseRequest(const QByteArray &json);

/**
 * The terminal's own keys, born on it and never leaving it: `device.key` (P-256, PEM), `store.key` (256 bits in
 * hexadecimal digits), both readable by their owner alone, and `nonce` while a request is open.
 * Thread: one at a time; blocks on the disk. Errors: StoreFull, KeyMissing, Internal.
 */
class DeviceIdentity
{
public:
    DeviceIdentity(QString folder, QString serial) : m_folder(std::move(folder)), m_serial(std::move(serial)) {}

    /** Makes what is missing; keys that are there stay. */
    Result<void> ensureKeys() const;
    /** As long as a request is open it is the same one: who asks again, for a stick was full or lost, voids nothing. */
    Result<EnrolmentRequest> request() const;
    /** Of the open request; empty: none. */
    QByteArray openNonce() const;
    Result<void> closeRequest() const;
    /** DataMalformed: no certificate; DataForged: for another key, or another terminal than `subject`. */
    Result<void> owns(const QByteArray &certificate, const QString &subject) const;
    /** ECDSA over SHA-256, DER: for receipts. */
    Result<QByteArray> sign(const QByteArray &message) const;
    const QString &serial() const { return m_serial; }

private:
    QString m_folder;
    QString m_serial;
};

/** What a terminal is called before it has a name: from the machine's identity, which it does not betray. */
QString serialOf(const QByteArray &machineId);

/** What an office answers with. `subject`: the terminal's id. */
struct IssueWish
{
    QByteArray request;      ///< PEM
    QByteArray authority;    ///< certificate, PEM
    QByteArray authorityKey; ///< PEM
    QString subject;         ///< 1–32 of [A-Za-z0-9-]
    WallTime from{};
    int days = 0;
};
/** A client certificate in PEM. Errors of the request: as parseRequest(); DataMalformed: a certificate or key that is
 * none. */
Result<QByteArray> issueCertificate(const IssueWish &wish);

} // namespace yz::provisioning
