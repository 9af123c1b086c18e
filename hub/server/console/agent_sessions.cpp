// SPDX-License-Identifier: Apache-2.0
#include "agent_sessions.h"

#include <sodium.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace yz::hub {
namespace {

using namespace std::chrono_literals;

constexpr auto kIdle = 30min;
constexpr auto kLongest = 12h;
constexpr std::size_t kMost = 1024; ///< beyond it the one unseen longest makes room
constexpr std::size_t kTokenBytes = 32;

std::string freshToken()
{
    std::array<std::byte, kTokenBytes> random;
    randombytes_buf(random.data(), random.size());
    return toHex(random);
}

} // namespace

bool AgentIdentity::may(std::string_view role) const
{
    return std::ranges::find(roles, role) != roles.end();
}

std::string AgentIdentity::toJson() const
{
    const nlohmann::ordered_json body{
        {"name", name}, {"display", display}, {"organisation", organisation}, {"roles", roles}};
    return body.dump();
}

std::optional<AgentIdentity> parseAgent(std::string_view text)
{
    const auto json = nlohmann::json::parse(text, nullptr, false);
    if (!json.is_object() || !json.contains("id") || !json["id"].is_number_unsigned() || !json.contains("roles"))
        return std::nullopt;
    return AgentIdentity{json["id"].get<ask::AgentId>(), json.value("name", std::string()),
                         json.value("display", std::string()), json.value("organisation", std::string()),
                         json["roles"].get<std::vector<std::string>>()};
}

std::string AgentSessions::open(AgentIdentity agent)
{
    sweep();
    auto token = freshToken();
    const auto now = m_clock.now();
    m_sessions.insert_or_assign(sha256(token), Session{std::move(agent), now, now});
    return token;
}

const AgentIdentity *AgentSessions::find(std::string_view token)
{
    if (token.size() != 2 * kTokenBytes)
        return nullptr;
    const auto it = m_sessions.find(sha256(token));
    if (it == m_sessions.end() || isOver(it->second))
        return nullptr;
    it->second.seen = m_clock.now();
    return &it->second.agent;
}

bool AgentSessions::isOpen(std::string_view token) const
{
    const auto it = m_sessions.find(sha256(token));
    return it != m_sessions.end() && !isOver(it->second);
}

void AgentSessions::close(std::string_view token)
{
    m_sessions.erase(sha256(token));
}

bool AgentSessions::isOver(const Session &session) const
{
    const auto now = m_clock.now();
    return now - session.seen > kIdle || now - session.opened > kLongest;
}

void AgentSessions::sweep()
{
    std::erase_if(m_sessions, [this](const auto &entry) { return isOver(entry.second); });
    if (m_sessions.size() < kMost)
        return;
    const auto longestUnseen =
        std::ranges::min_element(m_sessions, {}, [](const auto &entry) { return entry.second.seen; });
    m_sessions.erase(longestUnseen);
}

} // namespace yz::hub
