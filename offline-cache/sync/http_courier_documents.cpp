// SPDX-License-Identifier: Apache-2.0
// The courier's second load: documents, once the orders that name them are at the hub.
#include "sync/http_courier.h"

#include <utility>

namespace yz::sync {
namespace {

using Does = PieceVerdict::Does;

/** Small enough to get through a village's line in one go, and little lost where it breaks. */
constexpr qint64 kPiece = 256 * 1024;
constexpr Milliseconds kLongestPiece = std::chrono::seconds(60);
/** More answers in a row than this that get it no further, and the hub contradicts itself. */
constexpr int kMostStalls = 3;

} // namespace

void HttpCourier::fetch()
{
    m_document = {};
    if (m_documents == nullptr)
        return rest();
    enter(Step::Fetching);
    m_worker.run(
        this, [documents = m_documents, skip = m_refused] { return documents->nextWaiting(skip); },
        [this](const Result<std::optional<attachments::Waiting>> &document) { fetched(document); });
}

void HttpCourier::fetched(const Result<std::optional<attachments::Waiting>> &document)
{
    if (!document)
        return retryLater(document.error());
    if (!*document)
        return m_woken ? choose() : rest();
    m_document = **document;
    m_sentUpTo = 0;
    m_stalls = 0;
    enter(Step::Piecing, kLongestPiece);
    m_wire.askUpload(m_document.note.sha256, [this](Result<HttpAnswer> answer) { pieceAnswered(answer, true); });
}

void HttpCourier::pieceAnswered(const Result<HttpAnswer> &answer, bool isFirst)
{
    if (!answer)
        return failed(answer.error());
    const auto length = m_document.note.bytes;
    const auto verdict = isFirst ? judgeUpload(*answer, length) : judgePiece(*answer, length);
    if (verdict.does == Does::Refuse)
        return documentRefused(verdict.error);
    if (verdict.does == Does::Otherwise) {
        const auto &otherwise = verdict.otherwise;
        return otherwise.does == Verdict::Does::Pause ? paused(otherwise.error)
                                                      : failed(otherwise.error, otherwise.retryAfter);
    }
    setState(HubState::Reachable);
    m_stalls = isFirst || verdict.offset > m_sentUpTo ? 0 : m_stalls + 1;
    m_sentUpTo = verdict.offset;
    if (m_stalls > kMostStalls)
        return failed({Fault::HubMistaken, "the hub asks for a piece it was just given"});
    if (m_sentUpTo == length)
        return file();
    if (m_woken) { // an order first; the hub knows how far this has come
        m_document = {};
        return choose();
    }
    sendNextPiece();
}

void HttpCourier::sendNextPiece()
{
    enter(Step::Piecing, kLongestPiece);
    m_wire.sendPiece(m_document, m_sentUpTo, m_document.bytes.mid(m_sentUpTo, kPiece),
                     [this](Result<HttpAnswer> answer) { pieceAnswered(answer, false); });
}

void HttpCourier::file()
{
    enter(Step::Filing);
    m_backoff.reset();
    const auto document = std::exchange(m_document, {});
    m_worker.run(
        this,
        [documents = m_documents, order = document.order, sha256 = document.note.sha256] {
            return documents->markUploaded(order, sha256);
        },
        [this, order = document.order](const Result<void> &marked) {
            if (!marked)
                return retryLater(marked.error());
            m_log.write(EventId::DocumentDelivered, {{"order", order}});
            fetch();
        });
}

/** It stays here, and is tried again when everything else is done: a hub may learn. */
void HttpCourier::documentRefused(const Error &error)
{
    m_log.write(EventId::DocumentRefused, {{"order", m_document.order}, {"error", error}});
    ++m_refused;
    fetch();
}

} // namespace yz::sync
