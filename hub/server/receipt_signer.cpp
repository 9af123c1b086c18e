// SPDX-License-Identifier: Apache-2.0
#include "hub/receipt_signer.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <sodium.h>

#include <cstdio>
#include <memory>

namespace yz::hub {
namespace {

// libsodium signs in half the time OpenSSL takes; OpenSSL reads the PEM file.
constexpr std::string_view kDomain = "yizhan-receipt-v1\n";

struct ChinaTime
{
    int year;
    unsigned month, day;
    int hour, minute, second, millisecond;
};

ChinaTime inChina(WallTime moment)
{
    using namespace std::chrono;
    const auto local = moment + hours(8); // one zone, no summer time since 1991
    const auto days = floor<std::chrono::days>(local);
    const year_month_day date{days};
    const hh_mm_ss clock{local - days};
    return {static_cast<int>(date.year()),
            static_cast<unsigned>(date.month()),
            static_cast<unsigned>(date.day()),
            static_cast<int>(clock.hours().count()),
            static_cast<int>(clock.minutes().count()),
            static_cast<int>(clock.seconds().count()),
            static_cast<int>(clock.subseconds().count())};
}

std::span<const std::byte> asBytes(const std::string &text)
{
    return std::as_bytes(std::span(text));
}

unsigned char *raw(std::span<std::byte> bytes)
{
    return reinterpret_cast<unsigned char *>(bytes.data());
}

std::string payloadOf(const ReceiptFacts &facts)
{
    // Every value is of an alphabet that needs no escaping.
    return "{\"order\":\"" + facts.order.toString() + "\",\"terminal\":\"" + facts.terminal + "\",\"epoch\":\"" +
           facts.epoch.toString() + "\",\"seq\":" + std::to_string(facts.sequence) + ",\"digest\":\"" +
           toDigestField(facts.digest) + "\",\"number\":\"" + facts.number + "\",\"received_at\":\"" +
           toChinaTime(facts.receivedAt) + "\"}";
}

} // namespace

std::string toChinaTime(WallTime moment)
{
    const auto at = inChina(moment);
    char text[64];
    std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%03d+08:00", at.year, at.month, at.day, at.hour,
                  at.minute, at.second, at.millisecond);
    return text;
}

std::string registerNumber(const std::string &region, WallTime moment, std::uint64_t serial)
{
    const auto at = inChina(moment);
    char text[64];
    std::snprintf(text, sizeof text, "-%04d%02u%02u-%06llu", at.year, at.month, at.day,
                  static_cast<unsigned long long>(serial));
    return region + text;
}

std::string Receipt::toJson() const
{
    return "{\"payload\":\"" + toBase64(asBytes(payload)) + "\",\"sig\":\"" + toBase64(asBytes(signature)) +
           "\",\"kid\":\"" + keyId + "\"}";
}

Result<ReceiptSigner> ReceiptSigner::load(const std::string &path)
{
    const std::unique_ptr<BIO, int (*)(BIO *)> file(BIO_new_file(path.c_str(), "r"), BIO_free);
    if (!file)
        return {Fault::KeyMissing, "cannot open the receipt key " + path};
    const std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY *)> key(
        PEM_read_bio_PrivateKey(file.get(), nullptr, nullptr, nullptr), EVP_PKEY_free);
    SecretBytes seed(crypto_sign_SEEDBYTES);
    std::size_t size = seed.size();
    if (!key || EVP_PKEY_id(key.get()) != EVP_PKEY_ED25519 ||
        EVP_PKEY_get_raw_private_key(key.get(), raw(seed.bytes()), &size) != 1 || size != seed.size())
        return {Fault::DataMalformed, "no Ed25519 private key in PEM form: " + path};
    ReceiptSigner signer;
    signer.m_key = SecretBytes(crypto_sign_SECRETKEYBYTES);
    Digest publicKey;
    crypto_sign_seed_keypair(raw(publicKey), raw(signer.m_key.bytes()), raw(seed.bytes()));
    signer.m_keyId = toHex(sha256({reinterpret_cast<const char *>(publicKey.data()), publicKey.size()})).substr(0, 16);
    return signer;
}

Result<Receipt> ReceiptSigner::sign(const ReceiptFacts &facts) const
{
    Receipt receipt{payloadOf(facts), std::string(crypto_sign_BYTES, '\0'), m_keyId};
    const std::string message = std::string(kDomain) + receipt.payload;
    if (crypto_sign_detached(reinterpret_cast<unsigned char *>(receipt.signature.data()), nullptr,
                             reinterpret_cast<const unsigned char *>(message.data()), message.size(),
                             reinterpret_cast<const unsigned char *>(m_key.bytes().data())) != 0)
        return {Fault::Internal, "the receipt could not be signed"};
    return receipt;
}

} // namespace yz::hub
