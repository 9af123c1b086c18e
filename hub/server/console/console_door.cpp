// SPDX-License-Identifier: Apache-2.0
#include "console_door.h"

#include "attachments.h"
#include "deeds.h"

#include <sodium.h>

#include <boost/beast/core/string.hpp>
#include <nlohmann/json.hpp>

namespace yz::hub {
namespace {

constexpr std::uint64_t kPage = 50;
constexpr const char *kPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
                                "media-src blob:; connect-src 'self'; "
                                "form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

enum class Place { Nowhere, File, LogIn, LogOut, Me, Box, Order, Deed, Attachment, Live };

struct Target
{
    Place place = Place::Nowhere;
    std::string_view item = {}; ///< order, digest or path
    std::string_view more = {}; ///< deed or query
};

std::string_view toView(boost::beast::string_view text)
{
    return {text.data(), text.size()};
}

/** /api/orders… */
Target findOrders(std::string_view rest, std::string_view query)
{
    if (rest.empty())
        return {Place::Box, {}, query};
    rest.remove_prefix(1);
    const auto slash = rest.find('/');
    if (slash == std::string_view::npos)
        return {Place::Order, rest};
    const auto deed = rest.substr(slash + 1);
    return isDeed(deed) ? Target{Place::Deed, rest.substr(0, slash), deed} : Target{};
}

Target find(std::string_view target)
{
    const auto mark = target.find('?');
    const auto path = target.substr(0, mark);
    const auto query = mark == std::string_view::npos ? std::string_view() : target.substr(mark + 1);
    constexpr std::string_view orders = "/api/orders", attachments = "/api/attachments/";
    constexpr std::pair<std::string_view, Place> fixed[] = {{"/api/login", Place::LogIn},
                                                            {"/api/logout", Place::LogOut},
                                                            {"/api/me", Place::Me},
                                                            {"/api/live", Place::Live}};
    for (const auto &[known, place] : fixed) {
        if (path == known)
            return {place};
    }
    if (path == orders || (path.starts_with(orders) && path[orders.size()] == '/'))
        return findOrders(path.substr(orders.size()), query);
    if (path.starts_with(attachments))
        return {Place::Attachment, path.substr(attachments.size())};
    return path.starts_with("/api/") ? Target{} : Target{Place::File, path};
}

bool isChange(Place place)
{
    return place == Place::LogIn || place == Place::LogOut || place == Place::Deed;
}

bool isOpenToAll(Place place)
{
    return place == Place::File || place == Place::LogIn;
}

std::string_view cookie(const http::fields &headers)
{
    auto rest = toView(headers[http::field::cookie]);
    while (!rest.empty()) {
        const auto end = rest.find(';');
        auto one = rest.substr(0, end);
        rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
        while (one.starts_with(' '))
            one.remove_prefix(1);
        if (one.starts_with("yz="))
            return one.substr(3);
    }
    return {};
}

/** A browser always says where a WebSocket or a change comes from. */
bool isOurOrigin(const http::fields &headers)
{
    const auto origin = toView(headers[http::field::origin]);
    const auto host = origin.find("://");
    return host != std::string_view::npos && origin.substr(host + 3) == toView(headers[http::field::host]);
}

std::string cookieFor(const http::fields &headers, const std::string &token)
{
    std::string text = "yz=" + token + "; Path=/; HttpOnly; SameSite=Strict";
    if (toView(headers["X-Forwarded-Proto"]) == "https")
        text += "; Secure";
    return token.empty() ? text + "; Max-Age=0" : text;
}

/** One parameter of a query, its percent signs resolved; at most what the box needs. */
std::string parameter(std::string_view query, std::string_view name)
{
    while (!query.empty()) {
        const auto end = query.find('&');
        const auto one = query.substr(0, end);
        query = end == std::string_view::npos ? std::string_view() : query.substr(end + 1);
        if (!one.starts_with(name) || one.size() <= name.size() || one[name.size()] != '=')
            continue;
        std::string value;
        const auto raw = one.substr(name.size() + 1, 200);
        for (std::size_t i = 0; i < raw.size(); ++i) {
            const auto hex = raw.substr(i + 1, 2);
            if (raw[i] == '%' && hex.size() == 2 &&
                hex.find_first_not_of("0123456789ABCDEFabcdef") == std::string::npos) {
                value += static_cast<char>(std::stoi(std::string(hex), nullptr, 16));
                i += 2;
            } else {
                value += raw[i] == '+' ? ' ' : raw[i];
            }
        }
        return value;
    }
    return {};
}

bool isBox(std::string_view box)
{
    return box == "inbox" || box == "mine" || box == "review" || box == "done";
}

Response jsonResponse(std::string body)
{
    Response response(http::status::ok, 11);
    response.set(http::field::content_type, "application/json");
    response.body() = std::move(body);
    return response;
}

Response deskResponse(DeskAnswer answer)
{
    if (const auto *refusal = std::get_if<Refusal>(&answer))
        return refusalResponse(*refusal);
    return jsonResponse(std::move(std::get<std::string>(answer)));
}

struct KnownAgent
{
    std::string hash;
    unsigned wait = 0;
};

KnownAgent parseKnown(const DeskAnswer &answer)
{
    const auto *text = std::get_if<std::string>(&answer);
    if (!text)
        return {};
    const auto json = nlohmann::json::parse(*text, nullptr, false);
    return {json.value("password", std::string()), json.value("wait_s", 0U)};
}

} // namespace

std::optional<Refusal> ConsoleDoor::objection(const RequestHead &head)
{
    const auto target = find(toView(head.target()));
    m_agent.reset();
    if (const auto *agent = m_console.sessions.find(cookie(head)))
        m_agent = *agent;
    if (target.place == Place::Nowhere || (target.place == Place::File && !m_console.files.find(target.item)))
        return Refusal{Problem::NotFound};
    if (!m_agent && !isOpenToAll(target.place))
        return Refusal{Problem::Unauthenticated};
    if (head.method() != (isChange(target.place) ? http::verb::post : http::verb::get))
        return Refusal{Problem::MethodNotAllowed};
    const bool foreign = !head[http::field::origin].empty() && !isOurOrigin(head);
    if (isChange(target.place) && (head["X-Yizhan"] != "1" || foreign))
        return Refusal{Problem::Forbidden};
    if (isChange(target.place) && !toView(head[http::field::content_type]).starts_with("application/json"))
        return Refusal{Problem::UnsupportedMediaType};
    if ((target.place == Place::Order || target.place == Place::Deed) && !Uuid::parse(target.item))
        return Refusal{Problem::NotFound};
    if (target.place == Place::Attachment && !parseHexDigest(target.item))
        return Refusal{Problem::NotFound};
    if (target.place == Place::Live && !isOurOrigin(head))
        return Refusal{Problem::Forbidden};
    return std::nullopt;
}

Awaitable<Response> ConsoleDoor::answer(Request request)
{
    const std::string path(toView(request.target()));
    const auto target = find(path);
    const auto id = Uuid::parse(target.item); // as objection() has seen
    const auto digest = parseHexDigest(target.item);
    switch (target.place) {
    case Place::File:
        co_return file(request, *m_console.files.find(target.item));
    case Place::LogIn:
        co_return co_await logIn(std::move(request));
    case Place::LogOut:
        co_return logOut(request);
    case Place::Me:
        co_return jsonResponse(m_agent->toJson());
    case Place::Box:
        co_return co_await box(std::string(target.more));
    case Place::Order:
        co_return co_await order(*id);
    case Place::Deed:
        co_return co_await deed(std::move(request), *id, std::string(target.more));
    case Place::Attachment:
        co_return co_await attachment(*digest);
    case Place::Live: // without an upgrade there is nothing to see
    case Place::Nowhere:
        break;
    }
    co_return refusalResponse({Problem::NotFound});
}

void ConsoleDoor::stamp(Response &response) const
{
    response.set(http::field::date, httpDate(m_console.clock.wall()));
    response.set("Content-Security-Policy", kPolicy);
    response.set("X-Content-Type-Options", "nosniff");
    response.set("Referrer-Policy", "no-referrer");
    response.set("Permissions-Policy", "camera=(self), microphone=(self), geolocation=()");
    if (response.find(http::field::cache_control) == response.end())
        response.set(http::field::cache_control, "no-store");
}

bool ConsoleDoor::takesOver(const RequestHead &head) const
{
    return m_agent && m_console.live && find(toView(head.target())).place == Place::Live;
}

Awaitable<void> ConsoleDoor::takeOver(Socket &socket, Request request, SessionRegistry::Entry &entry)
{
    auto stillIn = [&sessions = m_console.sessions, token = std::string(cookie(request))](bool atWork) {
        return atWork ? sessions.find(token) != nullptr : sessions.isOpen(token);
    };
    return m_console.live(socket, std::move(request), *m_agent, std::move(stillIn), entry);
}

Awaitable<Response> ConsoleDoor::logIn(Request request)
{
    auto credentials = parseCredentials(request.body());
    sodium_memzero(request.body().data(), request.body().size());
    if (!credentials)
        co_return refusalResponse({Problem::Rejected, {}, credentials.error().detail});
    auto question = ask::signIn(credentials->name, m_console.clock.wall());
    const auto answer = co_await m_console.desk.ask(std::move(question));
    const auto *refusal = std::get_if<Refusal>(&answer);
    if (refusal && refusal->problem != Problem::NotFound)
        co_return refusalResponse(*refusal);
    auto known = parseKnown(answer);
    if (known.wait > 0) {
        m_console.log.write("console.login-waits");
        co_return refusalResponse({Problem::Wait, {}, {}, known.wait});
    }
    const auto verdict = co_await m_console.passwords.check(std::move(known.hash), std::move(credentials->password));
    if (verdict == PasswordChecker::Verdict::Busy)
        co_return refusalResponse({Problem::Wait});
    const bool right = verdict == PasswordChecker::Verdict::Right;
    auto outcome = ask::signedIn(credentials->name, right, m_console.clock.wall());
    const auto noted = co_await m_console.desk.ask(std::move(outcome));
    const auto *text = std::get_if<std::string>(&noted);
    auto agent = text ? parseAgent(*text) : std::nullopt;
    if (!right || !agent) {
        m_console.log.write("console.login-refused");
        co_return refusalResponse({Problem::Unauthenticated});
    }
    m_console.log.write("console.login", {{"agent", agent->name}});
    auto response = jsonResponse(agent->toJson());
    response.set(http::field::set_cookie, cookieFor(request, m_console.sessions.open(std::move(*agent))));
    co_return response;
}

Response ConsoleDoor::logOut(const Request &request)
{
    m_console.sessions.close(cookie(request));
    auto response = jsonResponse("{}");
    response.set(http::field::set_cookie, cookieFor(request, {}));
    return response;
}

Awaitable<Response> ConsoleDoor::box(std::string query)
{
    auto box = parameter(query, "box");
    if (!isBox(box))
        co_return refusalResponse({Problem::Rejected, {}, "box"});
    auto question = ask::box(m_agent->id, std::move(box), parameter(query, "after"), kPage);
    auto answer = co_await m_console.desk.ask(std::move(question));
    co_return deskResponse(std::move(answer));
}

Awaitable<Response> ConsoleDoor::order(Uuid id)
{
    auto question = ask::order(m_agent->id, id, m_console.clock.wall());
    auto answer = co_await m_console.desk.ask(std::move(question));
    co_return deskResponse(std::move(answer));
}

Awaitable<Response> ConsoleDoor::deed(Request request, Uuid id, std::string name)
{
    auto question = parseDeed(name, request.body(), m_agent->id, id, m_console.clock.wall());
    if (!question)
        co_return refusalResponse({Problem::Rejected, {}, question.error().detail});
    const auto answer = co_await m_console.desk.ask(std::move(*question));
    if (const auto *refusal = std::get_if<Refusal>(&answer))
        co_return refusalResponse(*refusal);
    m_console.log.write("console.deed", {{"deed", name}, {"agent", m_agent->name}, {"order", id.toString()}});
    if (m_console.ordersChanged)
        m_console.ordersChanged();
    const nlohmann::ordered_json body{{"state", std::get<std::string>(answer)}};
    co_return jsonResponse(body.dump());
}

Awaitable<Response> ConsoleDoor::attachment(Digest digest)
{
    auto question = ask::attachment(m_agent->id, digest, m_console.clock.wall());
    auto answer = co_await m_console.desk.ask(std::move(question));
    if (const auto *refusal = std::get_if<Refusal>(&answer))
        co_return refusalResponse(*refusal);
    auto &typed = std::get<std::string>(answer); // the type, a line feed, the content
    const auto end = typed.find('\n');
    Response response(http::status::ok, 11);
    response.set(http::field::content_type, typed.substr(0, end));
    response.body() = typed.substr(end + 1);
    co_return response;
}

Response ConsoleDoor::file(const Request &request, const StaticFile &file) const
{
    const bool held = toView(request[http::field::if_none_match]) == file.tag;
    Response response(held ? http::status::not_modified : http::status::ok, 11);
    response.set(http::field::etag, file.tag);
    response.set(http::field::cache_control, "no-cache");
    if (held)
        return response;
    response.set(http::field::content_type, boost::beast::string_view(file.type.data(), file.type.size()));
    response.body() = file.content;
    return response;
}

} // namespace yz::hub
