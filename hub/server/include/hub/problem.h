// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace yz::hub {

/** Every way the hub can say no: hub/contract/problem.schema.json. */
enum class Problem {
    SeqGap,
    SeqFork,
    IdReused,
    Rejected,
    Malformed,
    DigestMismatch,
    TooLarge,
    UnsupportedMediaType,
    WrongTerminal,
    TerminalBlocked,
    NotFound,
    MethodNotAllowed,
    HeadersTooLarge,
    Busy,
    Unavailable,
    Internal,
    Unauthenticated,
    Forbidden,
    MovedOn,
    Wait,
    WrongOffset,
    BadRange,
};

/** One refusal, ready to be sent. */
struct Refusal
{
    Problem problem = Problem::Internal;
    std::optional<std::uint64_t> expected = {}; ///< with SeqGap
    std::string reason = {};                    ///< with Rejected: a code
    unsigned seconds = 0;                       ///< with Wait
};

unsigned statusOf(Problem problem);
/** Seconds for `Retry-After`; 0 for none. */
unsigned retryAfterOf(const Refusal &refusal);
std::string_view codeOf(Problem problem);
/** The body, `application/problem+json`. */
std::string toJson(const Refusal &refusal);

} // namespace yz::hub
