// SPDX-License-Identifier: Apache-2.0
#include "sdt_card_reader.h"

#include "idcard/sdt_card_reader.h"

#include <pthread.h>

namespace yz {
namespace sdt {
namespace {

using namespace std::chrono_literals;

/** Readers known to speak this protocol on USB. Both ids are needed: 0400 also names oscilloscopes. */
constexpr std::array kModels = {
    UsbMatch{0x0400, 0xC35A, {}, {}},
};
/** The notice of a new device may come before its rights are set. */
constexpr int kOpenTries = 10;
constexpr Milliseconds kBetweenTries = 200ms;

} // namespace

SdtCardReader::SdtCardReader(UsbHost &usb, const Clock &clock, EventLog &log)
    : m_usb(usb),
      m_clock(clock),
      m_log(log),
      m_watch(usb.watch(kModels.front(),
                        [this](UsbHost::Change change, const std::string &path) {
                            const std::lock_guard lock(m_mutex);
                            m_isBusChanged = true;
                            if (change == UsbHost::Change::Left)
                                m_leftPath = path;
                            m_wake.notify_all();
                        })),
      m_thread([this] { loop(); })
{
}

SdtCardReader::~SdtCardReader()
{
    m_watch.reset();
    {
        const std::lock_guard lock(m_mutex);
        m_isStopping = true;
        if (m_wire != nullptr)
            m_wire->cancel();
        m_wake.notify_all();
    }
    m_thread.join();
}

CardRequestId SdtCardReader::read(Milliseconds patience)
{
    const auto id = ++m_lastId;
    if (m_underWay) {
        inOwnersThread([this, id] {
            Q_EMIT finished(id, std::make_shared<Result<IdCard>>(Error{Fault::DeviceBusy, "a read is under way"}));
        });
        return id;
    }
    m_underWay = id;
    const std::lock_guard lock(m_mutex);
    m_waiting = Request{id, Deadline::after(m_clock, patience)};
    m_wake.notify_all();
    return id;
}

void SdtCardReader::cancel(CardRequestId request)
{
    if (m_underWay != request)
        return;
    const std::lock_guard lock(m_mutex);
    m_cancelled = request;
    if (m_wire != nullptr)
        m_wire->cancel();
    m_wake.notify_all();
}

void SdtCardReader::loop()
{
    pthread_setname_np(pthread_self(), "yz-idcard");
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_wake.wait(lock, [this] { return m_isStopping || m_isBusChanged || m_waiting; });
        if (m_isStopping)
            break;
        if (m_isBusChanged) {
            m_isBusChanged = false;
            const bool isOurs = m_session && m_session->path() == m_leftPath;
            m_leftPath.clear();
            lock.unlock();
            if (isOurs)
                detach();
            if (!m_session)
                attach();
            lock.lock();
            continue;
        }
        const Request request = *m_waiting;
        m_waiting.reset();
        lock.unlock();
        serve(request);
        lock.lock();
    }
    lock.unlock();
    m_session.reset();
}

void SdtCardReader::attach()
{
    for (int attempt = 0; attempt < kOpenTries; ++attempt) {
        auto device = m_usb.open(kModels.front());
        if (device.failedWith(Fault::DeviceBusy) && pause(kBetweenTries))
            continue;
        if (!device) {
            becomes(device.failedWith(Fault::DeviceAbsent) ? DeviceState::Absent : DeviceState::Broken);
            return;
        }
        auto session = SdtSession::open(*std::move(device), m_clock, Timing{});
        if (session) {
            m_session = *std::move(session);
            m_log.write(EventId::DeviceArrived, {{"kind", FixedWord("id-card reader")}});
            becomes(DeviceState::Ready);
        } else {
            m_log.write(EventId::DeviceTrouble, {{"kind", FixedWord("id-card reader")}, {"error", session.error()}});
            becomes(session.failedWith(Fault::DeviceAbsent) ? DeviceState::Absent : DeviceState::Broken);
        }
        return;
    }
    becomes(DeviceState::Broken);
}

void SdtCardReader::detach()
{
    m_session.reset();
    m_log.write(EventId::DeviceLeft, {{"kind", FixedWord("id-card reader")}});
    becomes(DeviceState::Absent);
}

void SdtCardReader::serve(const Request &request)
{
    if (!m_session) {
        finish(request.id, Error{Fault::DeviceAbsent, "no reader is plugged in"});
        return;
    }
    {
        const std::lock_guard lock(m_mutex);
        if (m_isStopping)
            return;
        if (m_cancelled != request.id) {
            m_cancelled.reset(); // of a request that had ended before it was withdrawn
            m_session->wire().resume();
            m_wire = &m_session->wire();
        }
    }
    auto result = m_wire == nullptr
                      ? Result<IdCard>(Fault::Cancelled, "the request was withdrawn")
                      : m_session->readCard(
                            request.deadline, [this](Milliseconds period) { return pause(period); },
                            [this, id = request.id] { inOwnersThread([this, id] { Q_EMIT reading(id); }); });
    {
        const std::lock_guard lock(m_mutex);
        m_wire = nullptr;
        m_cancelled.reset();
    }
    const bool isGone = result.failedWith(Fault::DeviceAbsent);
    finish(request.id, std::move(result));
    if (isGone)
        detach(); // the notice may come later, or with it a new device: a dead handle is no use either way
}

bool SdtCardReader::pause(Milliseconds period)
{
    std::unique_lock lock(m_mutex);
    m_wake.wait_for(lock, period, [this] { return m_isStopping || m_cancelled; });
    return !m_isStopping && !m_cancelled;
}

void SdtCardReader::finish(CardRequestId request, Result<IdCard> result)
{
    // shared: a queued call copies what it carries, and a card must not be copied
    auto answer = std::make_shared<Result<IdCard>>(std::move(result));
    inOwnersThread([this, request, answer = std::move(answer)]() mutable {
        if (m_underWay == request)
            m_underWay.reset();
        Q_EMIT finished(request, std::move(answer));
    });
}

void SdtCardReader::becomes(DeviceState state)
{
    inOwnersThread([this, state] {
        if (m_state == state)
            return;
        m_state = state;
        Q_EMIT stateChanged(state);
    });
}

} // namespace sdt

std::unique_ptr<IdCardReader> makeSdtCardReader(UsbHost &usb, const Clock &clock, EventLog &log)
{
    return std::make_unique<sdt::SdtCardReader>(usb, clock, log);
}

} // namespace yz
