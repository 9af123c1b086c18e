// SPDX-License-Identifier: Apache-2.0
#include "soil/supervisor.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdlib>
#include <cstring>

namespace yz::soil {

Supervisor Supervisor::fromEnvironment()
{
    const QByteArray socket = qgetenv("NOTIFY_SOCKET");
    const qint64 microseconds = qgetenv("WATCHDOG_USEC").toLongLong();
    for (const char *name : {"NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"})
        qunsetenv(name);
    const std::chrono::microseconds period(microseconds);
    return {socket, microseconds > 0 ? std::optional(std::chrono::floor<Milliseconds>(period)) : std::nullopt};
}

Supervisor::Supervisor(QByteArray socket, std::optional<Milliseconds> watchdog)
    : m_socket(std::move(socket)), m_watchdog(watchdog)
{
}

Result<void> Supervisor::tell(const char *what) const
{
    if (!isThere())
        return {};
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (m_socket.size() >= qsizetype(sizeof address.sun_path))
        return {Fault::BadInput, "service manager: the socket's name is too long"};
    std::memcpy(address.sun_path, m_socket.constData(), std::size_t(m_socket.size()));
    if (address.sun_path[0] == '@')
        address.sun_path[0] = '\0';
    const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + std::size_t(m_socket.size()));
    const int descriptor = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    const auto size = std::strlen(what);
    const bool sent =
        descriptor >= 0 && ::sendto(descriptor, what, size, MSG_NOSIGNAL, reinterpret_cast<const sockaddr *>(&address),
                                    length) == static_cast<ssize_t>(size);
    const int trouble = errno;
    if (descriptor >= 0)
        ::close(descriptor);
    return sent ? Result<void>()
                : Result<void>(Error{Fault::Internal, std::string("service manager: ") + std::strerror(trouble)});
}

} // namespace yz::soil
