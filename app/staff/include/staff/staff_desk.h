// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "staff/pin_lock.h"
#include "staff/step.h"

#include <cache/courier.h>
#include <cache/inquirer.h>
#include <cache/pack_row.h>
#include <core/kept_event_log.h>
#include <core/worker.h>

#include <QObject>
#include <QTimer>

#include <callflow/call_desk.h>
#include <scanner/document_scanner.h>
#include <speaker/speaker.h>

#include <functional>
#include <memory>
#include <optional>

namespace yz::staff {

/**
 * Carries out what staff::step() decides, and watches the terminal's condition all the time, so that what staff see is
 * what was last seen and not what was configured.
 * Owner: `app/main`. Thread: GUI; blocks on nothing. Personal data: none but the names of staff while they are inside.
 */
class StaffDesk : public QObject
{
    Q_OBJECT
public:
    /** All must outlive the desk; pointers may be null where a terminal has no such thing. */
    struct Rooms
    {
        IdCardReader &reader;
        ReceiptPrinter &printer;
        OrderStore &store;
        Worker &storeWorker;
        const Clock &clock;
        KeptEventLog &log;
        PagePrinter *pagePrinter = nullptr;
        DocumentScanner *scanner = nullptr;
        Courier *courier = nullptr;
        Inquirer *inquirer = nullptr;
        Speaker *speaker = nullptr;
        StickWork *stick = nullptr;
        callflow::CallDesk *calls = nullptr; ///< only listened to: a call that came about is the proof that calls do
        /** What an auditor asks later. May be empty. Never a name, a number of staff or a PIN. */
        std::function<void(const QString &what, const QString &detail)> audit = {};
    };
    struct Site
    {
        QString place;
        QByteArray terminal;
        QString version;
        QString folder; ///< for the lock and the count of slips; made when missing
        QString roster; ///< file of those who may enter
        bool hasCalls = false;
        std::string boot; ///< see bootId()
    };

    StaffDesk(Rooms rooms, Site site, QObject *parent = nullptr);
    ~StaffDesk() override;

    bool isOpen() const { return !std::holds_alternative<Outside>(m_state.stage); }
    ScreenView view() const { return viewOf(around(), m_state); }

    void knock();
    void take(const Intent &intent) { happen(intent); }
    void touch() { happen(Touched{}); }
    void tick();
    /** What came of practiceWanted(), or that practising ended by itself. */
    void practiceStood(const Result<bool> &practising);
    /** The catalogue in use. */
    void noteCatalogue(const PackVersion &version);
    /** For the attendant, while nobody is in here. */
    Notice notice() const { return m_notice; }

Q_SIGNALS:
    void viewChanged(const yz::ScreenView &view);
    /** Somebody stands at the door, whether a citizen's screen led here or one of the practice. */
    void opened();
    /** The door is closed again. */
    void left();
    void practiceWanted(bool on);

private:
    /** What came of a try, from the worker. */
    struct Tried
    {
        PinChecked::Answer answer = PinChecked::Answer::Wrong;
        Who who;
        int failures = 0;
        Milliseconds lockedFor{};
        std::optional<Error> rosterTrouble;
    };
    struct StoreAnswer
    {
        Result<OutboxCount> count;
        Result<std::vector<WaitingOrder>> waiting;
        Result<std::optional<WallTime>> delivered;
        Result<void> room;
    };

    Surroundings around() const;
    void happen(const Event &event);
    void watchDevices();
    void watchUse();
    void watchStick();
    void look();
    void stood();
    void askStore();
    void learn(const StoreAnswer &answer);
    void audit(const QString &what, const QString &detail) const;
    void readKeptTrials();
    void keepTrial(Check check, Light light);
    void noteCall(const callflow::Standing &call);
    void warnOfDelays(const std::vector<WaitingOrder> &orders);
    void learn(const Tried &tried);
    void finish(Check check, Light light, const QString &word);
    void runReader();
    void runSlips();
    void runCamera();
    void runHub();
    void runStore();
    void runCalls();
    void runVoice();
    void countSlip();
    void notePaper(int slips);

    void carryOut(const TryPin &effect);
    void carryOut(const RunCheck &effect);
    void carryOut(const AskQueue &effect);
    void carryOut(const AskLog &effect);
    void carryOut(const PrintSheet &effect);
    void carryOut(const NotePaperNew &effect);
    void carryOut(const ExamineStick &effect);
    void carryOut(const ApplyPlan &effect);
    void carryOut(const WriteParcel &effect);
    void carryOut(const AskSettings &effect);
    void carryOut(const RollBack &effect);
    void carryOut(const SetPractice &effect);
    void carryOut(const NoteEntry &effect);
    void carryOut(const NoteSelfTest &effect);
    void carryOut(const NoteTrial &effect) { keepTrial(effect.check, effect.light); }
    void carryOut(const Leave &effect);

    static constexpr Milliseconds kPrintPatience = std::chrono::seconds(20);

    Rooms m_rooms;
    Site m_site;
    State m_state;
    Standing m_standing;
    Notice m_notice = Notice::None;
    callflow::Phase m_call = callflow::Phase::Ended; ///< of the last call, as last heard
    PinLock m_lock;                                  ///< after the constructor used on m_hands only
    Instant m_lockedUntil{};
    std::optional<CardRequestId> m_cardTest;
    std::optional<PrintRequestId> m_strip;                           ///< of the self-test
    std::optional<std::pair<PrintRequestId, std::uint64_t>> m_sheet; ///< of a page
    std::optional<SpeechId> m_speech;
    bool m_isLooking = false; ///< the camera test
    QTimer m_cameraPatience;
    Instant m_storeAskedAt{};
    std::map<Uuid, int> m_warned; ///< the highest share of the 300 minutes told, per order
    Worker m_hands{"yz-staff"};   ///< Argon2id and the lock's file. Last: finishes before what it uses goes
};

} // namespace yz::staff
