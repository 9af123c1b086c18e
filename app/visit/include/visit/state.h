// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cache/sealed.h>
#include <core/clock.h>
#include <core/fault.h>
#include <core/uuid.h>
#include <printer/print_document.h>
#include <ui/views.h>
#include <words/form_pack.h>
#include <words/identity.h>
#include <words/work_order.h>

#include <cstdint>
#include <optional>
#include <variant>

namespace yz {

/** What a citizen is filling in. Personal data: all of it; lives only inside the stages that hold it. */
struct Application
{
    QString service;
    Identity applicant;
    FormAnswers answers;
    std::optional<Uuid> draft; ///< once the journal has begun
};

// The stages of a visit. Each holds what it needs and nothing else, so that leaving one destroys its personal data.

struct AtHome
{
};
struct AtNotYet
{
    QString service;
};
struct AtGuide
{
    QString service;
};
struct AwaitingCard
{
    QString service;
    CardView::Phase phase = CardView::Phase::Waiting;
    Fault trouble = Fault::CardMoved;
};
struct ConfirmingIdentity
{
    Application application;
};
struct Filling
{
    Application application;
    QString field;          ///< the question on the page
    QString problem;        ///< why the last answer was not taken
    bool fromCheck = false; ///< after this answer, back to the check page
};
struct Checking
{
    Application application;
};
/** The order is being made durable. Nothing interrupts this: no idle clock, no way back. */
struct Storing
{
    Application application;
    WorkOrder order;
};
struct StoreFailed
{
    Application application;
    WorkOrder order;
    Fault fault = Fault::Internal;
};
/** The order is durable. Holds no more of the citizen than the slip shows. */
struct Done
{
    QString service;
    Ticket ticket;
    PrintDocument slip;
    ResultView::Slip slipStands = ResultView::Slip::Printing;
    Fault slipFault = Fault::PaperOut;
    int reprints = 0;
};
struct Leaving
{
    Instant since{};
    bool remindPaper = false;
};

using Stage = std::variant<AtHome, AtNotYet, AtGuide, AwaitingCard, ConfirmingIdentity, Filling, Checking, Storing,
                           StoreFailed, Done, Leaving>;

/** Where a visit stands. */
struct State
{
    Stage stage;
    Cover cover = Cover::None;
    Instant touchedAt{};
    std::uint64_t visit = 0; ///< counts visits, so that an answer to an earlier one is told apart
    bool elder = false;
    // The terminal's own condition: survives visits.
    bool readerReady = false;
    bool printerDown = false;
    bool paperLow = false;
    bool offline = false;
};

} // namespace yz
