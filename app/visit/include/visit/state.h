// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "visit/stops.h"

#include <cache/inquirer.h>
#include <cache/sealed.h>
#include <core/clock.h>
#include <core/fault.h>
#include <core/language.h>
#include <core/uuid.h>
#include <printer/print_document.h>
#include <ui/views.h>
#include <words/form_pack.h>
#include <words/identity.h>
#include <words/receipt.h>
#include <words/work_order.h>

#include <callflow/call_standing.h>
#include <scanner/page.h>

#include <cstdint>
#include <optional>
#include <variant>

namespace yz {

/** What a citizen is filling in. Personal data: all of it; lives only inside the stages that hold it. */
struct Application
{
    QString service;
    std::optional<Applicant> applicant; ///< nobody yet, where the form comes before the card
    FormAnswers answers;
    std::optional<Uuid> draft;      ///< once the journal has begun
    std::optional<Uuid> about = {}; ///< the order it rates
    std::optional<Uuid> order = {}; ///< its own, once pages are kept for it
    std::vector<Attachment> pages = {};
    bool toRate = false; ///< its number is asked for in order to rate it
};

/** A promise made because something else went badly: somebody will call. Told only once it is durable. */
struct FollowUp
{
    WorkOrder order;
    std::optional<Ticket> ticket;
    std::optional<Fault> fault; ///< it could not be stored: said, with another way
};

/** What a call is about, and what a callback needs if it breaks. Personal data: applicant and phone. */
struct CallPlan
{
    Uuid order;
    QString topic;
    Applicant applicant;
    QString phone;
    QString window;
};

// The stages of a visit. Each holds what it needs and nothing else, so that leaving one destroys its personal data.

struct AtHome
{
};
/** Looking around: lists, pages to be read, the law library. Nothing is asked of the citizen and nothing is sent. */
struct Browsing
{
    Trail trail; ///< never empty; the last stop is on screen
    /** An article on its way: the page changes when it is there. */
    struct Opening
    {
        std::uint64_t number = 0;
        bool replaces = false; ///< a neighbour takes the place of the one on screen
    };
    std::optional<Opening> opening = {};
};
struct AtGuide
{
    QString service;
    Trail trail = {};          ///< what was looked at on the way here
    std::uint64_t opening = 0; ///< an article on its way
};
struct AwaitingCard
{
    QString service;
    CardView::Phase phase = CardView::Phase::Waiting;
    Fault trouble = Fault::CardMoved;
    QString number = {};                ///< the order to be shown to whoever's card this is; empty for an application
    std::optional<SlipProof> slip = {}; ///< it was shown to the camera instead of being typed
    bool toRate = false;
};
struct ConfirmingIdentity
{
    Application application;
};
struct Filling
{
    Application application;
    QString field;          ///< the question on the page
    bool isRefused = false; ///< the last answer was not taken; why not is said in the view
    bool fromCheck = false; ///< after this answer, back to the check page
};
struct Checking
{
    Application application;
};
/** A page is laid before the camera; the camera is on in this stage and in no other. */
struct Scanning
{
    Application application;
    ScanView::Phase phase = ScanView::Phase::Aiming;
    PageSight sight = {};
    std::optional<ScannedPage> page = {}; ///< taken, not yet kept
    QString trouble = {};
};
/** The order is being made durable. Nothing interrupts this: no idle clock, no way back. */
struct Storing
{
    Application application;
    WorkOrder order;
    bool isLeft = false; ///< the quick exit was pressed: masked at once, over when the disk has answered
};
struct StoreFailed
{
    Application application;
    WorkOrder order;
    Fault fault = Fault::Internal;
};
/** The order is durable. Holds no more of the citizen than the papers show. */
struct Done
{
    QString service;
    Ticket ticket;
    PrintDocument slip;
    ResultView::Slip slipStands = ResultView::Slip::Printing;
    Fault slipFault = Fault::PaperOut;
    int reprints = 0;
    WallTime due{};
    bool isPromised = false;               ///< an answer, by then
    bool byCallback = false;               ///< by telephone, that is
    std::vector<std::size_t> steps = {};   ///< what happens after, as places in the pack's timeline
    std::optional<FollowUp> followUp = {}; ///< a bad rating is answered by a call
    std::optional<CallPlan> call = {};     ///< where the citizen chose to be seen by a lawyer now
    /** To be printed on A4 and signed: what was entered, as long as the paper may be wanted. */
    std::optional<PrintDocument> form = {};
    SheetStands formStands = SheetStands::None;
};
/** The hub is being asked how an order stands. */
struct Inquiring
{
    QString number;
    Applicant who; ///< whose card was laid down; or nobody, who showed the slip
    std::optional<SlipProof> slip = {};
    bool toRate = false;
};
struct AtProgress
{
    QString number;
    Applicant who;
    Result<ProgressAnswer> progress;
    SheetStands sheet = SheetStands::None;
    std::optional<SlipProof> slip = {};
};
/** Nothing is switched on before this was answered. */
struct Consenting
{
    CallPlan plan;
};
/** From the first request to the end of the call. No idle clock. */
struct Calling
{
    CallPlan plan;
    callflow::Standing standing;
};
struct CallOver
{
    CallPlan plan;
    callflow::End end = callflow::End::HungUp;
    bool answered = false; ///< somebody was there
    std::optional<FollowUp> followUp;
};
struct Leaving
{
    Instant since{};
    bool remindPaper = false;
};

/** Staff are at the terminal: no citizen is served, and nothing of one is held. */
struct WithStaff
{
};

using Stage =
    std::variant<AtHome, Browsing, AtGuide, AwaitingCard, ConfirmingIdentity, Filling, Checking, Scanning, Storing,
                 StoreFailed, Done, Inquiring, AtProgress, Consenting, Calling, CallOver, Leaving, WithStaff>;

/** Where a visit stands. */
struct State
{
    Stage stage;
    Cover cover = Cover::None;
    Instant touchedAt{};
    std::uint64_t visit = 0; ///< counts visits, so that an answer to an earlier one is told apart
    std::uint64_t asked = 0; ///< counts what was asked for and printed while browsing: answers are told apart by it
    bool elder = false;
    Language language = Language::Chinese;
    bool speech = false;   ///< pages are read aloud as they come
    bool speaking = false; ///< something is being read aloud
    // The terminal's own condition: survives visits.
    bool readerReady = false;
    bool printerDown = false;
    bool paperLow = false;
    bool canPrintPages = false; ///< an A4 printer that can print just now
    bool offline = false;
    bool canScan = false; ///< this terminal has a camera for documents
    bool canCall = false; ///< this terminal has what a call needs
    bool canSpeak = false;
    bool newWords = false; ///< a newer catalogue waits for the end of the visit
    Duty duty;             ///< as last heard; nobody while the hub is away
};

} // namespace yz
