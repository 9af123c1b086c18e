// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cache/courier.h"

#include <core/result.h>
#include <core/uuid.h>

#include <QByteArray>
#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace yz {

/** Whose order, and which. Either the number on the slip or the order itself; the person by card, or by the slip's own
 *  code where nobody was named. Personal data: the ID number. */
struct ProgressQuestion
{
    QString number;
    std::optional<Uuid> order;
    QString idNumber;
    QByteArray digest; ///< of the body, from the slip's code: for orders of people who stayed anonymous
};

/** Where an order stands at the hub. Personal data: the answer, and who is responsible. */
struct ProgressAnswer
{
    struct Happening
    {
        QString at; ///< RFC 3339
        QByteArray kind;
        bool operator==(const Happening &) const = default;
    };
    Uuid order;
    QString number;
    QString service;
    QByteArray state;
    QString receivedAt;
    QString dueAt; ///< empty: none promised
    QString responsible;
    QString organisation;
    std::vector<Happening> events;
    QString answer; ///< empty: not yet
    QString answeredBy;
    QString answeredAt;
    std::optional<int> rating;
    std::vector<Uuid> callbacks;
    bool operator==(const ProgressAnswer &) const = default;
};

/** Who could take a call just now. */
struct Duty
{
    int onDuty = 0;
    int free = 0;
    int waiting = 0;
    std::optional<int> expectedWaitSeconds;
    bool operator==(const Duty &) const = default;
};

/**
 * Asks the hub what only the hub knows: how an order stands, who is on duty. Keeps nothing: an old answer shown as a
 * new one would be a lie. Owner: `app/main`. Thread: GUI. One question of each kind at a time; a new one ends the one
 * before with Cancelled. Errors: NotFound (unknown, or another's: never told apart), HubUnreachable, TimedOut,
 * HubMistaken, Cancelled. Personal data: question and answer, while under way.
 */
class Inquirer
{
public:
    using ProgressDone = std::function<void(Result<ProgressAnswer>)>;
    using DutyDone = std::function<void(Result<Duty>)>;

    static Result<std::unique_ptr<Inquirer>> create(const Courier::Options &options);
    virtual ~Inquirer() = default;

    /** Exactly one `done` each, unless the inquirer goes first. */
    virtual void askProgress(const ProgressQuestion &question, ProgressDone done) = 0;
    virtual void askDuty(DutyDone done) = 0;
    /** Nobody waits for an answer any more; what it may have left in buffers goes with the connection. */
    virtual void forget() = 0;
};

} // namespace yz
