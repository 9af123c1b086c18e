// SPDX-License-Identifier: Apache-2.0
#include "world/world_control.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace yz::world {

namespace {
std::string pathFromEnvironment()
{
    const char *path = std::getenv("YIZHAN_WORLD");
    return path ? path : "";
}
} // namespace

WorldControl::WorldControl() : WorldControl(pathFromEnvironment()) {}

WorldControl::WorldControl(const std::string &socketPath)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (socketPath.empty() || socketPath.size() >= sizeof address.sun_path) {
        m_reply = "no world: YIZHAN_WORLD names no socket (run the test through ctest or yizhan-world)";
        return;
    }
    std::memcpy(address.sun_path, socketPath.c_str(), socketPath.size());
    m_fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (m_fd >= 0 && connect(m_fd, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0)
        return;
    m_reply = socketPath + ": " + std::strerror(errno);
    if (m_fd >= 0)
        close(m_fd);
    m_fd = -1;
}

WorldControl::~WorldControl()
{
    if (m_fd >= 0)
        close(m_fd);
}

bool WorldControl::say(const std::string &command, std::chrono::milliseconds deadline)
{
    if (m_fd < 0)
        return false;
    const auto until = std::chrono::steady_clock::now() + deadline;
    const std::string text = command + "\n";
    if (send(m_fd, text.data(), text.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(text.size())) {
        m_reply = "the world is gone";
        return false;
    }
    std::string answer;
    if (!line(until, answer))
        return false;
    const bool good = answer == "ok" || answer.rfind("ok ", 0) == 0;
    const auto blank = answer.find(' ');
    m_reply = blank == std::string::npos ? std::string() : answer.substr(blank + 1);
    return good;
}

long WorldControl::readerCount(const std::string &command)
{
    return say("reader count " + command) ? std::strtol(m_reply.c_str(), nullptr, 10) : -1;
}

bool WorldControl::line(std::chrono::steady_clock::time_point deadline, std::string &text)
{
    for (;;) {
        if (const auto end = m_input.find('\n'); end != std::string::npos) {
            text = m_input.substr(0, end);
            m_input.erase(0, end + 1);
            return true;
        }
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
        pollfd waiting{m_fd, POLLIN, 0};
        const int ready = poll(&waiting, 1, static_cast<int>(std::max<long long>(0, left.count())));
        if (ready < 0 && errno == EINTR)
            continue;
        std::array<char, 4096> chunk{};
        const auto got = ready > 0 ? recv(m_fd, chunk.data(), chunk.size(), 0) : 0;
        if (got <= 0) {
            m_reply = ready == 0 ? "no reply from the world in time" : "the world is gone";
            return false;
        }
        m_input.append(chunk.data(), static_cast<std::size_t>(got));
    }
}

} // namespace yz::world
