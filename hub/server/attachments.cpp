// SPDX-License-Identifier: Apache-2.0
#include "attachments.h"

#include "desk_questions.h"

#include <charconv>
#include <nlohmann/json.hpp>

namespace yz::hub {
namespace {

std::string_view toView(boost::beast::string_view text)
{
    return {text.data(), text.size()};
}

std::optional<std::uint64_t> parseSize(std::string_view text)
{
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value > kMaxAttachment)
        return std::nullopt;
    return value;
}

bool isDocument(std::string_view type)
{
    return type == "image/jpeg" || type == "application/pdf";
}

/** The last part of the path: objection() has seen that there is one. */
std::string_view hexIn(const Request &request)
{
    const auto path = toView(request.target());
    return path.substr(path.rfind('/') + 1);
}

Response offsetResponse(http::status status, const nlohmann::json &standing)
{
    Response response(status, 11);
    response.set("Upload-Offset", std::to_string(standing.value("offset", 0)));
    if (standing.contains("length"))
        response.set("Upload-Length", std::to_string(standing.value("length", 0)));
    return response;
}

Response refusedPiece(const nlohmann::json &outcome)
{
    const bool elsewhere = outcome.value("outcome", "") == "elsewhere";
    auto response = refusalResponse({elsewhere ? Problem::WrongOffset : Problem::DigestMismatch});
    response.set("Upload-Offset", std::to_string(outcome.value("offset", 0)));
    return response;
}

} // namespace

std::optional<Digest> parseHexDigest(std::string_view hex)
{
    Digest digest;
    if (hex.size() != 2 * digest.size() || hex.find_first_not_of("0123456789abcdef") != std::string_view::npos)
        return std::nullopt;
    for (std::size_t i = 0; i < digest.size(); ++i) {
        unsigned byte = 0;
        std::from_chars(hex.data() + 2 * i, hex.data() + 2 * i + 2, byte, 16);
        digest[i] = static_cast<std::byte>(byte);
    }
    return digest;
}

std::optional<Refusal> objectionToPiece(const http::fields &headers, http::verb method, std::string_view hex)
{
    if (!parseHexDigest(hex))
        return Refusal{Problem::Malformed};
    if (method == http::verb::head)
        return std::nullopt;
    if (toView(headers[http::field::content_type]) != "application/offset+octet-stream" ||
        !isDocument(toView(headers["Upload-Type"])))
        return Refusal{Problem::UnsupportedMediaType};
    const auto length = parseSize(toView(headers["Upload-Length"]));
    if (!length || *length == 0)
        return Refusal{Problem::TooLarge};
    if (!parseSize(toView(headers["Upload-Offset"])))
        return Refusal{Problem::Malformed};
    return std::nullopt;
}

Awaitable<Response> attachmentStanding(Desk &desk, std::string terminal, std::string hex)
{
    const auto digest = parseHexDigest(hex);
    if (!digest)
        co_return refusalResponse({Problem::Malformed});
    auto question = ask::attachmentStanding(std::move(terminal), *digest);
    const auto answer = co_await desk.ask(std::move(question));
    if (const auto *refusal = std::get_if<Refusal>(&answer)) {
        auto response = refusalResponse(*refusal);
        response.body().clear(); // HEAD
        co_return response;
    }
    const auto standing = nlohmann::json::parse(std::get<std::string>(answer), nullptr, false);
    co_return offsetResponse(http::status::ok, standing);
}

Awaitable<Response> takePiece(Desk &desk, const Clock &clock, std::string terminal, Request request)
{
    const auto digest = parseHexDigest(hexIn(request));
    const auto length = parseSize(toView(request["Upload-Length"]));
    const auto place = parseSize(toView(request["Upload-Offset"]));
    if (!digest || !length || !place || request.body().empty())
        co_return refusalResponse({Problem::Malformed});
    ask::Piece piece{*digest, std::string(toView(request["Upload-Type"])), *length, *place, std::move(request.body())};
    auto question = ask::takePiece(std::move(terminal), std::move(piece), clock.wall());
    const auto answer = co_await desk.ask(std::move(question));
    if (const auto *refusal = std::get_if<Refusal>(&answer))
        co_return refusalResponse(*refusal);
    const auto outcome = nlohmann::json::parse(std::get<std::string>(answer), nullptr, false);
    if (outcome.value("outcome", "") != "taken")
        co_return refusedPiece(outcome);
    co_return offsetResponse(http::status::no_content, outcome);
}

} // namespace yz::hub
