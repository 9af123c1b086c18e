// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cache/catalogue_follower.h"
#include "sync/backoff.h"
#include "sync/due_timer.h"
#include "sync/hub_wire.h"
#include "sync/part_file.h"

#include <optional>

namespace yz::sync {

/**
 * The CatalogueFollower over HTTP.
 *
 *     Resting ──► Asking ──► Judging ──► Fetching … ──► Holding (somebody is served) ──► Applying ──► Resting
 *        ▲           └────────────┴───────────┘ (the network: later, with growing patience)
 *
 * Owner, thread and errors: as CatalogueFollower.
 */
class HttpFollower final : public CatalogueFollower
{
    Q_OBJECT
public:
    HttpFollower(const Options &options, QSslConfiguration tls, CatalogueStore &store, Worker &worker,
                 const Clock &clock, Jitter jitter);

    void setAtRest(bool atRest) override;
    void wake() override;

    /** Does what has become due by the clock; its own timer calls it. */
    void tick() { m_timer.tick(); }
    std::optional<Instant> due() const { return m_timer.due(); }

    enum class Step { Resting, Asking, Judging, Fetching, Holding, Applying };
    Step step() const { return m_step; }

private:
    void enter(Step step, std::optional<Milliseconds> dueIn = {});
    void becomesDue();
    void ask();
    void headCame(const Result<HttpAnswer> &answer);
    void judged(const Result<CatalogueStore::Next> &next);
    void begin(const QString &path, const PackFile &file, bool isDelta);
    void fetchPiece();
    void pieceCame(const Result<HttpAnswer> &answer);
    void takeSnapshot();
    void applyWhenAtRest();
    void applied(const Result<void> &outcome);
    void rest();
    void failed();

    Options m_options;
    CatalogueStore &m_store;
    Worker &m_worker;
    Jitter m_jitter;
    HubWire m_wire;
    DueTimer m_timer;
    Backoff m_backoff;
    Step m_step = Step::Resting;
    bool m_atRest = false;
    QByteArray m_tag;     ///< of the head whose state the file holds
    QByteArray m_nextTag; ///< of the one being followed
    QByteArray m_head;
    PackHead m_next;
    QString m_path; ///< being fetched
    PackFile m_file;
    bool m_isDelta = false;
    PartFile m_part;
};

} // namespace yz::sync
