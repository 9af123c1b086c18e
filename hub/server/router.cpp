// SPDX-License-Identifier: Apache-2.0
#include "router.h"

#include "attachments.h"
#include "catalogue_shelf.h"
#include "desk_questions.h"
#include "progress_question.h"

#include <boost/beast/http/verb.hpp>
#include <charconv>
#include <ctime>
#include <nlohmann/json.hpp>

namespace yz::hub {
namespace {

constexpr std::string_view kTerminals = "/v1/terminals/";
constexpr std::string_view kCatalogues = "/v1/catalogues/";
constexpr std::uint64_t kMaxSequence = (1ULL << 53U) - 1;

std::string_view toView(boost::beast::string_view text)
{
    return {text.data(), text.size()};
}

enum class Place { Nowhere, Health, OutboxState, WorkOrder, Progress, Duty, Attachment, Call, Catalogue };

struct Target
{
    Place place = Place::Nowhere;
    std::string_view terminal = {};
    std::string_view item = {}; ///< an order, a document's digest, a catalogue's file
};

Target find(std::string_view path)
{
    if (path == "/healthz")
        return {Place::Health};
    if (path.starts_with(kCatalogues)) {
        path.remove_prefix(kCatalogues.size());
        return CatalogueShelf::isName(path) ? Target{Place::Catalogue, {}, path} : Target{};
    }
    if (!path.starts_with(kTerminals))
        return {};
    path.remove_prefix(kTerminals.size());
    const auto slash = path.find('/');
    if (slash == std::string_view::npos || !isTerminalId(path.substr(0, slash)))
        return {};
    const auto terminal = path.substr(0, slash), rest = path.substr(slash + 1);
    if (rest == "outbox-state")
        return {Place::OutboxState, terminal};
    if (rest == "progress")
        return {Place::Progress, terminal};
    if (rest == "duty")
        return {Place::Duty, terminal};
    if (rest == "call")
        return {Place::Call, terminal};
    constexpr std::string_view orders = "work-orders/";
    if (rest.starts_with(orders) && rest.find('/', orders.size()) == std::string_view::npos)
        return {Place::WorkOrder, terminal, rest.substr(orders.size())};
    constexpr std::string_view attachments = "attachments/";
    if (rest.starts_with(attachments))
        return {Place::Attachment, terminal, rest.substr(attachments.size())};
    return {};
}

bool takes(Place place, http::verb method)
{
    if (place == Place::Attachment)
        return method == http::verb::head || method == http::verb::patch;
    if (place == Place::WorkOrder)
        return method == http::verb::put;
    return method == (place == Place::Progress ? http::verb::post : http::verb::get);
}

bool isJson(std::string_view mediaType)
{
    constexpr std::string_view json = "application/json";
    return mediaType == json ||
           (mediaType.starts_with(json) && (mediaType[json.size()] == ';' || mediaType[json.size()] == ' '));
}

std::optional<std::uint64_t> parseSequence(std::string_view text)
{
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value == 0 || value > kMaxSequence)
        return std::nullopt;
    return value;
}

std::optional<Position> readPosition(const http::fields &headers)
{
    const auto epoch = Uuid::parse(toView(headers["Plsk-Epoch"]));
    const auto sequence = parseSequence(toView(headers["Plsk-Seq"]));
    const auto previous = parseDigestField(toView(headers["Plsk-Prev"]));
    if (!epoch || !sequence || !previous)
        return std::nullopt;
    return Position{*epoch, *sequence, *previous};
}

/** What the terminal says is printed on the slip; not every order has one. */
bool hasFittingSlip(const http::fields &headers)
{
    const auto header = headers.find("Plsk-Number");
    return header == headers.end() || !plainSlipNumber(toView(header->value())).empty();
}

Response jsonResponse(http::status status, std::string body)
{
    Response response(status, 11);
    response.set(http::field::content_type, "application/json");
    response.body() = std::move(body);
    return response;
}

Response deskResponse(const DeskAnswer &answer)
{
    if (const auto *refusal = std::get_if<Refusal>(&answer))
        return refusalResponse(*refusal);
    return jsonResponse(http::status::ok, std::get<std::string>(answer));
}

} // namespace

std::string httpDate(WallTime moment)
{
    const std::time_t seconds = std::chrono::system_clock::to_time_t(moment);
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    char text[40];
    std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts); // the program never leaves the C locale
    return text;
}

Response refusalResponse(const Refusal &refusal)
{
    Response response(static_cast<http::status>(statusOf(refusal.problem)), 11);
    response.set(http::field::content_type, "application/problem+json");
    if (const auto seconds = retryAfterOf(refusal))
        response.set(http::field::retry_after, std::to_string(seconds));
    response.body() = toJson(refusal);
    return response;
}

void Router::stamp(Response &response) const
{
    response.set(http::field::date, httpDate(m_clock.wall()));
}

std::optional<Refusal> Router::objection(const http::fields &headers, http::verb method, std::string_view path,
                                         const std::string &terminal) const
{
    const auto target = find(path);
    if (target.place == Place::Nowhere)
        return Refusal{Problem::NotFound};
    const bool isAnybodys = target.place == Place::Health || target.place == Place::Catalogue;
    if (!isAnybodys && target.terminal != terminal)
        return Refusal{Problem::WrongTerminal};
    if (!takes(target.place, method))
        return Refusal{Problem::MethodNotAllowed};
    if (target.place == Place::Attachment)
        return objectionToPiece(headers, method, target.item);
    if (target.place != Place::WorkOrder && target.place != Place::Progress)
        return std::nullopt;
    if (!isJson(toView(headers[http::field::content_type])))
        return Refusal{Problem::UnsupportedMediaType};
    if (target.place == Place::Progress)
        return std::nullopt;
    if (!Uuid::parse(target.item) || !readPosition(headers) || !hasFittingSlip(headers) ||
        !parseDigestField(toView(headers["Content-Digest"])))
        return Refusal{Problem::Malformed};
    return std::nullopt;
}

Awaitable<Response> Router::answer(Request request, std::string terminal)
{
    // objection() has been asked: whatever is optional below is there.
    const std::string path(toView(request.target()));
    const auto target = find(path);
    if (target.place == Place::Health)
        co_return co_await health();
    if (target.place == Place::Catalogue)
        co_return m_catalogues.answer(target.item, request);
    if (target.place == Place::OutboxState)
        co_return co_await outboxState(std::move(terminal));
    if (target.place == Place::Duty)
        co_return duty();
    if (target.place == Place::Call) // without an upgrade there is nothing
        co_return refusalResponse({Problem::NotFound});
    if (target.place == Place::Progress)
        co_return co_await progress(std::move(request));
    if (target.place == Place::Attachment) {
        auto answered = request.method() == http::verb::head
                            ? attachmentStanding(m_desk, std::move(terminal), std::string(target.item))
                            : takePiece(m_desk, m_clock, std::move(terminal), std::move(request));
        co_return co_await std::move(answered);
    }
    const auto id = Uuid::parse(target.item);
    if (!id)
        co_return refusalResponse({Problem::Malformed});
    co_return co_await putWorkOrder(std::move(request), std::move(terminal), *id);
}

Awaitable<Response> Router::putWorkOrder(Request request, std::string terminal, Uuid id)
{
    const auto position = readPosition(request);
    const auto digest = parseDigestField(toView(request["Content-Digest"]));
    if (!position || !digest)
        co_return refusalResponse({Problem::Malformed});
    if (sha256(request.body()) != *digest)
        co_return refusalResponse({Problem::DigestMismatch});
    auto order = parseWorkOrderOf(request.body(), id, terminal);
    auto slip = plainSlipNumber(toView(request["Plsk-Number"]));
    HandedIn handed{
        id, std::move(terminal), *position, *digest, std::move(request.body()), std::move(order), std::move(slip)};
    const auto answer = co_await m_intake.hand(std::move(handed));
    if (const auto *refusal = std::get_if<Refusal>(&answer))
        co_return refusalResponse(*refusal);
    const auto &accepted = std::get<Accepted>(answer);
    co_return jsonResponse(accepted.fresh ? http::status::created : http::status::ok, accepted.receipt.toJson());
}

Awaitable<Response> Router::outboxState(std::string terminal)
{
    const auto standing = co_await m_intake.standingOf(std::move(terminal));
    if (!standing)
        co_return refusalResponse({Problem::Unavailable});
    if (standing->blocked)
        co_return refusalResponse({Problem::TerminalBlocked});
    const nlohmann::ordered_json body{{"epoch", standing->epoch ? standing->epoch->toString() : std::string()},
                                      {"next_seq", standing->next},
                                      {"last_hash", toDigestField(standing->last)}};
    co_return jsonResponse(http::status::ok, body.dump());
}

Awaitable<Response> Router::progress(Request request)
{
    const auto asked = parseProgressQuestion(request.body());
    if (!asked)
        co_return refusalResponse({Problem::Malformed});
    auto question = ask::progress(asked->order, asked->slip, asked->number, asked->digest);
    const auto answer = co_await m_desk.ask(std::move(question));
    co_return deskResponse(answer);
}

Response Router::duty() const
{
    const auto duty = m_rooms.duty();
    const nlohmann::ordered_json body{{"on_duty", duty.onDuty},
                                      {"free", duty.free},
                                      {"waiting", duty.waiting},
                                      {"expected_wait_s", duty.expectedWaitSeconds
                                                              ? nlohmann::ordered_json(*duty.expectedWaitSeconds)
                                                              : nlohmann::ordered_json()}};
    return jsonResponse(http::status::ok, body.dump());
}

bool Router::isCall(const RequestHead &head)
{
    return find(toView(head.target())).place == Place::Call;
}

Awaitable<std::optional<Refusal>> Router::objectionToCall(std::string terminal)
{
    const auto standing = co_await m_intake.standingOf(std::move(terminal));
    if (standing && standing->blocked)
        co_return Refusal{Problem::TerminalBlocked};
    co_return std::nullopt; // without the database a human can still be spoken to
}

Awaitable<Response> Router::health()
{
    const bool healthy = co_await m_intake.healthy();
    if (!healthy)
        co_return refusalResponse({Problem::Unavailable});
    co_return jsonResponse(http::status::ok, R"({"status":"ok"})");
}

} // namespace yz::hub
