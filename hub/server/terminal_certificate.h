// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/result.h>

#include <openssl/x509.h>

#include <memory>
#include <string>
#include <string_view>

namespace yz::hub {

/** The common name of a certificate when it is a terminal's id; else empty. */
std::string terminalOf(const X509 *certificate);

/**
 * Who signed something outside of a connection: a certificate that would be let in by mutual TLS, and nothing less.
 * Thread: any. Errors of `trust`: DataMalformed (no certificate), DataForged (not ours, expired, no terminal's),
 * KeyMissing (the authority's file).
 */
class TerminalCertificate
{
public:
    /** `pem`: the terminal's own first, then those in between. `authority`: a PEM file. */
    static Result<TerminalCertificate> trust(std::string_view pem, const std::string &authority);

    const std::string &terminal() const { return m_terminal; }
    /** With SHA-256, as TLS would have it. */
    bool signedThis(std::string_view message, std::string_view signature) const;

private:
    using Certificate = std::unique_ptr<X509, void (*)(X509 *)>;
    explicit TerminalCertificate(Certificate certificate) : m_certificate(std::move(certificate)) {}

    Certificate m_certificate;
    std::string m_terminal;
};

} // namespace yz::hub
