// SPDX-License-Identifier: Apache-2.0
#include "turn_servers.h"

#include "hub/digest.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <fstream>

namespace yz::hub {
namespace {

constexpr std::size_t kMostUrls = 8;
constexpr std::size_t kLongestUrl = 300;

std::string base64(const unsigned char *bytes, std::size_t size)
{
    std::string text(4 * ((size + 2) / 3) + 1, '\0'); // EVP ends it with a zero
    const int written = EVP_EncodeBlock(reinterpret_cast<unsigned char *>(text.data()), bytes, static_cast<int>(size));
    text.resize(static_cast<std::size_t>(written));
    return text;
}

std::string hmacSha1(const std::string &secret, const std::string &text)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    unsigned size = 0;
    HMAC(EVP_sha1(), secret.data(), static_cast<int>(secret.size()),
         reinterpret_cast<const unsigned char *>(text.data()), text.size(), bytes.data(), &size);
    return base64(bytes.data(), size);
}

} // namespace

Result<TurnServers> TurnServers::load(const std::vector<std::string> &urls, const std::string &secretFile)
{
    TurnServers servers;
    for (const auto &url : urls) {
        const bool isRelay = url.starts_with("turn:") || url.starts_with("turns:");
        if ((!isRelay && !url.starts_with("stun:")) || url.size() > kLongestUrl || urls.size() > kMostUrls)
            return {Fault::DataMalformed, "not the address of a STUN or TURN server: " + url};
        (isRelay ? servers.m_turn : servers.m_stun).push_back(url);
    }
    if (servers.m_turn.empty())
        return servers;
    std::ifstream file(secretFile);
    if (!std::getline(file, servers.m_secret) || servers.m_secret.empty())
        return {Fault::KeyMissing, "no secret of the TURN server in " + secretFile};
    return servers;
}

std::vector<IceServer> TurnServers::forCall(const Uuid &call, WallTime expires) const
{
    std::vector<IceServer> servers;
    if (!m_stun.empty())
        servers.push_back({m_stun, {}, {}});
    if (m_turn.empty())
        return servers;
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(expires.time_since_epoch()).count();
    const auto name = std::to_string(seconds) + ':' + call.toString();
    servers.push_back({m_turn, name, hmacSha1(m_secret, name)});
    return servers;
}

} // namespace yz::hub
