// SPDX-License-Identifier: Apache-2.0
#include "deeds.h"

#include "json_guard.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace yz::hub {
namespace {

constexpr std::size_t kMaxName = 32;
constexpr std::size_t kMaxPassword = 256;
constexpr std::size_t kMaxAnswer = 4000; ///< characters; also the guard's
constexpr std::size_t kMaxNote = 2000;

using Json = nlohmann::json;

/** An object with exactly these members. */
Result<Json> parseMembers(std::string_view body, std::initializer_list<const char *> members)
{
    if (const auto guarded = guardJson(body); !guarded)
        return guarded.error();
    auto json = Json::parse(body.begin(), body.end(), nullptr, false);
    if (!json.is_object() || json.size() != members.size())
        return {Fault::DataMalformed, "members"};
    for (const auto *member : members) {
        if (!json.contains(member))
            return {Fault::DataMalformed, member};
    }
    return json;
}

std::size_t characters(const std::string &text)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

bool isBlank(const std::string &text)
{
    return text.find_first_not_of(" \t\r\n") == std::string::npos;
}

Result<std::string> textIn(const Json &json, const char *member, std::size_t most, bool mayBeBlank)
{
    if (!json[member].is_string())
        return {Fault::DataMalformed, member};
    auto text = json[member].get<std::string>();
    if (characters(text) > most || (!mayBeBlank && isBlank(text)))
        return {Fault::DataMalformed, member};
    return text;
}

struct Doing
{
    std::string_view body;
    ask::AgentId agent;
    const Uuid &order;
    WallTime now;
};

using Simple = PgQuery (*)(ask::AgentId, const Uuid &, WallTime);

template <Simple question>
Result<PgQuery> simple(const Doing &doing)
{
    if (const auto json = parseMembers(doing.body, {}); !json)
        return json.error();
    return question(doing.agent, doing.order, doing.now);
}

using Written = PgQuery (*)(ask::AgentId, const Uuid &, std::string, WallTime);

template <Written question, std::size_t most>
Result<PgQuery> written(const Doing &doing)
{
    const auto json = parseMembers(doing.body, {"text"});
    if (!json)
        return json.error();
    auto text = textIn(*json, "text", most, false);
    if (!text)
        return text.error();
    return question(doing.agent, doing.order, std::move(*text), doing.now);
}

Result<PgQuery> review(const Doing &doing)
{
    const auto json = parseMembers(doing.body, {"verdict", "note"});
    if (!json)
        return json.error();
    const bool publish = (*json)["verdict"] == "publish";
    if (!publish && (*json)["verdict"] != "return")
        return {Fault::DataMalformed, "verdict"};
    auto note = textIn(*json, "note", kMaxNote, true);
    if (!note)
        return note.error();
    return ask::review(doing.agent, doing.order, publish, std::move(*note), doing.now);
}

Result<PgQuery> callBack(const Doing &doing)
{
    const auto json = parseMembers(doing.body, {"reached", "note"});
    if (!json)
        return json.error();
    if (!(*json)["reached"].is_boolean())
        return {Fault::DataMalformed, "reached"};
    auto note = textIn(*json, "note", kMaxNote, true);
    if (!note)
        return note.error();
    return ask::callBack(doing.agent, doing.order, (*json)["reached"].get<bool>(), std::move(*note), doing.now);
}

struct Deed
{
    std::string_view name;
    Result<PgQuery> (*parse)(const Doing &);
};

constexpr Deed kDeeds[] = {
    {"claim", simple<ask::claim>},
    {"release", simple<ask::release>},
    {"close", simple<ask::close>},
    {"answer", written<ask::answer, kMaxAnswer>},
    {"note", written<ask::note, kMaxNote>},
    {"review", review},
    {"callback", callBack},
};

} // namespace

Result<Credentials> parseCredentials(std::string_view body)
{
    const auto json = parseMembers(body, {"name", "password"});
    if (!json)
        return json.error();
    auto name = textIn(*json, "name", kMaxName, false);
    if (!name)
        return name.error();
    auto password = textIn(*json, "password", kMaxPassword, false);
    if (!password)
        return password.error();
    return Credentials{std::move(*name), std::move(*password)};
}

bool isDeed(std::string_view name)
{
    return std::ranges::find(kDeeds, name, &Deed::name) != std::end(kDeeds);
}

Result<PgQuery> parseDeed(std::string_view name, std::string_view body, ask::AgentId agent, const Uuid &order,
                          WallTime now)
{
    const auto *const deed = std::ranges::find(kDeeds, name, &Deed::name);
    if (deed == std::end(kDeeds))
        return {Fault::NotFound, "deed"};
    return deed->parse({body, agent, order, now});
}

} // namespace yz::hub
