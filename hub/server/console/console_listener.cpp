// SPDX-License-Identifier: Apache-2.0
#include "console_listener.h"

namespace yz::hub {
namespace {

/** Bytes as they are: TLS ends in front of the hub. */
class PlainLine
{
public:
    explicit PlainLine(Socket socket) : m_socket(std::move(socket)) {}

    Socket &stream() { return m_socket; }
    Socket &tcp() { return m_socket; }
    Awaitable<bool> greet(ConsoleDoor &, HubLog &) { co_return true; }
    /** Nothing to say; what is left to read is read by the conversation. */
    Awaitable<ErrorCode> farewell() { co_return asio::error::eof; }

private:
    Socket m_socket;
};

} // namespace

Awaitable<void> serveConsole(Socket socket, Console &console, SessionRegistry &sessions, Patience patience, HubLog &log)
{
    PlainLine line(std::move(socket));
    ConsoleDoor door(console);
    Conversation conversation(line, door, sessions, patience, log);
    co_await conversation.run();
}

} // namespace yz::hub
