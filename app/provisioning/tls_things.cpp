// SPDX-License-Identifier: Apache-2.0
#include "tls_things.h"

#include <core/secret.h>

#include <openssl/bio.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <array>
#include <memory>
#include <string_view>

namespace yz::provisioning::tls {
namespace {

template <auto Free>
struct Freer
{
    template <class T>
    void operator()(T *thing) const
    {
        Free(thing);
    }
};
using Bio = std::unique_ptr<BIO, Freer<BIO_free_all>>;
using Key = std::unique_ptr<EVP_PKEY, Freer<EVP_PKEY_free>>;
using Request = std::unique_ptr<X509_REQ, Freer<X509_REQ_free>>;
using Certificate = std::unique_ptr<X509, Freer<X509_free>>;
using Digest = std::unique_ptr<EVP_MD_CTX, Freer<EVP_MD_CTX_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Freer<X509_EXTENSION_free>>;

Bio reading(const QByteArray &pem)
{
    return Bio(BIO_new_mem_buf(pem.constData(), static_cast<int>(pem.size())));
}

QByteArray written(BIO *bio)
{
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return QByteArray(data, static_cast<qsizetype>(size));
}

/** Never asks anybody for a passphrase. */
int noPassphrase(char *, int, int, void *)
{
    return -1;
}

Key keyFrom(const QByteArray &pem)
{
    return Key(PEM_read_bio_PrivateKey(reading(pem).get(), nullptr, noPassphrase, nullptr));
}

Request requestFrom(const QByteArray &pem)
{
    return Request(PEM_read_bio_X509_REQ(reading(pem).get(), nullptr, noPassphrase, nullptr));
}

/** Before its signature is looked at: to verify one of a monstrous key would take its time. */
bool isP256(const EVP_PKEY *key)
{
    std::array<char, 32> group{};
    std::size_t size = 0;
    int isSpeltOut = 1; // with all its parameters instead of its name: peers refuse such a certificate
    return key != nullptr && EVP_PKEY_is_a(key, "EC") == 1 &&
           EVP_PKEY_get_group_name(key, group.data(), group.size(), &size) == 1 &&
           std::string_view(group.data(), size) == SN_X9_62_prime256v1 &&
           EVP_PKEY_get_int_param(key, OSSL_PKEY_PARAM_EC_DECODED_FROM_EXPLICIT_PARAMS, &isSpeltOut) == 1 &&
           isSpeltOut == 0;
}

Result<void> judged(X509_REQ *request)
{
    if (request == nullptr)
        return {Fault::DataMalformed, "request: is no certificate request"};
    EVP_PKEY *key = X509_REQ_get0_pubkey(request);
    if (!isP256(key))
        return {Fault::DataMalformed, "request: asks for a key that is not of the curve P-256"};
    return X509_REQ_verify(request, key) == 1 ? Result<void>()
                                              : Error{Fault::DataForged, "request: its own signature does not hold"};
}

bool name(X509_NAME *subject, const QByteArray &commonName)
{
    const auto add = [&](const char *field, const QByteArray &value) {
        return X509_NAME_add_entry_by_txt(subject, field, MBSTRING_UTF8,
                                          reinterpret_cast<const unsigned char *>(value.constData()),
                                          static_cast<int>(value.size()), -1, 0) == 1;
    };
    return add("O", "Yizhan") && add("CN", commonName);
}

bool extend(X509 *certificate, int nid, const char *value)
{
    const Extension extension(X509V3_EXT_conf_nid(nullptr, nullptr, nid, value));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

Error failed(const char *what)
{
    return {Fault::DataMalformed, std::string("certificate: ") + what};
}

bool fill(X509 *certificate, const IssueWish &wish, X509_REQ *request, X509 *authority)
{
    std::array<unsigned char, 16> serial{};
    fillRandom(std::as_writable_bytes(std::span(serial)));
    serial[0] &= 0x7f; // positive, as RFC 5280 §4.1.2.2 wants it
    BIGNUM *number = BN_bin2bn(serial.data(), static_cast<int>(serial.size()), nullptr);
    const bool numbered = BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate)) != nullptr;
    BN_free(number);
    const auto from = std::chrono::floor<std::chrono::seconds>(wish.from.time_since_epoch()).count();
    return numbered && X509_set_version(certificate, X509_VERSION_3) == 1 &&
           ASN1_TIME_set(X509_getm_notBefore(certificate), from) != nullptr &&
           ASN1_TIME_set(X509_getm_notAfter(certificate), from + 86'400LL * wish.days) != nullptr &&
           name(X509_get_subject_name(certificate), wish.subject.toUtf8()) &&
           X509_set_issuer_name(certificate, X509_get_subject_name(authority)) == 1 &&
           X509_set_pubkey(certificate, X509_REQ_get0_pubkey(request)) == 1 &&
           extend(certificate, NID_ext_key_usage, "clientAuth") &&
           extend(certificate, NID_key_usage, "critical,digitalSignature") &&
           extend(certificate, NID_basic_constraints, "critical,CA:FALSE");
}

} // namespace

Result<QByteArray> newKeyPem()
{
    char curve[] = "P-256"; // EVP_EC_gen() casts a const away, which clang refuses
    const Key key(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", curve));
    const Bio bio(BIO_new(BIO_s_mem()));
    if (!key || PEM_write_bio_PKCS8PrivateKey(bio.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
        return {Fault::Internal, "certificate: no key could be made"};
    return written(bio.get());
}

Result<QByteArray> certificateRequest(const QByteArray &keyPem, const QString &commonName)
{
    const Key key = keyFrom(keyPem);
    const Request request(X509_REQ_new());
    const Bio bio(BIO_new(BIO_s_mem()));
    if (!key || X509_REQ_set_version(request.get(), X509_REQ_VERSION_1) != 1 ||
        !name(X509_REQ_get_subject_name(request.get()), commonName.toUtf8()) ||
        X509_REQ_set_pubkey(request.get(), key.get()) != 1 ||
        X509_REQ_sign(request.get(), key.get(), EVP_sha256()) <= 0 ||
        PEM_write_bio_X509_REQ(bio.get(), request.get()) != 1)
        return {Fault::KeyMissing, "certificate: the device's key cannot sign a request"};
    return written(bio.get());
}

Result<void> judgeRequest(const QByteArray &pem)
{
    return judged(requestFrom(pem).get());
}

Result<QByteArray> sign(const QByteArray &keyPem, const QByteArray &message)
{
    const Key key = keyFrom(keyPem);
    const Digest digest(EVP_MD_CTX_new());
    std::size_t size = 0;
    const auto *bytes = reinterpret_cast<const unsigned char *>(message.constData());
    const auto length = static_cast<std::size_t>(message.size());
    if (!key || EVP_DigestSignInit(digest.get(), nullptr, EVP_sha256(), nullptr, key.get()) != 1 ||
        EVP_DigestSign(digest.get(), nullptr, &size, bytes, length) != 1)
        return {Fault::KeyMissing, "certificate: the device's key cannot sign"};
    QByteArray signature(static_cast<qsizetype>(size), '\0');
    if (EVP_DigestSign(digest.get(), reinterpret_cast<unsigned char *>(signature.data()), &size, bytes, length) != 1)
        return {Fault::Internal, "certificate: signing failed"};
    return signature.first(static_cast<qsizetype>(size));
}

Result<void> belongs(const QByteArray &certificatePem, const QByteArray &keyPem, const QString &commonName)
{
    const Certificate certificate(PEM_read_bio_X509(reading(certificatePem).get(), nullptr, noPassphrase, nullptr));
    const Key key = keyFrom(keyPem);
    if (!certificate)
        return failed("is none");
    if (!key)
        return {Fault::KeyMissing, "certificate: the device's key cannot be read"};
    if (X509_check_private_key(certificate.get(), key.get()) != 1)
        return {Fault::DataForged, "certificate: is for another device's key"};
    std::array<char, 128> found{};
    const int size = X509_NAME_get_text_by_NID(X509_get_subject_name(certificate.get()), NID_commonName, found.data(),
                                               static_cast<int>(found.size()));
    if (size < 0 || QString::fromUtf8(found.data(), size) != commonName)
        return {Fault::DataForged, "certificate: is not in the name of " + commonName.toStdString()};
    return {};
}

Result<void> holds(const QByteArray &certificatePem, const QByteArray &message, const QByteArray &signature)
{
    const Certificate certificate(PEM_read_bio_X509(reading(certificatePem).get(), nullptr, noPassphrase, nullptr));
    const Digest digest(EVP_MD_CTX_new());
    if (!certificate)
        return failed("is none");
    if (EVP_DigestVerifyInit(digest.get(), nullptr, EVP_sha256(), nullptr, X509_get0_pubkey(certificate.get())) != 1 ||
        EVP_DigestVerify(digest.get(), reinterpret_cast<const unsigned char *>(signature.constData()),
                         static_cast<std::size_t>(signature.size()),
                         reinterpret_cast<const unsigned char *>(message.constData()),
                         static_cast<std::size_t>(message.size())) != 1)
        return {Fault::DataForged, "certificate: its key did not sign this"};
    return {};
}

Result<QByteArray> issue(const IssueWish &wish)
{
    const Request request = requestFrom(wish.request);
    const Certificate authority(PEM_read_bio_X509(reading(wish.authority).get(), nullptr, noPassphrase, nullptr));
    const Key key = keyFrom(wish.authorityKey);
    if (auto fits = judged(request.get()); !fits)
        return fits.error();
    if (!authority || !key || X509_check_private_key(authority.get(), key.get()) != 1)
        return failed("the authority's certificate and key do not belong together");
    if (wish.days < 1 || wish.days > 3650)
        return failed("1 to 3650 days");
    const Certificate certificate(X509_new());
    const Bio bio(BIO_new(BIO_s_mem()));
    if (!fill(certificate.get(), wish, request.get(), authority.get()) ||
        X509_sign(certificate.get(), key.get(), EVP_sha256()) <= 0 ||
        PEM_write_bio_X509(bio.get(), certificate.get()) != 1)
        return failed("could not be made");
    return written(bio.get());
}

} // namespace yz::provisioning::tls
