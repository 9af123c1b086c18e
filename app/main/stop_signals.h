// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QSocketNotifier>

#include <memory>

namespace yz {

/**
 * SIGTERM and SIGINT end the event loop in order: what was posted to the store is finished, devices are closed.
 * Made before any other thread, so that all of them inherit the blocked mask. Owner: main(). Thread: GUI.
 */
class StopSignals
{
public:
    StopSignals();
    ~StopSignals();
    StopSignals(const StopSignals &) = delete;
    StopSignals &operator=(const StopSignals &) = delete;

    /** Once the application object stands. */
    void watch();

private:
    int m_fd;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace yz
