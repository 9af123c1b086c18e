// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "callflow/signals.h"

#include <core/clock.h>

#include <optional>
#include <variant>
#include <vector>

namespace yz::callflow {

/** How the pictures and the sound do. */
enum class Health { Flowing, Stalled, Failed };

// What happens to a call

struct Begin
{
    Wish wish;
};
struct LinkUp
{
};
struct LinkDown
{
};
struct Heard
{
    Received received;
};
struct MediaOffer
{
    int session = 0;
    QString sdp;
};
struct MediaCandidate
{
    int session = 0;
    say::Candidate candidate;
};
struct MediaHealth
{
    Health health = Health::Flowing;
};
struct MediaGone ///< the process that makes them ended
{
};
struct Reduce
{
    Media media = Media::Audio;
};
struct Say
{
    QString text;
};
struct Drop ///< by the citizen, or because the visit is over
{
};
struct Tick
{
};
using Event = std::variant<Begin, LinkUp, LinkDown, Heard, MediaOffer, MediaCandidate, MediaHealth, MediaGone, Reduce,
                           Say, Drop, Tick>;

// What is to be done about it

struct OpenLink
{
};
struct CloseLink
{
};
struct Send
{
    int session = 0;
    ToHub message;
};
struct StartMedia
{
    Media media = Media::Video;
    std::vector<IceServer> ice;
};
struct GiveAnswer
{
    QString sdp;
};
struct GiveCandidate
{
    say::Candidate candidate;
};
struct ChangeMedia
{
    Media media = Media::Audio;
};
struct RebuildMedia
{
};
struct StopMedia
{
};
using Effect = std::variant<OpenLink, CloseLink, Send, StartMedia, GiveAnswer, GiveCandidate, ChangeMedia, RebuildMedia,
                            StopMedia>;

/** Where a call stands. Personal data: the texts in `standing`. */
struct State
{
    Standing standing{Phase::Consent, Media::Video, 0, {}, {}, {}, false, {}, End::HungUp};
    Wish wish;
    std::vector<IceServer> ice;
    int session = 0;
    bool linked = false;
    bool mediaRuns = false;
    bool flowing = false;
    int tries = 0;     ///< of rebuilding, since it last flowed
    Instant since{};   ///< of the phase
    Instant lostAt{};  ///< since when there is no link
    Instant stallAt{}; ///< since when nothing flows
    Instant pingedAt{};
    std::optional<Instant> rebuildAt;
};

struct Flowed
{
    State state;
    std::vector<Effect> effects;
};

/**
 * The whole behaviour of a call: pure, total, without a clock of its own.
 * Consent → Requesting → Queued → Negotiating → Connecting → InCall ⇄ Reconnecting → Ended; video → audio → text → a
 * callback, each only when the one before could not be kept up. docs/call-table.md prints every cell.
 */
Flowed flow(State state, const Event &event, Instant now);

} // namespace yz::callflow
