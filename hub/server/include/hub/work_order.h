// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/clock.h>
#include <core/result.h>
#include <core/uuid.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace yz::hub {

/** The bounds of the contract. */
inline constexpr std::size_t kMaxBody = 1024 * 1024;
inline constexpr std::size_t kMaxDepth = 16;
inline constexpr std::size_t kMaxAnswers = 200;
inline constexpr std::size_t kMaxCharacters = 4000;
inline constexpr std::size_t kMaxAttachments = 20;
inline constexpr std::int64_t kMaxAttachment = 12LL * 1024 * 1024;
inline constexpr std::int64_t kMaxPages = 100;

/** What the hub itself needs to know of an order; the person and the answers stay in the body, as sent. */
struct WorkOrder
{
    Uuid id;
    std::string terminal;
    std::string service;
    std::string packId;
    std::string packVersion;
    WallTime capturedAt;
    bool clockTrusted = false;
    std::optional<Uuid> about = {}; ///< the order that this one rates or continues
};

/** A terminal's id as in a certificate, a path or a body. */
bool isTerminalId(std::string_view text);

/** A moment of RFC 3339, a real one on the calendar. */
Result<WallTime> parseMoment(std::string_view text);

/**
 * Reads a body as hub/contract/work-order.schema.json has it. Pure; takes any bytes.
 * Fails with DataMalformed, `detail` being the contract's `reason` ("not-json", "too-deep", "applicant", …).
 */
Result<WorkOrder> parseWorkOrder(std::string_view body);
/** The same, of one that is to be this order of this terminal; "id" or "terminal" otherwise. */
Result<WorkOrder> parseWorkOrderOf(std::string_view body, const Uuid &id, std::string_view terminal);

} // namespace yz::hub
