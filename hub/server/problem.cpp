// SPDX-License-Identifier: Apache-2.0
#include "hub/problem.h"

#include <array>
#include <nlohmann/json.hpp>

namespace yz::hub {
namespace {

struct Row
{
    Problem problem;
    unsigned status;
    std::string_view code;
    std::string_view retry;
    unsigned retryAfter;
    std::string_view title;
};

constexpr std::array<Row, 22> kTable{{
    {Problem::SeqGap, 409, "seq-gap", "resync", 0, "Earlier orders are missing"},
    {Problem::SeqFork, 409, "seq-fork", "resync", 0, "The sequence differs from the one held here"},
    {Problem::IdReused, 422, "id-reused", "never", 0, "This order is held with other content"},
    {Problem::Rejected, 422, "rejected", "never", 0, "The order breaks the contract"},
    {Problem::Malformed, 400, "malformed", "never", 0, "The request cannot be understood"},
    {Problem::DigestMismatch, 400, "digest-mismatch", "never", 0, "The body is not what its digest says"},
    {Problem::TooLarge, 413, "too-large", "never", 0, "The body is over 1 MiB"},
    {Problem::UnsupportedMediaType, 415, "unsupported-media-type", "never", 0, "Only application/json is taken"},
    {Problem::WrongTerminal, 403, "wrong-terminal", "pause", 0, "The certificate is for another terminal"},
    {Problem::TerminalBlocked, 403, "terminal-blocked", "pause", 0, "This terminal is out of service"},
    {Problem::NotFound, 404, "not-found", "pause", 0, "There is nothing here"},
    {Problem::MethodNotAllowed, 405, "method-not-allowed", "pause", 0, "Not with this method"},
    {Problem::HeadersTooLarge, 431, "headers-too-large", "never", 0, "The headers are too large"},
    {Problem::Busy, 503, "busy", "later", 2, "Too much at once"},
    {Problem::Unavailable, 503, "unavailable", "later", 5, "The hub cannot store anything just now"},
    {Problem::Internal, 500, "internal", "later", 0, "The hub failed"},
    {Problem::Unauthenticated, 401, "unauthenticated", "never", 0, "Log in first"},
    {Problem::Forbidden, 403, "forbidden", "never", 0, "Not for you to do"},
    {Problem::MovedOn, 409, "moved-on", "never", 0, "The order has changed meanwhile"},
    {Problem::Wait, 429, "wait", "later", 1, "Too many attempts"},
    {Problem::WrongOffset, 409, "wrong-offset", "resync", 0, "The piece belongs to another place"},
    {Problem::BadRange, 416, "bad-range", "never", 0, "Ask for it in pieces of 1 MiB"},
}};

constexpr const Row &rowOf(Problem problem)
{
    return kTable[static_cast<std::size_t>(problem)];
}

consteval bool inOrder()
{
    for (std::size_t i = 0; i < kTable.size(); ++i) {
        if (static_cast<std::size_t>(kTable[i].problem) != i)
            return false;
    }
    return true;
}
static_assert(inOrder(), "the table follows the enum");

} // namespace

unsigned statusOf(Problem problem)
{
    return rowOf(problem).status;
}

unsigned retryAfterOf(const Refusal &refusal)
{
    return refusal.seconds ? refusal.seconds : rowOf(refusal.problem).retryAfter;
}

std::string_view codeOf(Problem problem)
{
    return rowOf(problem).code;
}

std::string toJson(const Refusal &refusal)
{
    const auto &row = rowOf(refusal.problem);
    nlohmann::ordered_json body{{"type", "/problems/" + std::string(row.code)},
                                {"title", row.title},
                                {"status", row.status},
                                {"code", row.code},
                                {"retry", row.retry}};
    if (refusal.expected)
        body["expected"] = *refusal.expected;
    if (!refusal.reason.empty())
        body["reason"] = refusal.reason;
    return body.dump();
}

} // namespace yz::hub
