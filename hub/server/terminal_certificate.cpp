// SPDX-License-Identifier: Apache-2.0
#include "terminal_certificate.h"

#include "hub/work_order.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

namespace yz::hub {
namespace {

constexpr int kLongestChain = 8;

struct FreeChain
{
    void operator()(STACK_OF(X509) * chain) const { sk_X509_pop_free(chain, X509_free); }
};
using Chain = std::unique_ptr<STACK_OF(X509), FreeChain>;

int noPassphrase(char *, int, int, void *)
{
    return -1;
}

Error forged(const std::string &why)
{
    return {Fault::DataForged, "certificate: " + why};
}

Result<void> verify(X509 *certificate, STACK_OF(X509) * between, const std::string &authority)
{
    const std::unique_ptr<X509_STORE, void (*)(X509_STORE *)> store(X509_STORE_new(), X509_STORE_free);
    const std::unique_ptr<X509_STORE_CTX, void (*)(X509_STORE_CTX *)> context(X509_STORE_CTX_new(),
                                                                              X509_STORE_CTX_free);
    if (!store || !context || X509_STORE_load_file(store.get(), authority.c_str()) != 1)
        return {Fault::KeyMissing, "cannot read who signs the terminals' certificates: " + authority};
    if (X509_STORE_CTX_init(context.get(), store.get(), certificate, between) != 1 ||
        X509_STORE_CTX_set_purpose(context.get(), X509_PURPOSE_SSL_CLIENT) != 1)
        return {Fault::Internal, "certificate: cannot be looked at"};
    if (X509_verify_cert(context.get()) != 1)
        return forged(X509_verify_cert_error_string(X509_STORE_CTX_get_error(context.get())));
    return {};
}

} // namespace

std::string terminalOf(const X509 *certificate)
{
    const auto *subject = X509_get_subject_name(certificate);
    const int at = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
    if (at < 0 || X509_NAME_get_index_by_NID(subject, NID_commonName, at) >= 0)
        return {};
    unsigned char *text = nullptr;
    const int size = ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, at)));
    if (size < 0)
        return {};
    std::string name(reinterpret_cast<const char *>(text), static_cast<std::size_t>(size));
    OPENSSL_free(text);
    return isTerminalId(name) ? name : std::string();
}

Result<TerminalCertificate> TerminalCertificate::trust(std::string_view pem, const std::string &authority)
{
    const std::unique_ptr<BIO, int (*)(BIO *)> bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), BIO_free);
    const auto next = [&bio] { return PEM_read_bio_X509(bio.get(), nullptr, noPassphrase, nullptr); };
    TerminalCertificate made(Certificate(next(), X509_free));
    if (!made.m_certificate)
        return {Fault::DataMalformed, "certificate: is none"};
    const Chain between(sk_X509_new_null());
    for (X509 *one = next(); one; one = next()) {
        if (sk_X509_push(between.get(), one) > kLongestChain)
            return {Fault::DataMalformed, "certificate: its chain is too long"};
    }
    if (const auto verified = verify(made.m_certificate.get(), between.get(), authority); !verified)
        return verified.error();
    made.m_terminal = terminalOf(made.m_certificate.get());
    if (made.m_terminal.empty())
        return forged("is not a terminal's");
    return made;
}

bool TerminalCertificate::signedThis(std::string_view message, std::string_view signature) const
{
    const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX *)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    return context &&
           EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, X509_get0_pubkey(m_certificate.get())) ==
               1 &&
           EVP_DigestVerify(context.get(), reinterpret_cast<const unsigned char *>(signature.data()), signature.size(),
                            reinterpret_cast<const unsigned char *>(message.data()), message.size()) == 1;
}

} // namespace yz::hub
