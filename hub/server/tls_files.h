// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "asio.h"

#include <core/result.h>

#include <boost/asio/ssl/context.hpp>
#include <string>

namespace yz::hub {

/** PEM files of the hub's side of mTLS. */
struct TlsFiles
{
    std::string certificate; ///< with its chain
    std::string key;
    std::string clientAuthority; ///< who may sign a terminal's certificate
};

/** TLS 1.3 only; no handshake without a certificate of ours; no resumption, so that each one is looked at. */
Result<void> configureTls(asio::ssl::context &tls, const TlsFiles &files);

} // namespace yz::hub
