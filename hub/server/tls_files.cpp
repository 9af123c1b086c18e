// SPDX-License-Identifier: Apache-2.0
#include "tls_files.h"

namespace yz::hub {

Result<void> configureTls(asio::ssl::context &tls, const TlsFiles &files)
{
    ErrorCode error;
    const auto failed = [&error](const std::string &what) {
        return Error{Fault::KeyMissing, what + ": " + error.message()};
    };
    tls.use_certificate_chain_file(files.certificate, error);
    if (error)
        return failed(files.certificate);
    tls.use_private_key_file(files.key, asio::ssl::context::pem, error);
    if (error)
        return failed(files.key);
    tls.load_verify_file(files.clientAuthority, error);
    if (error)
        return failed(files.clientAuthority);
    tls.set_verify_mode(asio::ssl::verify_peer | asio::ssl::verify_fail_if_no_peer_cert, error);
    if (error)
        return failed("client certificates");
    auto *native = tls.native_handle();
    SSL_CTX_set_min_proto_version(native, TLS1_3_VERSION);
    SSL_CTX_set_session_cache_mode(native, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_options(native, SSL_OP_NO_TICKET);
    SSL_CTX_set_num_tickets(native, 0);
    SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS); // idle terminals cost little
    return {};
}

} // namespace yz::hub
