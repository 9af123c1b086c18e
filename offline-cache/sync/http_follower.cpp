// SPDX-License-Identifier: Apache-2.0
#include "sync/http_follower.h"

#include <algorithm>
#include <utility>

namespace yz::sync {
namespace {

constexpr Milliseconds kLongestHead = std::chrono::seconds(30);
constexpr Milliseconds kLongestPiece = std::chrono::minutes(2); // 1 MiB over the slowest line worth having
constexpr qint64 kPiece = 1024 * 1024;

/** Whether the answer is the piece that begins at `offset`, or all of a file that was asked for from its beginning. */
bool isPiece(const HttpAnswer &answer, qint64 offset, qint64 whole)
{
    if (answer.body.isEmpty() || offset + answer.body.size() > whole)
        return false;
    if (answer.status == 200)
        return offset == 0 && answer.body.size() == whole;
    return answer.status == 206 && answer.range == "bytes " + QByteArray::number(offset) + '-' +
                                                       QByteArray::number(offset + answer.body.size() - 1) + '/' +
                                                       QByteArray::number(whole);
}

} // namespace

HttpFollower::HttpFollower(const Options &options, QSslConfiguration tls, CatalogueStore &store, Worker &worker,
                           const Clock &clock, Jitter jitter)
    : m_options(options),
      m_store(store),
      m_worker(worker),
      m_jitter(std::move(jitter)),
      m_wire(options.hub.hub, options.hub.terminal, std::move(tls)),
      m_timer(clock, [this] { becomesDue(); }),
      m_part(options.directory)
{
    enter(Step::Resting, m_jitter(options.hub.firstPassSpread));
}

void HttpFollower::enter(Step step, std::optional<Milliseconds> dueIn)
{
    m_step = step;
    m_timer.set(dueIn);
}

void HttpFollower::becomesDue()
{
    if (m_step == Step::Resting)
        ask();
    else
        m_wire.abort();
}

void HttpFollower::wake()
{
    if (m_step == Step::Resting)
        ask();
}

void HttpFollower::setAtRest(bool atRest)
{
    m_atRest = atRest;
    if (m_step == Step::Holding)
        applyWhenAtRest();
}

// --- What is current -----------------------------------------------------------------------------------------------

void HttpFollower::ask()
{
    enter(Step::Asking, kLongestHead);
    QList<std::pair<QByteArray, QByteArray>> headers;
    if (!m_tag.isEmpty())
        headers.emplaceBack("If-None-Match", m_tag);
    m_wire.fetch(QStringLiteral("/v1/catalogues/") + m_options.region + QStringLiteral("/head"), headers,
                 pack::kMaxHeadBytes, [this](const Result<HttpAnswer> &answer) { headCame(answer); });
}

void HttpFollower::headCame(const Result<HttpAnswer> &answer)
{
    if (!answer)
        return failed();
    if (answer->status == 304 || answer->status == 404) // still the same; or this hub has none
        return rest();
    // Whoever answers with a page is no hub: what came is not even worth a refusal.
    if (answer->status != 200 || !answer->type.startsWith("application/json"))
        return failed();
    m_head = answer->body;
    m_nextTag = answer->tag;
    enter(Step::Judging);
    m_worker.run(
        this, [&store = m_store, head = m_head] { return store.judge(head); },
        [this](const Result<CatalogueStore::Next> &next) { judged(next); });
}

void HttpFollower::judged(const Result<CatalogueStore::Next> &next)
{
    if (!next)
        return rest();
    if (next->isCurrent) {
        m_tag = m_nextTag;
        return rest();
    }
    m_next = next->head;
    if (next->isDelta)
        return begin(deltaPath(next->from, m_next.sequence), next->file, true);
    takeSnapshot();
}

// --- Its file ------------------------------------------------------------------------------------------------------

void HttpFollower::takeSnapshot()
{
    begin(snapshotPath(m_next.sequence), m_next.snapshot, false);
}

void HttpFollower::begin(const QString &path, const PackFile &file, bool isDelta)
{
    m_path = path;
    m_file = file;
    m_isDelta = isDelta;
    m_part.begin(file);
    fetchPiece();
}

void HttpFollower::fetchPiece()
{
    if (m_part.isWhole())
        return applyWhenAtRest();
    enter(Step::Fetching, kLongestPiece);
    const auto from = m_part.bytes().size();
    const auto to = std::min<qint64>(from + kPiece, m_file.bytes) - 1;
    m_wire.fetch(QStringLiteral("/v1/catalogues/") + m_options.region + QLatin1Char('/') + m_path,
                 {{"Range", "bytes=" + QByteArray::number(from) + '-' + QByteArray::number(to)}}, kPiece,
                 [this](const Result<HttpAnswer> &answer) { pieceCame(answer); });
}

void HttpFollower::pieceCame(const Result<HttpAnswer> &answer)
{
    if (!answer)
        return failed();
    const bool isGone = answer->status == 404 || answer->status == 410;
    if (isGone && m_isDelta)
        return takeSnapshot();
    if (!isPiece(*answer, m_part.bytes().size(), m_file.bytes) || !m_part.append(answer->body))
        return failed();
    m_backoff.reset();
    fetchPiece();
}

// --- The switch ----------------------------------------------------------------------------------------------------

void HttpFollower::applyWhenAtRest()
{
    if (!m_atRest)
        return enter(Step::Holding);
    enter(Step::Applying);
    m_worker.run(
        this,
        [&store = m_store, head = m_head, file = m_part.bytes(), isDelta = m_isDelta] {
            return store.apply(head, file, isDelta);
        },
        [this](const Result<void> &outcome) { applied(outcome); });
}

void HttpFollower::applied(const Result<void> &outcome)
{
    m_part.drop();
    if (!outcome && m_isDelta && outcome.fault() != Fault::StoreFull)
        return takeSnapshot();
    if (outcome) {
        m_tag = m_nextTag;
        Q_EMIT switched();
    }
    rest();
}

void HttpFollower::rest()
{
    m_backoff.reset();
    const auto period = m_options.period;
    enter(Step::Resting, period - period / 5 + m_jitter(period * 2 / 5));
}

void HttpFollower::failed()
{
    m_wire.rest();
    enter(Step::Resting, m_backoff.next(m_jitter));
}

} // namespace yz::sync

namespace yz {

Result<std::unique_ptr<CatalogueFollower>> CatalogueFollower::create(const Options &options, CatalogueStore &store,
                                                                     Worker &worker, const Clock &clock)
{
    auto tls = sync::tlsFor(options.hub);
    if (!tls)
        return tls.error();
    return std::unique_ptr<CatalogueFollower>(
        std::make_unique<sync::HttpFollower>(options, *std::move(tls), store, worker, clock, &sync::uniformJitter));
}

} // namespace yz
