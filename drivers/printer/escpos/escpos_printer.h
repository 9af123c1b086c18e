// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "escpos_session.h"
#include "printer/receipt_printer.h"
#include "printer/receipt_raster.h"

#include <core/event_log.h>
#include <core/mailbox.h>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace yz::escpos {

/** See ReceiptPrinter for the contract. One worker thread; everything on the bus happens there. */
class EscPosPrinter final : public ReceiptPrinter
{
    Q_OBJECT
public:
    EscPosPrinter(UsbHost &usb, const Clock &clock, EventLog &log, const PaperProfile &paper);
    ~EscPosPrinter() override;

    PrintRequestId print(const PrintDocument &document, Milliseconds patience) override;
    void cancel(PrintRequestId request) override;
    PrinterStatus status() const override { return m_status; }

private:
    struct Job
    {
        PrintRequestId id;
        PrintDocument document;
        Deadline canStartUntil;
    };

    // In the worker
    void loop();
    void attach();
    void detach();
    void serve(const Job &job);
    PrintReport reportOn(const Job &job);
    void lookAround();
    bool pause(Milliseconds period);
    bool mayBegin();

    // To the owner's thread
    void finish(PrintRequestId request, PrintReport report);
    void becomes(const PrinterStatus &status);

    UsbHost &m_usb;
    const Clock &m_clock;
    EventLog &m_log;
    PaperProfile m_paper;

    // Owner's thread
    PrinterStatus m_status;
    PrintRequestId m_lastId = 0;

    // Worker's thread
    std::unique_ptr<EscPosSession> m_session;
    bool m_mayHoldASlip = false; ///< the printer that was unplugged last

    // Both, under the mutex
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Job> m_jobs;
    PrintRequestId m_waiting = 0; ///< the job taken from the queue whose slip has not begun
    bool m_isWithdrawn = false;   ///< that job
    Wire *m_wire = nullptr;
    bool m_isBusChanged = true;
    std::vector<std::string> m_leftPaths;
    bool m_isStopping = false;

    std::unique_ptr<UsbHost::Watch> m_watch;
    Mailbox m_outbox;     ///< to the owner's thread
    std::thread m_thread; // last: starts when all the rest stands
};

} // namespace yz::escpos
