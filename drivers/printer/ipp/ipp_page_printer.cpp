// SPDX-License-Identifier: Apache-2.0
#include "ipp_page_printer.h"

#include "printer/ipp_printer.h"
#include "printer/page_pdf.h"

#include <pthread.h>

#include <algorithm>
#include <utility>

namespace yz {
namespace ipp {
namespace {

using namespace std::chrono_literals;

constexpr Milliseconds kBetweenLooks = 30s;
constexpr Milliseconds kBetweenQuestions = 500ms;
constexpr int kQuestionsToTheEnd = 20;

} // namespace

IppPagePrinter::IppPagePrinter(Target target, const Clock &clock, EventLog &log)
    : m_clock(clock), m_log(log), m_target(std::move(target)), m_thread([this] { loop(); })
{
}

IppPagePrinter::~IppPagePrinter()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isStopping = true;
        m_wake.notify_all();
    }
    m_thread.join();
}

PrintRequestId IppPagePrinter::print(const PageDocument &document, Milliseconds patience)
{
    const auto id = ++m_lastId;
    const std::lock_guard lock(m_mutex);
    m_jobs.push_back({id, document, Deadline::after(m_clock, patience)});
    m_wake.notify_all();
    return id;
}

void IppPagePrinter::cancel(PrintRequestId request)
{
    const std::lock_guard lock(m_mutex);
    if (request == m_serving) {
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

void IppPagePrinter::loop()
{
    pthread_setname_np(pthread_self(), "yz-pages");
    m_link = std::make_unique<Link>(m_target);
    look();
    std::unique_lock lock(m_mutex);
    while (!m_isStopping) {
        if (!m_wake.wait_for(lock, kBetweenLooks, [this] { return m_isStopping || !m_jobs.empty(); })) {
            lock.unlock();
            look();
            lock.lock();
        } else if (!m_isStopping) {
            const Job job = std::move(m_jobs.front());
            m_jobs.pop_front();
            m_serving = job.id;
            m_isWithdrawn = false;
            lock.unlock();
            auto report = reportOn(job);
            look();
            lock.lock();
            m_serving = 0;
            finish(job.id, std::move(report));
        }
    }
    lock.unlock();
    m_link.reset();
}

PagePrinterStatus IppPagePrinter::look()
{
    const auto answer = m_link->printer();
    const auto status = answer ? statusOf(*answer) : PagePrinterStatus{};
    if (status.reachable != std::exchange(m_wasReachable, status.reachable))
        m_log.write(status.reachable ? EventId::DeviceArrived : EventId::DeviceLeft,
                    {{"kind", FixedWord("page printer")}});
    becomes(status);
    return status;
}

PrintReport IppPagePrinter::reportOn(const Job &job)
{
    const auto failed = [](Error why) { return PrintReport{PrintOutcome::Failed, std::move(why)}; };
    const auto pdf = renderPages(job.document);
    if (!pdf)
        return failed(pdf.error());
    const auto answer = m_link->printer();
    if (!answer)
        return failed(answer.error());
    if (const auto obstacle = obstacleOf(statusOf(*answer)))
        return failed(*obstacle);
    if (const auto misfit = misfitOf(*answer))
        return failed(*misfit);
    if (job.until.expired(m_clock))
        return failed({Fault::TimedOut, "its turn came too late"});
    if (isWithdrawn())
        return failed({Fault::Cancelled, "withdrawn before it began"});
    const auto number = m_link->createJob();
    if (!number)
        return failed(number.error());
    if (const auto sent = m_link->send(*number, pdf->bytes); !sent)
        return afterBrokenSending(*number, sent.error());
    return follow(*number, job);
}

PrintReport IppPagePrinter::follow(int number, const Job &job)
{
    while (true) {
        const auto state = m_link->job(number);
        const auto status = look();
        if (state && state->state == kJobCompleted)
            return {PrintOutcome::Confirmed, {}};
        if (state && isOver(*state))
            return {PrintOutcome::Failed,
                    obstacleOf(status).value_or(Error{Fault::DeviceBroken, "the printer gave the job up"})};
        if (!pause(kBetweenQuestions))
            return callBack(number, {Fault::Cancelled, "withdrawn under way"});
        if (job.until.expired(m_clock))
            return callBack(number, obstacleOf(status).value_or(Error{Fault::TimedOut, "not printed in time"}));
    }
}

/** Failed only when the printer itself says that the job is over and that no sheet came out. */
PrintReport IppPagePrinter::callBack(int number, Error why)
{
    const auto called = m_link->cancel(number);
    auto state = m_link->job(number);
    for (int i = 0; i < kQuestionsToTheEnd && state && !isOver(*state) && rest(kBetweenQuestions); ++i)
        state = m_link->job(number); // a sheet under way is finished first
    if (state && state->state == kJobCompleted)
        return {PrintOutcome::Confirmed, {}}; // it was quicker
    if (called && state && isOver(*state) && state->sheets <= 0)
        return {PrintOutcome::Failed, std::move(why)};
    return {PrintOutcome::Unknown, std::move(why)};
}

PrintReport IppPagePrinter::afterBrokenSending(int number, Error why)
{
    m_log.write(EventId::DeviceTrouble, {{"kind", FixedWord("page printer")}, {"error", why}});
    return callBack(number, std::move(why));
}

bool IppPagePrinter::pause(Milliseconds period)
{
    std::unique_lock lock(m_mutex);
    const auto hasEnded = [this] { return m_isStopping || m_isWithdrawn; };
    m_wake.wait_for(lock, period, hasEnded);
    return !hasEnded();
}

bool IppPagePrinter::rest(Milliseconds period)
{
    std::unique_lock lock(m_mutex);
    m_wake.wait_for(lock, period, [this] { return m_isStopping; });
    return !m_isStopping;
}

bool IppPagePrinter::isWithdrawn()
{
    const std::lock_guard lock(m_mutex);
    return m_isWithdrawn || m_isStopping;
}

void IppPagePrinter::finish(PrintRequestId request, PrintReport report)
{
    m_outbox.post([this, request, report = std::move(report)] { Q_EMIT finished(request, report); });
}

void IppPagePrinter::becomes(const PagePrinterStatus &status)
{
    m_outbox.post([this, status] {
        if (m_status == status)
            return;
        m_status = status;
        Q_EMIT statusChanged(status);
    });
}

} // namespace ipp

Result<std::unique_ptr<PagePrinter>> makeIppPrinter(const QString &uri, const Clock &clock, EventLog &log)
{
    auto target = ipp::parseTarget(uri);
    if (!target)
        return target.error();
    return std::unique_ptr<PagePrinter>(std::make_unique<ipp::IppPagePrinter>(*std::move(target), clock, log));
}

} // namespace yz
