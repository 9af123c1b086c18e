// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "idcard/id_card_reader.h"
#include "sdt_session.h"

#include <core/event_log.h>

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

namespace yz::sdt {

/** See IdCardReader for the contract. One worker thread; everything on the bus happens there. */
class SdtCardReader final : public IdCardReader
{
    Q_OBJECT
public:
    SdtCardReader(UsbHost &usb, const Clock &clock, EventLog &log);
    ~SdtCardReader() override;

    CardRequestId read(Milliseconds patience) override;
    void cancel(CardRequestId request) override;
    DeviceState state() const override { return m_state; }

private:
    struct Request
    {
        CardRequestId id;
        Deadline deadline;
    };

    // In the worker
    void loop();
    void attach();
    void detach();
    void serve(const Request &request);
    bool pause(Milliseconds period);

    // To the owner's thread
    void finish(CardRequestId request, Result<IdCard> result);
    void becomes(DeviceState state);
    template <class Call>
    void inOwnersThread(Call call)
    {
        QMetaObject::invokeMethod(this, std::move(call), Qt::QueuedConnection);
    }

    UsbHost &m_usb;
    const Clock &m_clock;
    EventLog &m_log;

    // Owner's thread
    DeviceState m_state = DeviceState::Unknown;
    CardRequestId m_lastId = 0;
    std::optional<CardRequestId> m_underWay;

    // Worker's thread
    std::unique_ptr<SdtSession> m_session;

    // Both, under the mutex
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::optional<Request> m_waiting;
    std::optional<CardRequestId> m_cancelled;
    Wire *m_wire = nullptr; ///< what cancel() interrupts; null while nothing may be interrupted
    bool m_isBusChanged = true;
    std::string m_leftPath;
    bool m_isStopping = false;

    std::unique_ptr<UsbHost::Watch> m_watch;
    std::thread m_thread; // last: starts when all the rest stands
};

} // namespace yz::sdt
