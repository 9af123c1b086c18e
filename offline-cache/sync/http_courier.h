// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "attachments/attachment_feed.h"
#include "cache/courier.h"
#include "outbox/outbox_feed.h"
#include "sync/backoff.h"
#include "sync/due_timer.h"
#include "sync/hub_answer.h"
#include "sync/hub_wire.h"

#include <optional>

namespace yz::sync {

/**
 * The Courier over HTTP. One thing at a time: asks the hub where it stands, then hands over what is ready, one order
 * after the other, until nothing is left or something fails; then the documents of orders that the hub holds, piece by
 * piece. A new order goes before the next piece.
 *
 *     Asking ──► Choosing ──► Sending ──► Choosing …  ──► Resting ──► (wake, or now and then) Choosing / Asking
 *        │           └► Spreading (first pass after an outage)
 *        └──────────────────────┴─► Waiting (back-off) or Paused ──► Asking
 *
 * Owner: `app/main` through Courier::create. Thread: the one it was made in; the feed is used on `worker` only.
 * Errors: none given; reported to the log and shown by `state()`. Personal data: the order or document being sent.
 */
class HttpCourier final : public Courier
{
    Q_OBJECT
public:
    HttpCourier(const Options &options, QSslConfiguration tls, outbox::OutboxFeed &feed, Worker &worker,
                const Clock &clock, EventLog &log, Jitter jitter);

    void wake() override;
    HubState state() const override { return m_state; }

    /** Does what has become due by the clock. Its own timer calls it; a test that moves a clock of its own does, too.
     */
    void tick() { m_timer.tick(); }
    /** When the next thing is due. */
    std::optional<Instant> due() const { return m_timer.due(); }

    enum class Step {
        Asking,
        Comparing,
        Choosing,
        Spreading,
        Sending,
        Noting,
        Fetching, ///< a document from the store
        Piecing,  ///< with the hub: how far it has come, then piece by piece
        Filing,   ///< it is there whole
        Resting,
        Waiting,
        Paused,
    };
    Step step() const { return m_step; }

private:
    using Row = outbox::Row;

    void ask();
    void stateCame(const Result<HttpAnswer> &answer);
    void compared(const Result<outbox::Reconciled> &outcome);
    void choose();
    void chosen(const Result<std::optional<Row>> &row);
    void send(const Row &row);
    void orderAnswered(const Result<HttpAnswer> &answer);
    void acked(const QByteArray &receipt);
    void refused(const Verdict &verdict);
    void resync(const Verdict &verdict);
    void beginEpoch(const Error &why, std::optional<std::uint64_t> owedFrom);
    void delivered();
    void rest();
    void closeStore();

    // Documents, in http_courier_documents.cpp
    void fetch();
    void fetched(const Result<std::optional<attachments::Waiting>> &document);
    void pieceAnswered(const Result<HttpAnswer> &answer, bool isFirst);
    void sendNextPiece();
    void file();
    void documentRefused(const Error &error);
    /** The hub or the way to it. */
    void failed(const Error &error, std::optional<Milliseconds> retryAfter = {});
    /** Also when it is our own store. */
    void retryLater(const Error &error, std::optional<Milliseconds> retryAfter = {});
    void paused(const Error &error);

    void becomesDue();
    void enter(Step step, std::optional<Milliseconds> dueIn = {});
    void setState(HubState state);
    template <class Work, class Done>
    void onStore(Work work, Done done);

    Options m_options;
    outbox::OutboxFeed &m_feed;
    attachments::AttachmentFeed *m_documents; ///< the same object from its third side; may be none
    Worker &m_worker;
    const Clock &m_clock;
    EventLog &m_log;
    Jitter m_jitter;
    HubWire m_wire;

    Step m_step = Step::Waiting;
    HubState m_state = HubState::Unknown;
    DueTimer m_timer;
    Backoff m_backoff;
    Row m_row; ///< being sent
    std::optional<std::uint64_t> m_resendFrom;
    bool m_woken = false;
    bool m_spreadDue = true;       ///< the next pass with something to send is the first after an outage
    bool m_epochJustBegun = false; ///< and nothing delivered in it: a second one would be a quarrel
    int m_gaps = 0;
    attachments::Waiting m_document; ///< being sent
    qint64 m_sentUpTo = 0;
    int m_stalls = 0;  ///< answers in a row that did not get it any further
    int m_refused = 0; ///< documents left out until the next pass
};

} // namespace yz::sync
