// SPDX-License-Identifier: Apache-2.0
#include "sync/http_courier.h"

#include <algorithm>
#include <utility>

namespace yz::sync {
namespace {

using Does = Verdict::Does;
using What = outbox::Reconciled::What;

constexpr Milliseconds kLongestRequest = std::chrono::seconds(30);
/** With nothing to send, the hub is still asked now and then: the status line and a loss at the hub are found so. */
constexpr Milliseconds kIdle = std::chrono::minutes(4);
constexpr Milliseconds kIdleSpread = std::chrono::minutes(2);
/** A pause ends by itself when the hub gives its state again; only that question is asked, no order leaves. */
constexpr Milliseconds kPause = std::chrono::minutes(10);
constexpr Milliseconds kPauseSpread = std::chrono::minutes(10);
/** More gaps in a row than this, and the hub contradicts itself. */
constexpr int kMostGaps = 3;

bool isTerminalId(const QByteArray &id)
{
    const auto alphanumeric = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    };
    return !id.isEmpty() && id.size() <= 64 && alphanumeric(id.front()) &&
           std::all_of(id.begin(), id.end(),
                       [&](char c) { return alphanumeric(c) || c == '.' || c == '_' || c == '-'; });
}

} // namespace

HttpCourier::HttpCourier(const Options &options, QSslConfiguration tls, outbox::OutboxFeed &feed, Worker &worker,
                         const Clock &clock, EventLog &log, Jitter jitter)
    : m_options(options),
      m_feed(feed),
      m_documents(dynamic_cast<attachments::AttachmentFeed *>(&feed)),
      m_worker(worker),
      m_clock(clock),
      m_log(log),
      m_jitter(std::move(jitter)),
      m_wire(options.hub, options.terminal, std::move(tls)),
      m_timer(clock, [this] { becomesDue(); })
{
    enter(Step::Waiting, Milliseconds(0));
}

/** The feed belongs to the worker's thread; `done` comes back here, unless this has gone. */
template <class Work, class Done>
void HttpCourier::onStore(Work work, Done done)
{
    m_worker.run(this, [&feed = m_feed, work = std::move(work)] { return work(feed); }, std::move(done));
}

// --- Time ----------------------------------------------------------------------------------------------------------

void HttpCourier::enter(Step step, std::optional<Milliseconds> dueIn)
{
    m_step = step;
    m_timer.set(dueIn);
}

void HttpCourier::becomesDue()
{
    switch (m_step) {
    case Step::Asking:
    case Step::Sending:
    case Step::Piecing:
        return m_wire.abort();
    case Step::Spreading:
        m_spreadDue = false;
        return choose();
    case Step::Resting:
    case Step::Waiting:
    case Step::Paused:
        return ask();
    case Step::Comparing:
    case Step::Choosing:
    case Step::Noting:
    case Step::Fetching:
    case Step::Filing:
        return; // the store answers when it has
    }
}

void HttpCourier::wake()
{
    m_woken = true;
    if (m_step == Step::Resting)
        choose();
}

void HttpCourier::setState(HubState state)
{
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

// --- Where the hub stands ------------------------------------------------------------------------------------------

void HttpCourier::ask()
{
    enter(Step::Asking, kLongestRequest);
    m_wire.getState([this](Result<HttpAnswer> answer) { stateCame(answer); });
}

void HttpCourier::stateCame(const Result<HttpAnswer> &answer)
{
    if (!answer)
        return failed(answer.error());
    auto verdict = judgeState(*answer);
    if (!verdict.standing) {
        const auto &otherwise = verdict.otherwise;
        return otherwise.does == Does::Pause ? paused(otherwise.error) : failed(otherwise.error, otherwise.retryAfter);
    }
    setState(HubState::Reachable);
    enter(Step::Comparing);
    onStore([standing = *verdict.standing](outbox::OutboxFeed &feed) { return feed.reconcile(standing); },
            [this](const Result<outbox::Reconciled> &outcome) { compared(outcome); });
}

void HttpCourier::compared(const Result<outbox::Reconciled> &outcome)
{
    if (!outcome)
        return retryLater(outcome.error());
    m_resendFrom.reset();
    m_gaps = 0;
    m_epochJustBegun = outcome->what == What::EpochBegun;
    if (m_epochJustBegun)
        m_log.write(EventId::EpochBegun, {{"error", outcome->why}});
    if (outcome->what == What::Resend)
        m_resendFrom = outcome->from;
    choose();
}

// --- One order after the other -------------------------------------------------------------------------------------

void HttpCourier::choose()
{
    enter(Step::Choosing);
    m_woken = false;
    onStore([from = m_resendFrom](outbox::OutboxFeed &feed) { return from ? feed.rowAt(*from) : feed.nextReady(); },
            [this](const Result<std::optional<Row>> &row) { chosen(row); });
}

void HttpCourier::chosen(const Result<std::optional<Row>> &row)
{
    if (!row)
        return retryLater(row.error());
    if (!*row) {
        const bool again = m_resendFrom.has_value() || m_woken;
        m_resendFrom.reset();
        return again ? choose() : fetch();
    }
    if ((*row)->body.isNull())
        return beginEpoch({Fault::SequenceGap, "the hub lost an order that is no longer held here"}, (*row)->seq);
    if (m_spreadDue)
        return enter(Step::Spreading, m_jitter(m_options.firstPassSpread));
    send(**row);
}

void HttpCourier::send(const Row &row)
{
    m_row = row;
    enter(Step::Sending, kLongestRequest);
    m_wire.putOrder(row, [this](Result<HttpAnswer> answer) { orderAnswered(answer); });
}

void HttpCourier::orderAnswered(const Result<HttpAnswer> &answer)
{
    m_row.body.clear();
    if (!answer)
        return failed(answer.error());
    const Sent sent{m_row.order, m_options.terminal, m_row.epoch, m_row.seq, m_row.digest, m_options.receiptKey};
    const auto verdict = judgeOrder(*answer, sent);
    switch (verdict.does) {
    case Does::Ack:
        return acked(answer->body);
    case Does::Reject:
        return refused(verdict);
    case Does::Resync:
        return resync(verdict);
    case Does::Fork:
        return beginEpoch(verdict.error, {});
    case Does::Pause:
        return paused(verdict.error);
    case Does::BackOff:
        return failed(verdict.error, verdict.retryAfter);
    }
}

void HttpCourier::acked(const QByteArray &receipt)
{
    enter(Step::Noting);
    onStore([order = m_row.order, receipt](outbox::OutboxFeed &feed) { return feed.markAcked(order, receipt); },
            [this](const Result<bool> &fresh) {
                if (!fresh)
                    return retryLater(fresh.error());
                if (*fresh) {
                    m_log.write(EventId::OrderAcked, {{"order", m_row.order}});
                    Q_EMIT Courier::acked(m_row.order);
                }
                delivered();
            });
}

void HttpCourier::refused(const Verdict &verdict)
{
    enter(Step::Noting);
    onStore([order = m_row.order,
             verdict](outbox::OutboxFeed &feed) { return feed.markRejected(order, verdict.reason, verdict.position); },
            [this, verdict](const Result<bool> &fresh) {
                if (!fresh)
                    return retryLater(fresh.error());
                if (*fresh) {
                    m_log.write(EventId::OrderRefused, {{"order", m_row.order}, {"error", verdict.error}});
                    Q_EMIT rejected(m_row.order);
                }
                if (verdict.position == outbox::Position::Open) {
                    m_log.write(EventId::EpochBegun, {{"error", verdict.error}});
                    m_resendFrom.reset();
                }
                delivered();
            });
}

void HttpCourier::delivered()
{
    setState(HubState::Reachable);
    m_backoff.reset();
    m_gaps = 0;
    m_epochJustBegun = false;
    if (m_resendFrom)
        ++*m_resendFrom;
    choose();
}

void HttpCourier::resync(const Verdict &verdict)
{
    if (verdict.expected >= m_row.seq || ++m_gaps > kMostGaps)
        return failed({Fault::HubMistaken, "the hub asks for a place it was just given"});
    enter(Step::Comparing);
    onStore([expected = verdict.expected](outbox::OutboxFeed &feed) { return feed.rowAt(expected); },
            [this, verdict](const Result<std::optional<Row>> &row) {
                if (!row)
                    return retryLater(row.error());
                if (!*row || (*row)->body.isNull())
                    return beginEpoch(verdict.error, verdict.expected);
                m_resendFrom = verdict.expected;
                choose();
            });
}

void HttpCourier::beginEpoch(const Error &why, std::optional<std::uint64_t> owedFrom)
{
    if (m_epochJustBegun)
        return failed({Fault::HubMistaken, "the hub refuses a new epoch, too"});
    enter(Step::Comparing);
    onStore([why = QByteArray::fromStdString(why.detail),
             owedFrom](outbox::OutboxFeed &feed) { return feed.beginEpoch(why, owedFrom); },
            [this, why](const Result<void> &begun) {
                if (!begun)
                    return retryLater(begun.error());
                m_log.write(EventId::EpochBegun, {{"error", why}});
                m_epochJustBegun = true;
                m_resendFrom.reset();
                choose();
            });
}

void HttpCourier::rest()
{
    m_backoff.reset();
    m_spreadDue = false;
    m_refused = 0;
    enter(Step::Resting, kIdle + m_jitter(kIdleSpread));
    m_wire.rest();
    closeStore();
}

/** Also when there was nothing to send, or nobody to send it to: the look alone opened the store, and what it read
 * stays in memory until it is closed. The answer is not waited for, the worker keeps the order of things. */
void HttpCourier::closeStore()
{
    onStore([](outbox::OutboxFeed &feed) { return feed.rest(); }, [](const Result<void> &) {});
}

// --- Trouble -------------------------------------------------------------------------------------------------------

void HttpCourier::failed(const Error &error, std::optional<Milliseconds> retryAfter)
{
    m_spreadDue = true;
    setState(HubState::Unreachable);
    retryLater(error, retryAfter);
}

void HttpCourier::retryLater(const Error &error, std::optional<Milliseconds> retryAfter)
{
    // Waiting as asked, and then spread: else all terminals that were told the same come back in the same second.
    const auto wait = retryAfter.value_or(Milliseconds(0)) + m_backoff.next(m_jitter);
    m_log.write(EventId::CourierRetry, {{"error", error}, {"wait_ms", static_cast<std::int64_t>(wait.count())}});
    enter(Step::Waiting, wait);
    closeStore();
}

void HttpCourier::paused(const Error &error)
{
    if (m_state != HubState::Paused)
        m_log.write(EventId::CourierPaused, {{"error", error}});
    setState(HubState::Paused);
    enter(Step::Paused, kPause + m_jitter(kPauseSpread));
    closeStore();
}

} // namespace yz::sync

namespace yz {

Result<std::unique_ptr<Courier>> Courier::create(const Options &options, OrderStore &store, Worker &worker,
                                                 const Clock &clock, EventLog &log)
{
    if (options.hub.scheme() != QLatin1String("https") || options.hub.host().isEmpty())
        return {Fault::BadInput, "courier: the hub's address must begin with https://"};
    if (options.receiptKey.size() != 32)
        return {Fault::BadInput, "courier: the hub's receipt key must have 32 bytes"};
    if (!sync::isTerminalId(options.terminal))
        return {Fault::BadInput, "courier: the terminal's id is not one the hub can know"};
    auto *feed = dynamic_cast<outbox::OutboxFeed *>(&store); // the same object seen from its other side
    if (feed == nullptr)
        return {Fault::Unsupported, "courier: this store has no outbox to carry from"};
    auto tls = sync::tlsFor(options);
    if (!tls)
        return tls.error();
    return std::unique_ptr<Courier>(
        std::make_unique<sync::HttpCourier>(options, std::move(*tls), *feed, worker, clock, log, sync::uniformJitter));
}

} // namespace yz
