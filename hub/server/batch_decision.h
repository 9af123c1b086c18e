// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "intake_types.h"

#include <map>
#include <span>

namespace yz::hub {

/** An order the database, or this batch, already holds. */
struct Held
{
    std::string terminal;
    Digest digest{};
    std::string reason;   ///< of a tombstone, else empty
    Receipt receipt = {}; ///< of an accepted order
};

/** What the database said about everything a batch touches, under the lock of its terminals. */
struct Ground
{
    std::map<std::string, Standing> standings;
    std::map<Uuid, Held> held;
};

/** What is to be written for one order. */
struct NewRow
{
    const HandedIn *handed = nullptr;
    bool tombstone = false;
    std::string reason = {};
};

/** What a batch comes to. Nothing of it may be told to anyone before it is committed. */
struct BatchDecision
{
    std::vector<IntakeAnswer> answers;       ///< one per order, in order
    std::vector<NewRow> rows;                ///< new orders and tombstones
    std::vector<const HandedIn *> carried;   ///< known orders taken at a new position
    std::vector<std::string> movedTerminals; ///< whose standing in `Ground` is now another one
};

/**
 * Points 3 to 6 of the contract for a batch, in the order of arrival. Pure; moves the standings in `ground` forward.
 */
BatchDecision decide(Ground &ground, std::span<const IntakeItem> batch);

} // namespace yz::hub
