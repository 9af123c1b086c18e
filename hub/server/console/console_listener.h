// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console_door.h"
#include "http_conversation.h"

namespace yz::hub {

/** One browser's connection. */
Awaitable<void> serveConsole(Socket socket, Console &console, SessionRegistry &sessions, Patience patience,
                             HubLog &log);

} // namespace yz::hub
