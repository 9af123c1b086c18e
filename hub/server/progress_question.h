// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hub/digest.h"

#include <core/result.h>

#include <string>
#include <string_view>

namespace yz::hub {

/** The letters and digits of a number as it is printed on a slip, in capitals; empty when it is none. */
std::string plainSlipNumber(std::string_view text);

/** Which order, and what shows that one may ask: the card's number or, for anonymous orders, the digest on the slip. */
struct ProgressQuestion
{
    Uuid order; ///< none when it is asked for by its slip
    std::string slip;
    std::string number; ///< personal data
    std::string digest; ///< 32 bytes, or empty
};

/** Reads hub/contract/progress-question.schema.json; at most 1 KiB. DataMalformed names the member. */
Result<ProgressQuestion> parseProgressQuestion(std::string_view body);

} // namespace yz::hub
