// SPDX-License-Identifier: Apache-2.0
#include "control_server.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstring>

namespace yz::world {

ControlServer::ControlServer(Loop &loop, Commands &commands) : m_loop(loop), m_commands(commands) {}

ControlServer::~ControlServer()
{
    for (const auto &[fd, client] : m_clients)
        close(fd);
    if (m_listener >= 0) {
        close(m_listener);
        unlink(m_path.c_str());
    }
}

bool ControlServer::listen(const std::string &path, std::string &error)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) {
        error = "the path of the control socket is too long: " + path;
        return false;
    }
    std::memcpy(address.sun_path, path.c_str(), path.size());
    unlink(path.c_str());
    m_path = path;
    m_listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (m_listener < 0 || bind(m_listener, reinterpret_cast<const sockaddr *>(&address), sizeof address) ||
        ::listen(m_listener, 16)) {
        error = path + ": " + std::strerror(errno);
        return false;
    }
    m_loop.watch(m_listener, POLLIN, [this](short) {
        const int fd = accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (fd >= 0)
            adopt(fd);
    });
    return true;
}

void ControlServer::adopt(int fd)
{
    auto client = std::make_shared<Client>(Client{fd, {}});
    m_clients[fd] = client;
    m_loop.watch(fd, POLLIN, [this, client](short) { readable(client); });
}

void ControlServer::drop(const std::shared_ptr<Client> &client)
{
    if (client->fd < 0)
        return;
    m_loop.unwatch(client->fd);
    m_clients.erase(client->fd);
    close(client->fd);
    client->fd = -1;
}

void ControlServer::readable(const std::shared_ptr<Client> &client)
{
    std::array<char, 4096> chunk{};
    const auto got = recv(client->fd, chunk.data(), chunk.size(), MSG_DONTWAIT);
    if (got <= 0) {
        if (got < 0 && (errno == EAGAIN || errno == EINTR))
            return;
        drop(client);
        return;
    }
    client->input.append(chunk.data(), static_cast<std::size_t>(got));
    runLines(client);
}

void ControlServer::runLines(const std::shared_ptr<Client> &client)
{
    while (client->fd >= 0 && !client->waiting) {
        const auto end = client->input.find('\n');
        if (end == std::string::npos)
            return;
        const std::string line = client->input.substr(0, end);
        client->input.erase(0, end + 1);
        client->waiting = true;
        m_commands.run(line, [this, client](const std::string &reply) {
            const std::string text = reply + "\n";
            client->waiting = false;
            if (client->fd >= 0 && send(client->fd, text.data(), text.size(), MSG_NOSIGNAL) < 0)
                drop(client);
            m_loop.post([this, client] { runLines(client); }); // what it wrote meanwhile
        });
    }
}

} // namespace yz::world
