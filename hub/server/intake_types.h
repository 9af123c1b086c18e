// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hub/problem.h"
#include "hub/receipt_signer.h"
#include "hub/standing.h"
#include "hub/work_order.h"
#include "waiting_line.h"

#include <string>
#include <variant>

namespace yz::hub {

/** An order as it was handed in: whoever the certificate says, the position, the bytes and what was read in them. */
struct HandedIn
{
    Uuid id;
    std::string terminal;
    Position position;
    Digest digest{};
    std::string body; ///< personal data; freed with the request
    /** What the body says; or why it cannot be taken, `detail` being the contract's reason. */
    Result<WorkOrder> order = Error{};
    std::string slip = {}; ///< the number on the citizen's slip, as plainSlipNumber has it; may be empty
    // What the registrar made ready for the case that it is taken.
    WallTime receivedAt = {};
    std::string number = {};
    Receipt receipt = {};
};

/** The hub holds it: just now, or before. */
struct Accepted
{
    bool fresh = false;
    Receipt receipt = {};
};

using IntakeAnswer = std::variant<Accepted, Refusal>;

inline std::size_t sizeOf(const HandedIn &order)
{
    return order.body.size();
}

using IntakeLine = WaitingLine<HandedIn, IntakeAnswer>;
using IntakeItem = IntakeLine::Item;

} // namespace yz::hub
