// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "idcard/id_card_reader.h"
#include "sdt_session.h"

#include <core/event_log.h>
#include <core/mailbox.h>

#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

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
    class Interruptible;

    // In the worker
    void loop();
    void busChanged(const std::vector<std::string> &leftPaths);
    void attach();
    Result<std::unique_ptr<SdtSession>> open();
    void detach();
    Result<IdCard> serve(const Request &request);
    void mindTrouble(Fault fault);
    bool pause(Milliseconds period);

    // From any thread, to the owner's
    void finish(CardRequestId request, Result<IdCard> result);
    void becomes(DeviceState state);

    UsbHost &m_usb;
    const Clock &m_clock;
    EventLog &m_log;

    // Owner's thread
    DeviceState m_state = DeviceState::Unknown;
    CardRequestId m_lastId = 0;
    std::optional<CardRequestId> m_underWay;

    // Worker's thread
    std::unique_ptr<SdtSession> m_session;
    Error m_trouble;                        ///< why there is no session
    std::map<std::string, Pipes> m_pipesAt; ///< which way the reader at a place on the bus answered last

    // Both, under the mutex
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::optional<Request> m_waiting;
    std::optional<CardRequestId> m_serving;
    bool m_isWithdrawn = false; ///< the one that is being served
    Wire *m_wire = nullptr;     ///< what stopping or withdrawing interrupts; null while the worker is at no device
    bool m_isBusChanged = true;
    std::vector<std::string> m_leftPaths;
    bool m_isStopping = false;

    std::vector<std::unique_ptr<UsbHost::Watch>> m_watches;
    Mailbox m_outbox;     ///< to the owner's thread
    std::thread m_thread; // last: starts when all the rest stands
};

} // namespace yz::sdt
