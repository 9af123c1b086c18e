// SPDX-License-Identifier: Apache-2.0
#include "provisioning/bundle.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <sodium.h>

#include <algorithm>

namespace yz::provisioning {
namespace {

using namespace Qt::StringLiterals;

constexpr QByteArrayView kMagic("YIZHAN-BUNDLE 1\n");
/** So that a signature for anything else is none for this. */
constexpr char kDomain[] = "yizhan bundle v1"; // with its zero
constexpr qsizetype kMostSignatures = 8;
constexpr auto kMostAhead = std::chrono::days(1);

Error malformed(const std::string &why)
{
    return {Fault::DataMalformed, "bundle: " + why};
}

Error forged(const std::string &why)
{
    return {Fault::DataForged, "bundle: " + why};
}

QByteArray toSign(const QByteArray &payload)
{
    return QByteArray(kDomain, sizeof kDomain) + payload;
}

bool holds(const QByteArray &payload, const QByteArray &signature, const QByteArray &key)
{
    const QByteArray message = toSign(payload);
    return signature.size() == crypto_sign_BYTES && key.size() == crypto_sign_PUBLICKEYBYTES &&
           crypto_sign_verify_detached(reinterpret_cast<const unsigned char *>(signature.constData()),
                                       reinterpret_cast<const unsigned char *>(message.constData()),
                                       static_cast<unsigned long long>(message.size()),
                                       reinterpret_cast<const unsigned char *>(key.constData())) == 0;
}

/** The signer among those who are believed; nobody's word is looked at before. */
Result<TrustedKey> signerOf(const QByteArray &payload, const QJsonArray &sigs, const std::vector<TrustedKey> &trusted)
{
    bool known = false;
    for (const auto &one : sigs) {
        const QByteArray kid = one.toObject().value("kid"_L1).toString().toLatin1();
        const auto key =
            std::find_if(trusted.begin(), trusted.end(), [&](const auto &each) { return each.kid == kid; });
        if (key == trusted.end())
            continue;
        known = true;
        if (holds(payload, QByteArray::fromBase64(one.toObject().value("ed25519"_L1).toString().toLatin1()), key->key))
            return *key;
    }
    return known ? forged("the signature does not hold") : forged("signed by nobody whom this terminal believes");
}

Result<std::vector<BundleFile>> filesOf(const Manifest &manifest, QByteArrayView rest)
{
    std::vector<BundleFile> files;
    for (const Manifest::Entry &entry : manifest.files) {
        if (entry.bytes > rest.size())
            return malformed("ends before " + entry.name.toStdString() + " is whole");
        const QByteArray bytes = rest.first(entry.bytes).toByteArray();
        rest = rest.sliced(entry.bytes);
        if (QCryptographicHash::hash(bytes, QCryptographicHash::Sha256) != entry.sha256)
            return forged(entry.name.toStdString() + " is not what was signed");
        files.push_back({entry.component, entry.name, bytes});
    }
    if (!rest.isEmpty())
        return malformed("has more bytes than its manifest lists");
    return files;
}

} // namespace

QByteArray makeBundle(Manifest manifest, const std::vector<BundleFile> &files, const QByteArray &kid,
                      const SecretBytes &secret)
{
    manifest.files.clear();
    for (const BundleFile &file : files)
        manifest.files.push_back({file.component, file.name, file.bytes.size(),
                                  QCryptographicHash::hash(file.bytes, QCryptographicHash::Sha256)});
    const QByteArray payload = manifestJson(manifest);
    const QByteArray message = toSign(payload);
    QByteArray signature(crypto_sign_BYTES, '\0');
    crypto_sign_detached(reinterpret_cast<unsigned char *>(signature.data()), nullptr,
                         reinterpret_cast<const unsigned char *>(message.constData()),
                         static_cast<unsigned long long>(message.size()),
                         reinterpret_cast<const unsigned char *>(secret.bytes().data()));
    const QJsonObject sig{{u"kid"_s, QString::fromLatin1(kid)},
                          {u"ed25519"_s, QString::fromLatin1(signature.toBase64())}};
    const QJsonObject envelope{{u"payload"_s, QString::fromLatin1(payload.toBase64())}, {u"sigs"_s, QJsonArray{sig}}};
    QByteArray bytes = kMagic.toByteArray() + QJsonDocument(envelope).toJson(QJsonDocument::Compact) + '\n';
    for (const BundleFile &file : files)
        bytes += file.bytes;
    return bytes;
}

namespace {

/** What stands in the second line, nothing of it believed yet. */
struct Envelope
{
    QByteArray payload;
    QJsonArray sigs;
    qsizetype end = 0; ///< where the files begin
};

Result<Envelope> envelopeOf(const QByteArray &bytes)
{
    if (bytes.size() > kMostBundleBytes)
        return malformed("is over 64 MiB");
    if (!bytes.startsWith(kMagic))
        return malformed("is no bundle, or one of a newer kind");
    const qsizetype end = bytes.indexOf('\n', kMagic.size());
    if (end < 0 || end - kMagic.size() > kMostEnvelopeBytes)
        return malformed("has no envelope, or one that is too long");
    const auto envelope = QJsonDocument::fromJson(bytes.sliced(kMagic.size(), end - kMagic.size())).object();
    const auto payload = QByteArray::fromBase64Encoding(envelope.value("payload"_L1).toString().toLatin1(),
                                                        QByteArray::AbortOnBase64DecodingErrors);
    const QJsonArray sigs = envelope.value("sigs"_L1).toArray();
    if (!payload || payload.decoded.isEmpty() || sigs.isEmpty() || sigs.size() > kMostSignatures)
        return malformed("has no manifest, no signature, or too many of them");
    return Envelope{*payload, sigs, end + 1};
}

} // namespace

Result<Manifest> unverifiedManifest(const QByteArray &bundle)
{
    const auto envelope = envelopeOf(bundle);
    return envelope ? parseManifest(envelope->payload) : Result<Manifest>(envelope.error());
}

Result<Bundle> openBundle(const QByteArray &bytes, const std::vector<TrustedKey> &trusted)
{
    const auto envelope = envelopeOf(bytes);
    if (!envelope)
        return envelope.error();
    const auto signer = signerOf(envelope->payload, envelope->sigs, trusted);
    if (!signer)
        return signer.error();
    const auto manifest = parseManifest(envelope->payload);
    if (!manifest)
        return manifest.error();
    auto files = filesOf(*manifest, QByteArrayView(bytes).sliced(envelope->end));
    if (!files)
        return files.error();
    return Bundle{*manifest, *signer, *std::move(files)};
}

Result<void> acceptable(const Bundle &bundle, const Expectation &expected)
{
    const Manifest &manifest = bundle.manifest;
    // First: of a stick for many terminals, what is for others is no concern of this one's.
    const bool isNamed = std::any_of(expected.names.begin(), expected.names.end(),
                                     [&](const QString &name) { return manifest.terminals.contains(name); });
    if (!manifest.terminals.isEmpty() && !isNamed)
        return {Fault::NotFound, "bundle: is for another terminal"};
    for (const auto &[component, epoch] : manifest.epochs) {
        const std::string what = codeOf(component).toStdString();
        if (!bundle.signer.may.contains(component))
            return forged(bundle.signer.kid.toStdString() + " may not sign for " + what);
        const auto before = expected.epochs.find(component);
        if (before != expected.epochs.end() && epoch < before->second)
            return forged(what + " goes back from epoch " + std::to_string(before->second) + " to " +
                          std::to_string(epoch));
        const auto newest = expected.created.find(component);
        if (before != expected.epochs.end() && epoch == before->second && newest != expected.created.end() &&
            manifest.created < newest->second)
            return forged(what + " is older than what was applied, and its epoch is not higher");
    }
    if (expected.region.isEmpty() ? !isNamed : !isWithin(expected.region, manifest.region))
        return forged("is for region " + manifest.region.toStdString() + ", not for this terminal's");
    if (!isWithin(expected.region.isEmpty() ? manifest.region : expected.region, bundle.signer.region))
        return forged(bundle.signer.kid.toStdString() + " may not sign for this region");
    if (expected.seen.contains(manifest.id))
        return forged("was applied here before");
    if (manifest.epochs.contains(Component::Identity) &&
        (expected.nonce.isEmpty() || manifest.answers != expected.nonce))
        return forged("answers a request that this terminal has not made");
    if (expected.floor > manifest.notAfter)
        return malformed("has expired");
    // What a bundle vouches for becomes the floor: one from the far future would make all others expire.
    if (expected.floor < manifest.notBefore || manifest.created > expected.floor + kMostAhead)
        return malformed("is not valid yet");
    return {};
}

} // namespace yz::provisioning
