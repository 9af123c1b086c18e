// SPDX-License-Identifier: Apache-2.0
// The outside of a parcel: who signed it, and whether it was sealed to this hub.
#include "hub/order_parcel.h"
#include "json_guard.h"
#include "terminal_certificate.h"

#include <sodium.h>

#include <nlohmann/json.hpp>

namespace yz::hub {
namespace {

constexpr std::string_view kMagic = "YIZHAN-ORDERS 1\n";
/** So that a signature for anything else is none for this; with its zero. */
constexpr std::string_view kDomain("yizhan orders v1", 17);
constexpr std::size_t kMaxEnvelope = 64U * 1024;
constexpr std::size_t kMaxSignature = 1024;

Error malformed(const std::string &why)
{
    return {Fault::DataMalformed, "parcel: " + why};
}

Error forged(const std::string &why)
{
    return {Fault::DataForged, "parcel: " + why};
}

struct Envelope
{
    std::string certificate;
    std::string signature;
    std::string_view sealed;
};

std::string fromBase64(const std::string &text)
{
    std::string bytes(kMaxSignature, '\0');
    std::size_t size = 0;
    const int decoded = sodium_base642bin(reinterpret_cast<unsigned char *>(bytes.data()), bytes.size(), text.data(),
                                          text.size(), nullptr, &size, nullptr, sodium_base64_VARIANT_ORIGINAL);
    bytes.resize(decoded == 0 ? size : 0);
    return bytes;
}

Result<Envelope> envelopeOf(std::string_view file)
{
    if (file.size() > kMaxParcel)
        return malformed("is over 24 MiB");
    if (!file.starts_with(kMagic))
        return malformed("is no parcel of orders, or one of a newer kind");
    file.remove_prefix(kMagic.size());
    const auto end = file.substr(0, kMaxEnvelope).find('\n');
    if (end == std::string_view::npos)
        return malformed("has no envelope, or one that is too long");
    const auto text = file.substr(0, end);
    if (!guardJson(text, kMaxEnvelope))
        return malformed("the envelope is not JSON");
    const auto json = nlohmann::json::parse(text.begin(), text.end(), nullptr, false);
    if (!json.is_object() || !json.contains("certificate") || !json["certificate"].is_string() ||
        !json.contains("sig") || !json["sig"].is_string())
        return malformed("the envelope has no certificate or no signature");
    return Envelope{json["certificate"], fromBase64(json["sig"]), file.substr(end + 1)};
}

Result<std::string> unsealed(std::string_view sealed, const SecretBytes &key)
{
    if (sealed.size() <= crypto_box_SEALBYTES)
        return malformed("is empty");
    const auto *secret = reinterpret_cast<const unsigned char *>(key.bytes().data());
    unsigned char publicKey[crypto_box_PUBLICKEYBYTES];
    std::string plain(sealed.size() - crypto_box_SEALBYTES, '\0');
    if (crypto_scalarmult_base(publicKey, secret) != 0 ||
        crypto_box_seal_open(reinterpret_cast<unsigned char *>(plain.data()),
                             reinterpret_cast<const unsigned char *>(sealed.data()), sealed.size(), publicKey,
                             secret) != 0)
        return forged("was not sealed to this hub's export key");
    return plain;
}

} // namespace

Result<OrderParcel> openParcel(std::string_view file, const SecretBytes &exportKey, const std::string &authority)
{
    if (sodium_init() < 0 || exportKey.size() != crypto_box_SECRETKEYBYTES)
        return {Fault::KeyMissing, "parcel: the hub's export key must have 32 bytes"};
    const auto envelope = envelopeOf(file);
    if (!envelope)
        return envelope.error();
    const auto signer = TerminalCertificate::trust(envelope->certificate, authority);
    if (!signer)
        return signer.error();
    if (!signer->signedThis(std::string(kDomain).append(envelope->sealed), envelope->signature))
        return forged("the signature of " + signer->terminal() + " does not hold");
    auto plain = unsealed(envelope->sealed, exportKey);
    if (!plain)
        return plain.error();
    auto parcel = parseParcel(*plain);
    wipe(std::as_writable_bytes(std::span(*plain)));
    if (parcel && parcel->terminal != signer->terminal()) // a parcel of another, signed anew
        return forged("is of " + parcel->terminal + " and was signed by " + signer->terminal());
    return parcel;
}

} // namespace yz::hub
