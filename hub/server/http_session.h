// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "call/switchboard.h"
#include "http_conversation.h"

#include <boost/asio/ssl/context.hpp>

namespace yz::hub {

/** A terminal's connection: mTLS, then a conversation with the router. */
Awaitable<void> serveConnection(Socket socket, asio::ssl::context &tls, Router &router, Switchboard &calls,
                                SessionRegistry &sessions, Patience patience, HubLog &log);

} // namespace yz::hub
