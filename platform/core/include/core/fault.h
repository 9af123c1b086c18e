// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace yz {

/**
 * Everything that can go wrong, sorted by what the caller does about it.
 * A closed list: `ui` holds one sentence for the citizen per value, and a test keeps that table complete.
 */
enum class Fault {
    // Requests
    Cancelled,   ///< the caller withdrew the request: nothing to tell
    TimedOut,    ///< nothing came in time: try again
    Unsupported, ///< this model or build cannot: offer another way
    BadInput,    ///< what the citizen entered does not fit: say which field
    Internal,    ///< our own mistake: log it, offer a human

    // Any device
    DeviceAbsent,  ///< not plugged in, or gone: call the attendant
    DeviceBusy,    ///< another request, or another program, holds it: wait
    DeviceBroken,  ///< self-test or authorisation failed: call the technician
    DeviceGarbled, ///< bytes that are no valid frame: retried by the driver, then shown as trouble

    // ID card
    CardMoved,    ///< lifted too early or misread: lay it down again
    CardForeign,  ///< some other card: ask for an ID card
    CardDoubtful, ///< card or reader could not authenticate the other: refer to staff
    CardEmpty,    ///< the asked item is not on this card
    CardGarbled,  ///< the record breaks its own layout: refer to manual entry

    // Printer
    PaperOut,       ///< refill, then print again
    CoverOpen,      ///< close the cover
    CutterJam,      ///< staff must free the cutter
    PaperJam,       ///< staff must free the paper's way
    TonerOut,       ///< staff must change the cartridge
    OutputFull,     ///< take away what lies in the tray
    PrinterHot,     ///< wait: it recovers by itself
    OutcomeUnknown, ///< sent, but never confirmed: ask the citizen to look

    // Store
    StoreDamaged, ///< file unreadable or altered: set aside, alarm, new epoch
    StoreFull,    ///< no room: receipts only, alarm
    KeyMissing,   ///< no key, or one that does not open this file
    NotFound,     ///< no such record
    Conflict,     ///< same id, other content

    // Data from outside
    DataMalformed, ///< pack, answer or configuration breaks its schema: keep the old one
    DataForged,    ///< signature or digest does not hold: keep the old one, alarm

    // Hub
    HubUnreachable, ///< network, TLS, 5xx, 429: back off, nothing lost
    HubDenied,      ///< 401/403: pause, alarm, never drop
    HubRefused,     ///< the hub answered no, for good: staff screen
    HubMistaken,    ///< not our hub (captive portal, wrong server): pause, never drop
    SequenceGap,    ///< the hub wants earlier orders first
    SequenceFork,   ///< our store was rolled back: alarm, new epoch
};

/** The fault's own name, as in the enum: for logs and tests. */
std::string_view name(Fault fault);

/** All of them, in order: for completeness tests. */
std::span<const Fault> allFaults();

/** What went wrong. `detail` is a line for the technician: never a citizen's text, never personal data. */
struct Error
{
    Fault fault = Fault::Internal;
    std::string detail;
};

} // namespace yz
