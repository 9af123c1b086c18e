// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "visit/state.h"

#include <core/result.h>
#include <printer/page_printer.h>
#include <ui/intents.h>
#include <words/catalogue.h>

#include <scanner/document_scanner.h>

#include <variant>
#include <vector>

namespace yz {

// What happens to a visit

struct Tick
{
};
struct Touched
{
};
struct ReaderChanged
{
    bool ready = false;
};
struct CardReading
{
};
struct CardAnswered
{
    Result<Identity> identity;
};
struct DraftBegun
{
    std::uint64_t visit = 0;
    Result<Uuid> draft;
};
struct OrderStored
{
    Uuid order;
    Result<Ticket> ticket;
};
struct SlipEnded
{
    Uuid order;
    PrintReport report;
};
struct PrinterChanged
{
    PrinterStatus status;
};
struct PagePrinterChanged
{
    PagePrinterStatus status;
};
struct HubChanged
{
    bool reachable = false;
};

/** Paper that belongs to no order of this terminal. */
struct SheetEnded
{
    std::uint64_t visit = 0;
    PrintReport report;
    std::uint64_t sheet = 0;
};
struct ProgressCame
{
    std::uint64_t visit = 0;
    Result<ProgressAnswer> progress;
};
struct DutyCame
{
    Result<Duty> duty;
};
/** Several times a second while the scanner looks. */
struct PageSighted
{
    PageSight sight;
};
/** A code lay before the document camera; may be any. */
struct CodeRead
{
    QByteArray content;
};
struct PageTaken
{
    std::uint64_t visit = 0;
    TakeAnswer answer;
};
struct PageKept
{
    Uuid order;
    Result<Attachment> kept;
};
struct CallStands
{
    std::uint64_t visit = 0;
    callflow::Standing standing;
};

struct LawsFound
{
    std::uint64_t visit = 0;
    std::uint64_t number = 0;
    Result<LawFindings> findings;
};
struct ArticleOpened
{
    std::uint64_t visit = 0;
    std::uint64_t number = 0;
    Result<LawArticle> article;
};
/** What was being read aloud is over, or was cut short. */
struct SpeechEnded
{
};
/** The maintenance mode is over. */
struct StaffLeft
{
};
/** A newer catalogue has been read and waits. */
struct CatalogueReady
{
};

using Event = std::variant<Intent, Tick, Touched, ReaderChanged, CardReading, CardAnswered, DraftBegun, OrderStored,
                           SlipEnded, PrinterChanged, PagePrinterChanged, HubChanged, SheetEnded, ProgressCame,
                           DutyCame, CallStands, PageSighted, PageTaken, PageKept, CodeRead, LawsFound, ArticleOpened,
                           SpeechEnded, CatalogueReady, StaffLeft>;

// What is to be done about it

struct BeginVisit
{
};
/** Personal data of the visit is gone from the state; the rest of the terminal is to forget it too. */
struct EndVisit
{
    enum class How { Finished, WentHome, WalkedAway, QuickExit, Staff };
    How how = How::Finished;
};
struct StartReading
{
};
struct StopReading
{
};
struct BeginDraft
{
    QString service;
    QString packVersion;
};
struct JournalAnswer
{
    Uuid draft;
    QString field;
    QStringList value;
};
struct DiscardDraft
{
    Uuid draft;
};
struct StoreOrder
{
    Sealed sealed;
    std::optional<Uuid> draft;
};
struct PrintSlip
{
    Uuid order;
    PrintDocument slip;
};
struct NoteSlip
{
    Uuid order;
    PrintReport report;
};
struct WakeCourier
{
};

struct PrintSheet
{
    PrintDocument sheet;
    bool onPages = false;     ///< A4; else as the slip is
    std::uint64_t number = 0; ///< given back in SheetEnded
};
struct AskProgress
{
    QString number;
    QString idNumber; ///< empty: only the slip was shown
    std::optional<SlipProof> slip = {};
};
struct AskDuty
{
};
/** The only effect that switches a camera or a microphone on. */
struct StartCall
{
    callflow::Wish wish;
};
/** Wherever the call stood: goodbye said, camera and microphone off, the last picture gone. */
struct DropCall
{
};
struct ReduceCall
{
    callflow::Media media = callflow::Media::Audio;
};
struct SayInCall
{
    QString text;
};

/** The only effect that switches the document camera on. */
struct StartScanner
{
};
/** Whichever way the page was left: the camera is off. */
struct StopScanner
{
};
struct TakePageNow
{
};
struct StorePage
{
    Uuid order;
    ScannedPage page;
};
/** The document camera looks for a slip while its number is asked for. */
struct StartCodes
{
};
struct StopCodes
{
};
/** They belong to no order and will not. */
struct DiscardPages
{
    Uuid order;
};

/** Laws are looked for; `isTyping`: after a pause, so that not every letter is a question. */
struct LookUpLaws
{
    std::uint64_t number = 0;
    LawQuestion question;
    bool isTyping = false;
};
struct OpenArticle
{
    std::uint64_t number = 0;
    std::int64_t key = 0;
};
struct CiteArticle
{
    std::uint64_t number = 0;
    QString law;
    int article = 0;
    int suffix = 0;
    QDate on;
};
/** Read aloud, instead of what is being read. */
struct Speak
{
    QString words;
    Language language = Language::Chinese;
};
struct StopSpeaking
{
};
/** Somebody at Home asks for the staff's door. */
struct AdmitStaff
{
};
/** Nobody is there: the catalogue that waits becomes the one in use. */
struct SwitchCatalogue
{
};

using Effect =
    std::variant<BeginVisit, EndVisit, StartReading, StopReading, BeginDraft, JournalAnswer, DiscardDraft, StoreOrder,
                 PrintSlip, NoteSlip, WakeCourier, PrintSheet, AskProgress, AskDuty, StartCall, DropCall, ReduceCall,
                 SayInCall, StartScanner, StopScanner, TakePageNow, StorePage, DiscardPages, StartCodes, StopCodes,
                 LookUpLaws, OpenArticle, CiteArticle, Speak, StopSpeaking, SwitchCatalogue, AdmitStaff>;

/** Everything a step may look at besides state and event. */
struct Surroundings
{
    const Catalogues &catalogues;
    QString place;
    QByteArray terminal;
    Instant now{};
    WallTime wall{};
    bool clockTrusted = false;
    Uuid freshOrder;           ///< used if this step makes an order
    QString practice;          ///< the training mode's watermark; empty otherwise
    bool hasStaffDoor = false; ///< this terminal knows who its staff are
};

struct Stepped
{
    State state;
    std::vector<Effect> effects;
};

/** The whole behaviour of a visit: pure, total, without a clock of its own. docs/visit-table.md prints every cell. */
Stepped step(const Surroundings &around, State state, const Event &event);

/** How long a stage waits for a touch before it warns; nothing for those that never do. */
std::optional<Milliseconds> patienceOf(const State &state);
/** How long the warning stands before the visit ends. */
Milliseconds warningOf(const State &state);

/** What is to be seen of a state: masked, in words. */
ScreenView viewOf(const Surroundings &around, const State &state);

/**
 * What is read aloud of a screen, in the order it is read: what lies over the page, else the page. Never who somebody
 * is and no number that leads to them: a hall listens. Empty where speaking would be wrong.
 */
QString spokenWords(const ScreenView &view);

} // namespace yz
