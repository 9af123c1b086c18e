// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "scanner/camera_document_scanner.h"

#include <camera/camera.h>
#include <core/worker.h>

#include <QTimer>

#include <atomic>
#include <mutex>
#include <optional>

namespace yz {

/** See makeCameraDocumentScanner. One picture is looked at at a time; those that come meanwhile are lost. */
class CameraDocumentScanner final : public DocumentScanner
{
    Q_OBJECT
public:
    CameraDocumentScanner(Camera &camera, PageLimits limits, ScannerTiming timing);
    ~CameraDocumentScanner() override;

    void start() override;
    void stop() override;
    bool isLooking() const override { return m_subscription != nullptr; }
    TakeRequestId take(Milliseconds patience) override;
    void cancel(TakeRequestId request) override;

private:
    /** What the worker made of a picture. */
    struct Look
    {
        Result<PageSight> sight;
        std::optional<ScannedPage> page; ///< when one was wanted, and it could be taken
    };

    void look(int round);
    void looked(int round, Look found);
    void runOut();
    void answer(TakeRequestId request, TakeAnswer answer);
    void settle(TakeAnswer with);

    Camera &m_camera;
    ScannerTiming m_timing;
    int m_round = 0; ///< the how-many-eth start: answers of an earlier one are dropped
    TakeRequestId m_lastRequest = 0;
    std::optional<TakeRequestId> m_open;
    std::optional<PageFault> m_lastFault; ///< since the open request
    QTimer m_patience;
    std::atomic<bool> m_isNoted = false;
    std::atomic<bool> m_isWanted = false;
    PageEye m_eye; ///< the worker's
    Mailbox m_inbox;
    std::mutex m_mutex;
    std::unique_ptr<FrameSubscription> m_subscription; ///< under the mutex: the worker takes from it
    Worker m_worker;                                   // last: ends before all that it works with
};

} // namespace yz
