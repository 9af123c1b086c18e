// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "desk.h"
#include "router.h"

#include <optional>
#include <string>
#include <string_view>

/**
 * Documents come in pieces, so that a line that breaks costs one piece: HEAD asks how far it has come, PATCH adds.
 * Modelled on the IETF's draft of resumable uploads, without its creation step: the digest is the address.
 */
namespace yz::hub {

std::optional<Digest> parseHexDigest(std::string_view hex);
/** What can be said against a piece before it is read. */
std::optional<Refusal> objectionToPiece(const http::fields &headers, http::verb method, std::string_view hex);
Awaitable<Response> attachmentStanding(Desk &desk, std::string terminal, std::string hex);
Awaitable<Response> takePiece(Desk &desk, const Clock &clock, std::string terminal, Request request);

} // namespace yz::hub
