// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ipp_link.h"

#include <core/event_log.h>
#include <core/mailbox.h>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace yz::ipp {

/** See PagePrinter for the contract. One worker thread; everything on the line happens there. */
class IppPagePrinter final : public PagePrinter
{
    Q_OBJECT
public:
    IppPagePrinter(Target target, const Clock &clock, EventLog &log);
    ~IppPagePrinter() override;

    PrintRequestId print(const PageDocument &document, Milliseconds patience) override;
    void cancel(PrintRequestId request) override;
    PagePrinterStatus status() const override { return m_status; }

private:
    struct Job
    {
        PrintRequestId id;
        PageDocument document;
        Deadline until;
    };

    // In the worker
    void loop();
    PagePrinterStatus look();
    PrintReport reportOn(const Job &job);
    PrintReport follow(int number, const Job &job);
    PrintReport callBack(int number, Error why);
    PrintReport afterBrokenSending(int number, Error why);
    bool pause(Milliseconds period); ///< false when the job is withdrawn meanwhile
    bool rest(Milliseconds period);
    bool isWithdrawn();

    // To the owner's thread
    void finish(PrintRequestId request, PrintReport report);
    void becomes(const PagePrinterStatus &status);

    const Clock &m_clock;
    EventLog &m_log;

    // Owner's thread
    PagePrinterStatus m_status;
    PrintRequestId m_lastId = 0;

    // Worker's thread
    Target m_target;
    std::unique_ptr<Link> m_link;
    bool m_wasReachable = false;

    // Both, under the mutex
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Job> m_jobs;
    PrintRequestId m_serving = 0;
    bool m_isWithdrawn = false; ///< the one being served
    bool m_isStopping = false;

    Mailbox m_outbox;
    std::thread m_thread; // last: starts when all the rest stands
};

} // namespace yz::ipp
