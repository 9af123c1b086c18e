// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "visit/step.h"

#include <cache/courier.h>
#include <cache/inquirer.h>
#include <cache/law_library.h>
#include <cache/order_store.h>
#include <core/event_log.h>
#include <core/worker.h>
#include <idcard/id_card_reader.h>
#include <printer/page_printer.h>

#include <QObject>
#include <QTimer>

#include <callflow/call_desk.h>
#include <scanner/code_reader.h>
#include <speaker/speaker.h>

#include <map>
#include <optional>

namespace yz {

/**
 * Carries out what step() decides, and tells it what came of it.
 * Owner: `app/main`. Thread: GUI; blocks on nothing: the store is used on its worker.
 * Personal data: the state of the visit under way; gone when the visit ends.
 */
class Runner : public QObject
{
    Q_OBJECT
public:
    /** All must outlive the runner. `courier` may be null: orders then wait in the outbox. */
    struct Rooms
    {
        IdCardReader &reader;
        ReceiptPrinter &printer;
        OrderStore &store;
        Worker &storeWorker;
        Courier *courier;
        const Clock &clock;
        EventLog &log;
        Inquirer *inquirer = nullptr;           ///< without one, nothing is known of what the hub does
        PagePrinter *pagePrinter = nullptr;     ///< without one, every paper is a slip
        callflow::CallDesk *callDesk = nullptr; ///< without one, no calls are offered
        DocumentScanner *scanner = nullptr;     ///< without one, no pages are taken
        CodeReader *codes = nullptr;            ///< beside the scanner: slips are read
        LawLibrary *laws = nullptr;             ///< without one, no laws are found
        Speaker *speaker = nullptr;             ///< without one, nothing is read aloud
    };
    struct Site
    {
        Catalogues catalogues;
        QString place;
        QByteArray terminal;
        bool hasStaffDoor = false; ///< somebody listens to staffWanted()
        QString practice = {}; ///< the training mode's watermark, to be said in the visit's language; empty otherwise
    };

    Runner(Rooms rooms, Site site, QObject *parent = nullptr);

    void take(const Intent &intent) { happen(intent); }
    void touch() { happen(Touched{}); }
    /** A newer catalogue: in use as soon as nobody is in the middle of something. */
    void offer(const Catalogues &catalogues);
    /** The maintenance mode is over: citizens again. */
    void staffLeft() { happen(StaffLeft{}); }
    /** Looks at the clock; called a few times a second. */
    void tick() { happen(Tick{}); }

    ScreenView view() const { return viewOf(around(), m_state); }
    /** For tests: which stage the visit is in. */
    std::size_t stageIndex() const { return m_state.stage.index(); }

Q_SIGNALS:
    void viewChanged(const yz::ScreenView &view);
    /** Before the first view in it. */
    void languageChanged(yz::Language language);
    /** The document camera is wanted, or not any more. */
    void looksForPages(bool on);
    /** Somebody asks for the staff's door; nothing is served until staffLeft(). */
    void staffWanted();
    /** Somebody is here now. */
    void visitBegan();
    /** Every trace of the visit on screen is to go. */
    void visitEnded();

private:
    Surroundings around() const;
    PrintDocument marked(PrintDocument paper) const;
    void happen(const Event &event);

    void carryOut(const BeginVisit &effect);
    void carryOut(const EndVisit &effect);
    void carryOut(const StartReading &effect);
    void carryOut(const StopReading &effect);
    void carryOut(const BeginDraft &effect);
    void carryOut(const JournalAnswer &effect);
    void carryOut(const DiscardDraft &effect);
    void carryOut(const StoreOrder &effect);
    void carryOut(const PrintSlip &effect);
    void carryOut(const NoteSlip &effect);
    void carryOut(const WakeCourier &effect);
    void carryOut(const PrintSheet &effect);
    void carryOut(const AskProgress &effect);
    void carryOut(const AskDuty &effect);
    void carryOut(const StartCall &effect);
    void carryOut(const DropCall &effect);
    void carryOut(const ReduceCall &effect);
    void carryOut(const SayInCall &effect);
    void carryOut(const StartScanner &effect);
    void carryOut(const StopScanner &effect);
    void carryOut(const TakePageNow &effect);
    void carryOut(const StorePage &effect);
    void carryOut(const DiscardPages &effect);
    void carryOut(const StartCodes &effect);
    void carryOut(const StopCodes &effect);
    void carryOut(const LookUpLaws &effect);
    void carryOut(const OpenArticle &effect);
    void carryOut(const CiteArticle &effect);
    void carryOut(const Speak &effect);
    void carryOut(const StopSpeaking &effect);
    void carryOut(const SwitchCatalogue &effect);
    void carryOut(const AdmitStaff &effect);
    void watchScanner();
    void watchLaws();
    void watchSpeaker();
    void lookUp(const LookUpLaws &effect);
    void answerLater(Event event);
    void forgetLaws();

    void onCardFinished(CardRequestId request, const IdCardAnswer &answer);
    void onPagesFinished(PrintRequestId request, const PrintReport &report);
    void onSlipFinished(PrintRequestId request, const PrintReport &report);
    void note(const Uuid &order, SlipState state);
    void settleStore();
    void keepTrying(const Result<void> &result);

    Rooms m_rooms;
    Site m_site;
    State m_state;

    // The reader takes one request at a time: a new one waits until the cancelled one has said so.
    std::optional<CardRequestId> m_reading;
    bool m_wantsReading = false;
    bool m_cancelled = false;

    std::map<TakeRequestId, std::uint64_t> m_taking; ///< by visit
    std::map<PrintRequestId, Uuid> m_printing;
    /** What was asked for in which visit: an answer finds its way back by it. */
    struct Asked
    {
        std::uint64_t visit = 0;
        std::uint64_t number = 0;
    };
    std::map<PrintRequestId, Asked> m_sheets;
    std::map<PrintRequestId, Asked> m_pageSheets; ///< the same, on A4

    Language m_language = Language::Chinese;
    std::optional<Catalogues> m_next;  ///< waits for the end of the visit
    std::optional<LookUpLaws> m_typed; ///< waits for the typing to pause. Personal data, perhaps
    QTimer m_typingPause;
    std::map<LawRequestId, Asked> m_searches; ///< who asked, and which question it was
    std::map<LawRequestId, Asked> m_articles;
    std::optional<SpeechId> m_speech; ///< what is being read aloud
};

} // namespace yz
