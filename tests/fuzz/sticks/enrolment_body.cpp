// SPDX-License-Identifier: Apache-2.0
#include "promise.h"
#include "stick_fuzz.h"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <provisioning/device_identity.h>

#include <memory>

namespace yz::fuzz {
namespace {

using namespace provisioning;
using namespace Qt::StringLiterals;

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

template <class Write>
QByteArray written(const Write &write)
{
    const Bio bio(BIO_new(BIO_s_mem()));
    demand(write(bio.get()) == 1);
    char *text = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &text);
    return QByteArray(text, static_cast<qsizetype>(size));
}

Key freshKey()
{
    char curve[] = "P-256"; // EVP_EC_gen() casts a const away
    return Key(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", curve));
}

/** Invented for this run: whose keys they are is no promise's matter. */
struct Office
{
    Office() : key(freshKey()), requester(freshKey())
    {
        const Certificate made(X509_new());
        auto *name = X509_get_subject_name(made.get());
        demand(key && requester && X509_set_version(made.get(), X509_VERSION_3) == 1 &&
               X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char *>("Office"),
                                          -1, -1, 0) == 1 &&
               X509_set_issuer_name(made.get(), name) == 1 && X509_set_pubkey(made.get(), key.get()) == 1 &&
               X509_gmtime_adj(X509_getm_notBefore(made.get()), 0) != nullptr &&
               X509_gmtime_adj(X509_getm_notAfter(made.get()), 86'400) != nullptr &&
               X509_sign(made.get(), key.get(), EVP_sha256()) > 0);
        certificatePem = written([&](BIO *bio) { return PEM_write_bio_X509(bio, made.get()); });
        keyPem = written([&](BIO *bio) {
            return PEM_write_bio_PKCS8PrivateKey(bio, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
        });
    }

    Key key;
    Key requester;
    QByteArray certificatePem;
    QByteArray keyPem;
};

const Office &office()
{
    static const Office one;
    return one;
}

/** What goes out says what the office says, whatever the request wanted: this terminal, and no authority. */
void issue(const QByteArray &requestPem)
{
    const auto issued = issueCertificate({requestPem, office().certificatePem, office().keyPem, u"YZ-1"_s,
                                          WallTime(Milliseconds(1'795'462'400'000)), 825});
    if (!issued) {
        demandNamed(issued);
        return;
    }
    const Bio bio(BIO_new_mem_buf(issued->constData(), static_cast<int>(issued->size())));
    const Certificate certificate(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
    demand(certificate && X509_verify(certificate.get(), office().key.get()) == 1);
    demand(X509_check_ca(certificate.get()) == 0 && X509_get_ext_count(certificate.get()) == 3);
    auto *subject = X509_get_subject_name(certificate.get());
    char name[8] = {};
    demand(X509_NAME_entry_count(subject) == 2 &&
           X509_NAME_get_text_by_NID(subject, NID_commonName, name, sizeof name) == 4 &&
           QByteArrayView(name) == "YZ-1");
}

void take(const QByteArray &json)
{
    const auto request = parseRequest(json);
    if (!request) {
        demandNamed(request);
        return;
    }
    demand(request->nonce.size() == 32 && !request->serial.isEmpty());
    const auto again = parseRequest(requestJson(*request));
    demand(again && again->nonce == request->nonce && again->request == request->request);
    issue(request->request);
}

QByteArray asJson(const QByteArray &pem)
{
    return requestJson({u"YZ-0011"_s, QByteArray(32, '\x22'), pem});
}

} // namespace

void enrolment(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes = bytesOf(data, size);
    take(bytes);
    if (bytes.startsWith("-----BEGIN") || bytes.contains("\n-----BEGIN")) // else it costs much and reaches nothing
        issue(bytes);
    if (size == 0)
        return; // nothing cannot be written as PEM
    take(asJson(written([&](BIO *bio) {
        return PEM_write_bio(bio, "CERTIFICATE REQUEST", "", data, static_cast<long>(size)) > 0 ? 1 : 0;
    })));
}

void enrolmentSigned(const std::uint8_t *data, std::size_t size)
{
    const auto *at = data;
    const Request request(d2i_X509_REQ(nullptr, &at, static_cast<long>(size)));
    if (!request || X509_REQ_set_pubkey(request.get(), office().requester.get()) != 1 ||
        X509_REQ_sign(request.get(), office().requester.get(), EVP_sha256()) <= 0)
        return;
    take(asJson(written([&](BIO *bio) { return PEM_write_bio_X509_REQ(bio, request.get()); })));
}

} // namespace yz::fuzz
