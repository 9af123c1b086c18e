// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace yz::hub {

struct HubReply
{
    unsigned status = 0;
    std::map<std::string, std::string> headers; ///< names in lower case
    std::string body;
};

using HubHeaders = std::map<std::string, std::string>;

/**
 * One blocking mTLS connection to a hub, as a terminal would hold it; for threads of a test.
 * Speaks HTTP on its own, so that a mistake of the hub's HTTP library is not made twice.
 */
class HubClient
{
public:
    /** `terminal` empty: without a certificate. */
    HubClient(std::uint16_t port, const std::string &certificates, const std::string &terminal);
    ~HubClient();
    HubClient(HubClient &&) noexcept;

    /** Whether the handshake went through; with TLS 1.3 a refused certificate only shows with the first answer. */
    bool isConnected() const;
    /** Nothing when the connection ended before a whole answer was there. */
    std::optional<HubReply> request(const std::string &method, const std::string &target,
                                    const HubHeaders &headers = {}, const std::string &body = {});
    bool send(const std::string &bytes);
    std::optional<HubReply> receive();
    /** Waits for the other side to end the connection. */
    void awaitEnd();

private:
    struct Connection;
    std::unique_ptr<Connection> m_connection;
};

} // namespace yz::hub
