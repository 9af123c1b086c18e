// SPDX-License-Identifier: Apache-2.0
#include "hub/receipt_signer.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <cstdio>

namespace yz::hub {
namespace {

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

void ReceiptSigner::FreeKey::operator()(void *key) const
{
    EVP_PKEY_free(static_cast<EVP_PKEY *>(key));
}

Result<ReceiptSigner> ReceiptSigner::load(const std::string &path)
{
    ReceiptSigner signer;
    const std::unique_ptr<BIO, int (*)(BIO *)> file(BIO_new_file(path.c_str(), "r"), BIO_free);
    if (!file)
        return {Fault::KeyMissing, "cannot open the receipt key " + path};
    auto *key = PEM_read_bio_PrivateKey(file.get(), nullptr, nullptr, nullptr);
    signer.m_key.reset(key);
    if (!key || EVP_PKEY_id(key) != EVP_PKEY_ED25519)
        return {Fault::DataMalformed, "no Ed25519 private key in PEM form: " + path};
    Digest publicKey;
    std::size_t size = publicKey.size();
    if (EVP_PKEY_get_raw_public_key(key, reinterpret_cast<unsigned char *>(publicKey.data()), &size) != 1)
        return {Fault::DataMalformed, "no public part in " + path};
    const std::string raw(reinterpret_cast<const char *>(publicKey.data()), size);
    signer.m_keyId = toHex(sha256(raw)).substr(0, 16);
    return signer;
}

Result<Receipt> ReceiptSigner::sign(const ReceiptFacts &facts) const
{
    Receipt receipt{payloadOf(facts), std::string(64, '\0'), m_keyId};
    const std::string message = std::string(kDomain) + receipt.payload;
    const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX *)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    std::size_t size = receipt.signature.size();
    if (!context ||
        EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, static_cast<EVP_PKEY *>(m_key.get())) != 1 ||
        EVP_DigestSign(context.get(), reinterpret_cast<unsigned char *>(receipt.signature.data()), &size,
                       reinterpret_cast<const unsigned char *>(message.data()), message.size()) != 1 ||
        size != receipt.signature.size())
        return {Fault::Internal, "the receipt could not be signed"};
    return receipt;
}

} // namespace yz::hub
