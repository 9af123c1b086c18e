// SPDX-License-Identifier: Apache-2.0
#include "escpos_printer.h"

#include "printer/escpos_printer.h"

#include <pthread.h>

#include <algorithm>
#include <utility>

namespace yz {
namespace escpos {
namespace {

using namespace std::chrono_literals;

/** Printers are known by what they are, not by who made them: the same ids have different endpoints. */
constexpr UsbMatch kAnyReceiptPrinter{{}, {}, 0x07, 0x01};
constexpr int kOpenTries = 10;
constexpr Milliseconds kBetweenTries = 200ms;
/** Often enough that the attendant hears of a low roll, seldom enough to cost nothing. */
constexpr Milliseconds kBetweenLooks = 10s;

PrinterStatus statusOf(const Result<Condition> &condition)
{
    PrinterStatus status;
    status.reachable = !condition.failedWith(Fault::DeviceAbsent);
    if (!condition)
        return status;
    status.paper = condition->paperOut ? PaperState::Out : condition->paperLow ? PaperState::Low : PaperState::Enough;
    status.coverOpen = condition->coverOpen;
    status.cutterJammed = condition->cutterJam;
    status.broken = condition->broken;
    return status;
}

} // namespace

EscPosPrinter::EscPosPrinter(UsbHost &usb, const Clock &clock, EventLog &log, const PaperProfile &paper)
    : m_usb(usb),
      m_clock(clock),
      m_log(log),
      m_paper(paper),
      m_watch(usb.watch(kAnyReceiptPrinter,
                        [this](UsbHost::Change change, const std::string &path) {
                            const std::lock_guard lock(m_mutex);
                            m_isBusChanged = true;
                            if (change == UsbHost::Change::Left)
                                m_leftPaths.push_back(path);
                            m_wake.notify_all();
                        })),
      m_thread([this] { loop(); })
{
}

EscPosPrinter::~EscPosPrinter()
{
    m_watch.reset();
    {
        const std::lock_guard lock(m_mutex);
        m_isStopping = true;
        if (m_wire != nullptr)
            m_wire->cancel();
        m_wake.notify_all();
    }
    m_thread.join();
}

PrintRequestId EscPosPrinter::print(const PrintDocument &document, Milliseconds patience)
{
    const auto id = ++m_lastId;
    const std::lock_guard lock(m_mutex);
    m_jobs.push_back({id, document, Deadline::after(m_clock, patience)});
    m_wake.notify_all();
    return id;
}

void EscPosPrinter::cancel(PrintRequestId request)
{
    const std::lock_guard lock(m_mutex);
    if (request == m_waiting) {
        m_isWithdrawn = true;
        m_wake.notify_all();
        return;
    }
    const auto job =
        std::find_if(m_jobs.begin(), m_jobs.end(), [request](const Job &one) { return one.id == request; });
    if (job == m_jobs.end())
        return;
    m_jobs.erase(job);
    finish(request, {PrintOutcome::Failed, {Fault::Cancelled, "withdrawn before it began"}});
}

void EscPosPrinter::loop()
{
    pthread_setname_np(pthread_self(), "yz-printer");
    std::unique_lock lock(m_mutex);
    const auto hasWork = [this] { return m_isStopping || m_isBusChanged || !m_jobs.empty(); };
    while (!m_isStopping) {
        if (!m_wake.wait_for(lock, kBetweenLooks, hasWork)) {
            lock.unlock();
            lookAround();
            lock.lock();
        } else if (m_isBusChanged) {
            m_isBusChanged = false;
            const auto left = std::exchange(m_leftPaths, {});
            const bool isOurs = m_session && std::find(left.begin(), left.end(), m_session->path()) != left.end();
            lock.unlock();
            if (isOurs)
                detach();
            if (!m_session)
                attach();
            lock.lock();
        } else if (!m_isStopping) {
            const Job job = std::move(m_jobs.front());
            m_jobs.pop_front();
            m_waiting = job.id;
            m_isWithdrawn = false;
            lock.unlock();
            serve(job);
            lock.lock();
        }
    }
    m_wire = nullptr;
    lock.unlock();
    m_session.reset();
}

void EscPosPrinter::attach()
{
    for (int attempt = 0; attempt < kOpenTries; ++attempt) {
        auto device = m_usb.open(kAnyReceiptPrinter);
        auto session = device ? EscPosSession::open(*std::move(device), m_clock, Timing{})
                              : Result<std::unique_ptr<EscPosSession>>(device.error());
        if (session.failedWith(Fault::DeviceBusy) && pause(kBetweenTries))
            continue;
        if (!session) {
            if (!session.failedWith(Fault::DeviceAbsent))
                m_log.write(EventId::DeviceTrouble,
                            {{"kind", FixedWord("receipt printer")}, {"error", session.error()}});
            becomes({});
            return;
        }
        m_session = *std::move(session);
        if (m_mayHoldASlip)
            m_session->expectAHeldSlip();
        {
            const std::lock_guard lock(m_mutex);
            m_wire = &m_session->wire();
            if (m_isStopping)
                m_wire->cancel();
        }
        m_log.write(EventId::DeviceArrived, {{"kind", FixedWord("receipt printer")}});
        lookAround();
        return;
    }
    becomes({});
}

void EscPosPrinter::detach()
{
    {
        const std::lock_guard lock(m_mutex);
        m_wire = nullptr;
    }
    m_mayHoldASlip = m_session->mayHoldASlip();
    m_session.reset();
    m_log.write(EventId::DeviceLeft, {{"kind", FixedWord("receipt printer")}});
    becomes({});
}

void EscPosPrinter::lookAround()
{
    if (!m_session)
        return;
    const auto condition = m_session->look();
    if (condition.failedWith(Fault::DeviceAbsent))
        detach();
    else
        becomes(statusOf(condition));
}

void EscPosPrinter::serve(const Job &job)
{
    auto report = reportOn(job);
    {
        const std::lock_guard lock(m_mutex);
        m_waiting = 0;
    }
    lookAround(); // what is shown of the printer is never older than its last slip
    finish(job.id, std::move(report));
}

PrintReport EscPosPrinter::reportOn(const Job &job)
{
    if (!m_session)
        return {PrintOutcome::Failed, {Fault::DeviceAbsent, "no printer is plugged in"}};
    // A slip that waited too long would come out before the next citizen.
    if (job.canStartUntil.expired(m_clock))
        return {PrintOutcome::Failed, {Fault::TimedOut, "its turn came too late"}};
    const auto picture = renderReceipt(job.document, m_paper);
    if (!picture)
        return {PrintOutcome::Failed, picture.error()};
    return m_session->print(*picture, job.canStartUntil,
                            {[this](Milliseconds period) { return pause(period); }, [this] { return mayBegin(); }});
}

bool EscPosPrinter::pause(Milliseconds period)
{
    std::unique_lock lock(m_mutex);
    const auto hasEnded = [this] { return m_isStopping || m_isWithdrawn; };
    m_wake.wait_for(lock, period, hasEnded);
    return !hasEnded();
}

bool EscPosPrinter::mayBegin()
{
    const std::lock_guard lock(m_mutex);
    m_waiting = 0; // from here on it runs to its end
    return !m_isWithdrawn && !m_isStopping;
}

void EscPosPrinter::finish(PrintRequestId request, PrintReport report)
{
    m_outbox.post([this, request, report = std::move(report)] { Q_EMIT finished(request, report); });
}

void EscPosPrinter::becomes(const PrinterStatus &status)
{
    m_outbox.post([this, status] {
        if (m_status == status)
            return;
        m_status = status;
        Q_EMIT statusChanged(status);
    });
}

} // namespace escpos

std::unique_ptr<ReceiptPrinter> makeEscPosPrinter(UsbHost &usb, const Clock &clock, EventLog &log,
                                                  const PaperProfile &paper)
{
    return std::make_unique<escpos::EscPosPrinter>(usb, clock, log, paper);
}

} // namespace yz
