// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "outbox/outbox_feed.h"

#include <core/clock.h>
#include <core/fault.h>

#include <QByteArray>

#include <cstdint>
#include <optional>

namespace yz::sync {

/** An answer as it came off the wire, complete and bounded. */
struct HttpAnswer
{
    int status = 0;
    QByteArray retryAfter;
    QByteArray body;
    QByteArray uploadOffset = {};
    QByteArray type = {};
    QByteArray tag = {};   ///< ETag
    QByteArray range = {}; ///< Content-Range
};

/** What the order was sent as: a receipt must name it. */
struct Sent
{
    Uuid order;
    QByteArray terminal;
    QByteArray epoch;
    std::uint64_t seq = 0;
    QByteArray digest;     ///< SHA-256, raw
    QByteArray receiptKey; ///< Ed25519, raw
};

/** What the terminal does with an answer: the table in hub/contract/README.md, and nothing else. */
struct Verdict
{
    enum class Does { Ack, Reject, Resync, Fork, Pause, BackOff };
    Does does = Does::BackOff;
    Error error;                                         ///< all but Ack
    outbox::Position position = outbox::Position::Taken; ///< Reject
    QByteArray reason;                                   ///< Reject: the hub's code
    std::uint64_t expected = 0;                          ///< Resync
    std::optional<Milliseconds> retryAfter;              ///< BackOff, at most an hour
};

/**
 * Judges the answer to a PUT. Pure. Whatever would drop an order or begin an epoch needs a well-formed answer of our
 * hub; everything else keeps the order and waits.
 */
Verdict judgeOrder(const HttpAnswer &answer, const Sent &sent);

/** The answer to GET outbox-state: the standing, or what to do instead (Pause, BackOff). */
struct StateVerdict
{
    std::optional<outbox::HubStanding> standing;
    Verdict otherwise;
};
StateVerdict judgeState(const HttpAnswer &answer);

/** What an answer about a document's pieces means. Pure. */
struct PieceVerdict
{
    enum class Does { GoOn, Refuse, Otherwise };
    Does does = Does::Otherwise;
    qint64 offset = 0; ///< GoOn: so much is held there
    Error error;       ///< Refuse: this document will never be taken as it is
    Verdict otherwise; ///< Pause or BackOff
};
/** To HEAD: how far it has come. */
PieceVerdict judgeUpload(const HttpAnswer &answer, qint64 length);
/** To PATCH. */
PieceVerdict judgePiece(const HttpAnswer &answer, qint64 length);

/** `sha-256=:…:` of a raw digest, as in the headers. */
QByteArray digestField(const QByteArray &digest);

} // namespace yz::sync
