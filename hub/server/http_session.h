// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hub_log.h"
#include "router.h"
#include "session_registry.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>

namespace yz::hub {

/** How long a peer may take. */
struct Patience
{
    Milliseconds handshake{10'000};
    Milliseconds idle{75'000};    ///< between two requests
    Milliseconds headers{10'000}; ///< from a request's first byte to the end of its headers
    Milliseconds body{30'000};
    Milliseconds answer{30'000}; ///< until the peer has taken it
};

/**
 * One connection from the handshake to its end: requests one after the other, each answered before the next is read.
 * A peer that is slow, silent or wrong ends only its own connection.
 */
Awaitable<void> serveConnection(Socket socket, asio::ssl::context &tls, Router &router, SessionRegistry &sessions,
                                Patience patience, HubLog &log);

} // namespace yz::hub
