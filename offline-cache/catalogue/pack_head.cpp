// SPDX-License-Identifier: Apache-2.0
#include "cache/pack_head.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <sodium.h>

#include <algorithm>

namespace yz::pack {
namespace {

/** So that a signature for anything else is none for this. */
constexpr char kDomain[] = "yizhan catalogue head v1"; // with its zero
constexpr qsizetype kMaxSignatures = 8;
constexpr qsizetype kMaxDeltas = 128;
constexpr double kMaxSequence = 9'007'199'254'740'991;

Error malformed(const std::string &why)
{
    return {Fault::DataMalformed, "pack head: " + why};
}

Error forged(const std::string &why)
{
    return {Fault::DataForged, "pack head: " + why};
}

QByteArray toSign(const QByteArray &payload)
{
    return QByteArray(kDomain, sizeof kDomain) + payload;
}

bool isKid(const QString &kid)
{
    static const QRegularExpression shape(QStringLiteral("^[A-Za-z0-9._-]{1,32}$"));
    return shape.match(kid).hasMatch();
}

QJsonObject fileJson(const PackFile &file)
{
    return {{QStringLiteral("sha256"), QString::fromLatin1(file.sha256.toHex())},
            {QStringLiteral("bytes"), qint64(file.bytes)},
            {QStringLiteral("plain"), qint64(file.plain)}};
}

/** Reads one object; the first member that does not fit is named. */
class HeadReader
{
public:
    std::int64_t number(const QJsonObject &object, const char *key, double most)
    {
        const auto value = object.value(QLatin1String(key));
        if (!value.isDouble() || !(value.toDouble() >= 0 && value.toDouble() <= most)) {
            refuse(key);
            return 0; // what lies out of bounds is no number to go on with
        }
        return static_cast<std::int64_t>(value.toDouble());
    }
    QByteArray digest(const QJsonObject &object, const char *key)
    {
        const auto text = object.value(QLatin1String(key)).toString().toLatin1();
        const QByteArray bytes = QByteArray::fromHex(text);
        if (bytes.size() != 32 || bytes.toHex() != text)
            refuse(key);
        return bytes;
    }
    WallTime time(const QJsonObject &object, const char *key)
    {
        constexpr double kLatest = 253'402'300'799'000; // the year 9999, in milliseconds
        return WallTime(Milliseconds(number(object, key, kLatest)));
    }
    PackFile file(const QJsonValue &value)
    {
        const auto object = value.toObject();
        return {digest(object, "sha256"), number(object, "bytes", static_cast<double>(kMaxFileBytes)),
                number(object, "plain", static_cast<double>(kMaxPlainBytes))};
    }
    void refuse(const char *key)
    {
        if (m_problem.empty())
            m_problem = std::string("\"") + key + "\" is missing or out of bounds";
    }
    const std::string &problem() const { return m_problem; }

private:
    std::string m_problem;
};

Result<PackHead> readPayload(const QByteArray &payload)
{
    const auto document = QJsonDocument::fromJson(payload);
    if (!document.isObject())
        return malformed("the payload is no JSON object");
    const auto top = document.object();
    HeadReader reader;
    PackHead head;
    if (reader.number(top, "format", 1) != 1)
        reader.refuse("format");
    head.region = top.value(QLatin1String("region")).toString();
    static const QRegularExpression region(QStringLiteral("^[0-9]{6}$"));
    if (!region.match(head.region).hasMatch())
        reader.refuse("region");
    head.sequence = reader.number(top, "seq", kMaxSequence);
    if (head.sequence < 1)
        reader.refuse("seq");
    head.root = reader.digest(top, "root");
    head.created = reader.time(top, "created");
    head.expires = reader.time(top, "expires");
    head.minApp = static_cast<int>(reader.number(top, "min_app", 1'000'000));
    head.snapshot = reader.file(top.value(QLatin1String("snapshot")));
    const auto deltas = top.value(QLatin1String("deltas")).toArray();
    if (deltas.size() > kMaxDeltas)
        reader.refuse("deltas");
    for (const auto &one : deltas) {
        const auto delta = one.toObject();
        const auto from = reader.number(delta, "from", static_cast<double>(head.sequence - 1));
        if (from < 1)
            reader.refuse("from");
        head.deltas.push_back({from, reader.file(delta)});
    }
    if (!reader.problem().empty())
        return malformed(reader.problem());
    return head;
}

} // namespace

QByteArray headPayload(const PackHead &head)
{
    QJsonArray deltas;
    for (const auto &delta : head.deltas) {
        auto object = fileJson(delta.file);
        object.insert(QStringLiteral("from"), qint64(delta.from));
        deltas.append(object);
    }
    const auto milliseconds = [](WallTime time) { return static_cast<qint64>(time.time_since_epoch().count()); };
    return QJsonDocument(QJsonObject{{QStringLiteral("format"), 1},
                                     {QStringLiteral("region"), head.region},
                                     {QStringLiteral("seq"), qint64(head.sequence)},
                                     {QStringLiteral("root"), QString::fromLatin1(head.root.toHex())},
                                     {QStringLiteral("created"), milliseconds(head.created)},
                                     {QStringLiteral("expires"), milliseconds(head.expires)},
                                     {QStringLiteral("min_app"), head.minApp},
                                     {QStringLiteral("snapshot"), fileJson(head.snapshot)},
                                     {QStringLiteral("deltas"), deltas}})
        .toJson(QJsonDocument::Compact);
}

namespace {

QJsonObject signatureOf(const QByteArray &payload, const QByteArray &kid, const SecretBytes &secret)
{
    const QByteArray message = toSign(payload);
    QByteArray signature(crypto_sign_BYTES, '\0');
    crypto_sign_detached(reinterpret_cast<unsigned char *>(signature.data()), nullptr,
                         reinterpret_cast<const unsigned char *>(message.constData()),
                         static_cast<unsigned long long>(message.size()),
                         reinterpret_cast<const unsigned char *>(secret.bytes().data()));
    return {{QStringLiteral("kid"), QString::fromLatin1(kid)},
            {QStringLiteral("ed25519"), QString::fromLatin1(signature.toBase64())}};
}

QByteArray headWith(const QByteArray &payload, const QJsonArray &sigs)
{
    return QJsonDocument(QJsonObject{{QStringLiteral("payload"), QString::fromLatin1(payload.toBase64())},
                                     {QStringLiteral("sigs"), sigs}})
        .toJson(QJsonDocument::Compact);
}

/** What stands in head.json, nothing of it believed yet. */
struct Opened
{
    QByteArray payload;
    QJsonArray sigs;
};

Result<Opened> opened(const QByteArray &headJson)
{
    if (headJson.size() > kMaxHeadBytes)
        return malformed("is over 64 KiB");
    const auto document = QJsonDocument::fromJson(headJson);
    if (!document.isObject())
        return malformed("is no JSON object");
    const auto decoded =
        QByteArray::fromBase64Encoding(document.object().value(QLatin1String("payload")).toString().toLatin1(),
                                       QByteArray::AbortOnBase64DecodingErrors);
    const auto sigs = document.object().value(QLatin1String("sigs")).toArray();
    if (!decoded || decoded.decoded.isEmpty() || sigs.size() > kMaxSignatures)
        return malformed("lacks its payload, or has too many signatures");
    return Opened{*decoded, sigs};
}

} // namespace

QByteArray unsignedHead(const QByteArray &payload)
{
    return headWith(payload, {});
}

QByteArray signedHead(const QByteArray &payload, const QByteArray &kid, const SecretBytes &secret)
{
    return headWith(payload, {signatureOf(payload, kid, secret)});
}

Result<QByteArray> countersignedHead(const QByteArray &headJson, const QByteArray &kid, const SecretBytes &secret)
{
    const auto head = opened(headJson);
    if (!head)
        return head.error();
    QJsonArray sigs;
    for (const auto &one : head->sigs) {
        if (one.toObject().value(QLatin1String("kid")).toString().toLatin1() != kid)
            sigs.append(one);
    }
    if (sigs.size() >= kMaxSignatures)
        return malformed("has too many signatures");
    sigs.append(signatureOf(head->payload, kid, secret));
    return headWith(head->payload, sigs);
}

Result<PackHead> unverifiedHead(const QByteArray &headJson)
{
    const auto head = opened(headJson);
    return head ? readPayload(head->payload) : Result<PackHead>(head.error());
}

Result<SigningKey> signingKey(const SecretBytes &seed)
{
    if (seed.size() != crypto_sign_SEEDBYTES)
        return {Fault::DataMalformed, "the publisher's key has not 32 bytes"};
    SigningKey pair{QByteArray(crypto_sign_PUBLICKEYBYTES, '\0'), SecretBytes(crypto_sign_SECRETKEYBYTES)};
    crypto_sign_seed_keypair(reinterpret_cast<unsigned char *>(pair.publicKey.data()),
                             reinterpret_cast<unsigned char *>(pair.secret.bytes().data()),
                             reinterpret_cast<const unsigned char *>(seed.bytes().data()));
    return pair;
}

Result<Verified> verifiedHead(const QByteArray &headJson, const std::vector<PublisherKey> &trusted)
{
    const auto read = opened(headJson);
    if (!read)
        return read.error();
    const QByteArray message = toSign(read->payload);
    bool known = false;
    for (const auto &one : read->sigs) {
        const QString kid = one.toObject().value(QLatin1String("kid")).toString();
        const auto key = std::find_if(trusted.begin(), trusted.end(),
                                      [&](const auto &each) { return isKid(kid) && each.kid == kid.toLatin1(); });
        if (key == trusted.end() || key->key.size() != crypto_sign_PUBLICKEYBYTES)
            continue;
        known = true;
        const QByteArray signature =
            QByteArray::fromBase64(one.toObject().value(QLatin1String("ed25519")).toString().toLatin1());
        if (signature.size() != crypto_sign_BYTES ||
            crypto_sign_verify_detached(reinterpret_cast<const unsigned char *>(signature.constData()),
                                        reinterpret_cast<const unsigned char *>(message.constData()),
                                        static_cast<unsigned long long>(message.size()),
                                        reinterpret_cast<const unsigned char *>(key->key.constData())) != 0)
            continue;
        auto head = readPayload(read->payload);
        if (!head)
            return head.error();
        return Verified{*std::move(head), key->kid};
    }
    return known ? forged("the signature does not hold") : forged("no signature is of a key this terminal trusts");
}

Result<void> acceptable(const Verified &verified, const Expectation &expected)
{
    const PackHead &head = verified.head;
    if (head.region != expected.region)
        return forged("is for region " + head.region.toStdString() + ", not for " + expected.region.toStdString());
    if (head.sequence < expected.lastSequenceOfKey)
        return forged("goes back from " + std::to_string(expected.lastSequenceOfKey) + " to " +
                      std::to_string(head.sequence));
    if (head.minApp > expected.appVersion)
        return {Fault::Unsupported, "pack head: wants a newer program, " + std::to_string(head.minApp)};
    if (expected.clockTrusted && head.expires < expected.now)
        return malformed("has expired");
    return {};
}

} // namespace yz::pack
