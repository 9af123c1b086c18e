// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hub/call_rooms.h"
#include "pg_connection.h"
#include "pg_params.h"

#include <core/clock.h>

#include <span>
#include <string>

/** What the desk can ask the database: one builder per function of the migrations. */
namespace yz::hub::ask {

using AgentId = std::uint64_t;

struct Piece
{
    Digest digest{};
    std::string type; ///< media type
    std::uint64_t length = 0;
    std::uint64_t place = 0;
    std::string content;
};

std::span<const PgStatement> statements();

// For terminals.
PgQuery progress(const Uuid &order, std::string slip, std::string number, std::string digest);
PgQuery attachmentStanding(std::string terminal, const Digest &digest);
PgQuery takePiece(std::string terminal, Piece piece, WallTime now);

// For the clock.
PgQuery takeUp(WallTime now, std::uint64_t most);
PgQuery warn(WallTime now);
PgQuery assignUnclaimed(WallTime now, std::uint64_t afterMinutes);

// For the console.
PgQuery signIn(std::string name, WallTime now);
PgQuery signedIn(std::string name, bool good, WallTime now);
PgQuery box(AgentId agent, std::string box, std::string after, std::uint64_t most);
PgQuery order(AgentId agent, const Uuid &order, WallTime now);
PgQuery attachment(AgentId agent, const Digest &digest, WallTime now);
PgQuery claim(AgentId agent, const Uuid &order, WallTime now);
PgQuery release(AgentId agent, const Uuid &order, WallTime now);
PgQuery close(AgentId agent, const Uuid &order, WallTime now);
PgQuery answer(AgentId agent, const Uuid &order, std::string text, WallTime now);
PgQuery note(AgentId agent, const Uuid &order, std::string text, WallTime now);
PgQuery review(AgentId agent, const Uuid &order, bool publish, std::string note, WallTime now);
PgQuery callBack(AgentId agent, const Uuid &order, bool reached, std::string note, WallTime now);

// For the calls.
PgQuery nobodyOnDuty();
PgQuery onDuty(AgentId agent, bool on);
PgQuery callBegan(const CallFacts &call, WallTime now);
PgQuery callEnded(const CallFacts &call, std::chrono::seconds talked, std::string ending, WallTime now);
PgQuery callMissed(const CallFacts &call, std::string ending, WallTime now);
PgQuery callNoted(const CallFacts &call, std::string text, WallTime now);

} // namespace yz::hub::ask
