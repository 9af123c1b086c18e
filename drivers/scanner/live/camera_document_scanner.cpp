// SPDX-License-Identifier: Apache-2.0
#include "live/camera_document_scanner.h"

#include <camera/frame.h>

#include <utility>

namespace yz {

CameraDocumentScanner::CameraDocumentScanner(Camera &camera, PageLimits limits, ScannerTiming timing)
    : m_camera(camera), m_timing(timing), m_eye(limits), m_worker("yz-scanner")
{
    m_patience.setSingleShot(true);
    m_patience.callOnTimeout(this, &CameraDocumentScanner::runOut);
}

CameraDocumentScanner::~CameraDocumentScanner()
{
    std::unique_ptr<FrameSubscription> ended; // outside the lock, which the worker may be waiting for
    const std::lock_guard lock(m_mutex);
    ended = std::exchange(m_subscription, nullptr);
}

void CameraDocumentScanner::start()
{
    if (m_subscription) // set in this thread only
        return;
    m_isNoted = false;
    const int round = ++m_round;
    auto subscription = m_camera.subscribe({m_timing.every, [this, round] {
                                                if (m_isNoted.exchange(true))
                                                    return;
                                                m_worker.post([this, round] { look(round); });
                                            }});
    {
        const std::lock_guard lock(m_mutex);
        m_subscription = std::move(subscription);
    }
    m_worker.post([this, round] { look(round); }); // what arrived before the place was ours
}

void CameraDocumentScanner::stop()
{
    std::unique_ptr<FrameSubscription> ended; // outside the lock, which the worker may be waiting for
    {
        const std::lock_guard lock(m_mutex);
        ended = std::exchange(m_subscription, nullptr);
    }
    if (!ended)
        return;
    ended.reset();
    ++m_round;
    settle(Error{Fault::Cancelled, "the scanner was stopped"});
}

TakeRequestId CameraDocumentScanner::take(Milliseconds patience)
{
    const auto request = ++m_lastRequest;
    if (m_open) {
        answer(request, Error{Fault::DeviceBusy, "a page is being taken already"});
        return request;
    }
    if (!m_subscription) {
        answer(request, Error{Fault::Cancelled, "the scanner is not looking"});
        return request;
    }
    m_open = request;
    m_lastFault.reset();
    m_isWanted = true;
    m_patience.start(patience);
    return request;
}

void CameraDocumentScanner::cancel(TakeRequestId request)
{
    if (m_open == request)
        settle(Error{Fault::Cancelled, "withdrawn"});
}

/** In the worker. */
void CameraDocumentScanner::look(int round)
{
    m_isNoted = false;
    FrameRef frame;
    {
        const std::lock_guard lock(m_mutex);
        if (m_subscription)
            frame = m_subscription->take();
    }
    if (!frame)
        return;
    Look found{m_eye.look(rawOf(*frame)), {}};
    if (found.sight && found.sight->isTakeable() && m_isWanted) {
        if (auto page = m_eye.take(rawOf(*frame), *found.sight->outline))
            found.page = std::move(*page);
    }
    m_inbox.post([this, round, found = std::move(found)]() mutable { looked(round, std::move(found)); });
}

void CameraDocumentScanner::looked(int round, Look found)
{
    if (round != m_round || !found.sight)
        return;
    Q_EMIT sighted(*found.sight);
    if (round != m_round || !m_open) // whoever was told may have stopped it
        return;
    if (found.page)
        settle(std::move(*found.page));
    else if (found.sight->fault)
        m_lastFault = found.sight->fault;
}

void CameraDocumentScanner::runOut()
{
    const auto camera = m_camera.status();
    if (m_lastFault)
        settle(*m_lastFault);
    else if (camera.state == CameraState::Gone || camera.state == CameraState::Stalled)
        settle(camera.error);
    else
        settle(Error{Fault::TimedOut, "no picture in time"});
}

void CameraDocumentScanner::settle(TakeAnswer with)
{
    m_isWanted = false;
    m_patience.stop();
    if (const auto request = std::exchange(m_open, std::nullopt))
        answer(*request, std::move(with));
}

/** Later than the call that brought it about. */
void CameraDocumentScanner::answer(TakeRequestId request, TakeAnswer answer)
{
    m_inbox.post([this, request, answer = std::move(answer)] { Q_EMIT taken(request, answer); });
}

std::unique_ptr<DocumentScanner> makeCameraDocumentScanner(Camera &camera, PageLimits limits, ScannerTiming timing)
{
    return std::make_unique<CameraDocumentScanner>(camera, limits, timing);
}

} // namespace yz
