// SPDX-License-Identifier: Apache-2.0
#include "hub_client.h"

#include <arpa/inet.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <csignal>

namespace yz::hub {

struct HubClient::Connection
{
    ~Connection()
    {
        SSL_free(ssl);
        SSL_CTX_free(context);
        if (fd >= 0)
            ::close(fd);
    }
    /** More of what the hub says; false at its end. */
    bool fill()
    {
        char piece[16384];
        const int size = SSL_read(ssl, piece, sizeof piece);
        if (size > 0)
            pending.append(piece, static_cast<std::size_t>(size));
        return size > 0;
    }

    SSL_CTX *context = nullptr;
    SSL *ssl = nullptr;
    int fd = -1;
    bool connected = false;
    std::string pending;
};

HubClient::HubClient(std::uint16_t port, const std::string &certificates, const std::string &terminal)
    : m_connection(std::make_unique<Connection>())
{
    std::signal(SIGPIPE, SIG_IGN); // a hub that hangs up is an answer, not the end of the test
    auto &my = *m_connection;
    my.context = SSL_CTX_new(TLS_client_method());
    SSL_CTX_load_verify_locations(my.context, (certificates + "/ca.crt").c_str(), nullptr);
    SSL_CTX_set_verify(my.context, SSL_VERIFY_PEER, nullptr);
    if (!terminal.empty()) {
        const auto stem = certificates + "/terminal-" + terminal;
        SSL_CTX_use_certificate_file(my.context, (stem + ".crt").c_str(), SSL_FILETYPE_PEM);
        SSL_CTX_use_PrivateKey_file(my.context, (stem + ".key").c_str(), SSL_FILETYPE_PEM);
    }
    my.ssl = SSL_new(my.context);
    my.fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(my.fd, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
        return;
    SSL_set_fd(my.ssl, my.fd);
    my.connected = SSL_connect(my.ssl) == 1;
}

HubClient::~HubClient() = default;
HubClient::HubClient(HubClient &&) noexcept = default;

bool HubClient::isConnected() const
{
    return m_connection->connected;
}

bool HubClient::send(const std::string &bytes)
{
    return isConnected() &&
           SSL_write(m_connection->ssl, bytes.data(), static_cast<int>(bytes.size())) == static_cast<int>(bytes.size());
}

std::optional<HubReply> HubClient::request(const std::string &method, const std::string &target,
                                           const HubHeaders &headers, const std::string &body)
{
    std::string text = method + ' ' + target + " HTTP/1.1\r\nHost: localhost\r\n";
    for (const auto &[name, value] : headers)
        text += name + ": " + value + "\r\n";
    if (!body.empty() || method == "PUT")
        text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    // The answer to a body that is too large may come while it is being sent: a failed write is no reason not to look.
    if (!isConnected())
        return std::nullopt;
    if (send(text + "\r\n") && !body.empty())
        send(body);
    return receive();
}

std::optional<HubReply> HubClient::receive()
{
    auto &my = *m_connection;
    std::size_t end = std::string::npos;
    while ((end = my.pending.find("\r\n\r\n")) == std::string::npos) {
        if (!my.fill())
            return std::nullopt;
    }
    HubReply reply;
    const auto head = my.pending.substr(0, end + 2);
    reply.status = static_cast<unsigned>(std::stoul(head.substr(9, 3)));
    for (std::size_t at = head.find("\r\n") + 2; at < head.size(); at = head.find("\r\n", at) + 2) {
        const auto colon = head.find(": ", at);
        auto name = head.substr(at, colon - at);
        std::ranges::transform(name, name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        reply.headers[name] = head.substr(colon + 2, head.find("\r\n", colon) - colon - 2);
    }
    const auto length = reply.headers.count("content-length") ? std::stoul(reply.headers["content-length"]) : 0UL;
    while (my.pending.size() < end + 4 + length) {
        if (!my.fill())
            return std::nullopt;
    }
    reply.body = my.pending.substr(end + 4, length);
    my.pending.erase(0, end + 4 + length);
    return reply;
}

void HubClient::awaitEnd()
{
    while (m_connection->fill()) {
    }
}

} // namespace yz::hub
