// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../http_conversation.h"
#include "console_door.h"

namespace yz::hub {

/** One browser's connection. */
Awaitable<void> serveConsole(Socket socket, Console &console, SessionRegistry &sessions, Patience patience,
                             HubLog &log);

} // namespace yz::hub
