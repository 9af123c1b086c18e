// SPDX-License-Identifier: Apache-2.0
#include "sdt_card_reader.h"

#include "idcard/sdt_card_reader.h"
#include "sdt_models.h"

#include <pthread.h>

#include <algorithm>
#include <utility>

namespace yz {
namespace sdt {
namespace {

using namespace std::chrono_literals;

/** The notice of a new device may come before its rights are set, and a kernel driver may let go of it late. */
constexpr int kOpenTries = 10;
constexpr Milliseconds kBetweenTries = 200ms;
/** A module that does not answer may be busy with the card before; longer than this it is no use to wait. */
constexpr Milliseconds kComesRound = 5s;
constexpr FixedWord kKind("id-card reader");

} // namespace

/** While it lives, stopping the reader or withdrawing the request interrupts what goes over this wire. */
class SdtCardReader::Interruptible
{
public:
    Interruptible(SdtCardReader &reader, Wire &wire) : m_reader(reader), m_wire(wire)
    {
        const std::lock_guard lock(m_reader.m_mutex);
        m_reader.m_wire = &m_wire;
        if (m_reader.m_isStopping || m_reader.m_isWithdrawn)
            m_wire.cancel();
    }
    ~Interruptible()
    {
        const std::lock_guard lock(m_reader.m_mutex);
        m_reader.m_wire = nullptr;
        m_wire.resume();
    }
    Interruptible(const Interruptible &) = delete;
    Interruptible &operator=(const Interruptible &) = delete;

private:
    SdtCardReader &m_reader;
    Wire &m_wire;
};

SdtCardReader::SdtCardReader(UsbHost &usb, const Clock &clock, EventLog &log) : m_usb(usb), m_clock(clock), m_log(log)
{
    const auto note = [this](UsbHost::Change change, const std::string &path) {
        const std::lock_guard lock(m_mutex);
        m_isBusChanged = true;
        if (change == UsbHost::Change::Left)
            m_leftPaths.push_back(path);
        m_wake.notify_all();
    };
    for (const auto &model : kModels)
        m_watches.push_back(m_usb.watch(model.match, note));
    m_thread = std::thread([this] { loop(); });
}

SdtCardReader::~SdtCardReader()
{
    m_watches.clear();
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
        m_outbox.post([this, id] {
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
    const std::lock_guard lock(m_mutex);
    if (m_waiting && m_waiting->id == request) {
        m_waiting.reset();
        finish(request, Error{Fault::Cancelled, "the request was withdrawn"});
    } else if (m_serving == request) {
        m_isWithdrawn = true;
        if (m_wire != nullptr)
            m_wire->cancel();
        m_wake.notify_all();
    } // else it has ended, and its answer is on the way
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
            const auto leftPaths = std::exchange(m_leftPaths, {});
            lock.unlock();
            busChanged(leftPaths);
            lock.lock();
            continue;
        }
        const Request request = *m_waiting;
        m_waiting.reset();
        m_serving = request.id;
        lock.unlock();
        auto result = serve(request);
        const auto fault = result ? Fault::Cancelled : result.fault(); // neither blames the device
        lock.lock();
        m_serving.reset();
        if (std::exchange(m_isWithdrawn, false)) // also when the card was quicker: nobody wants it any more
            result = Error{Fault::Cancelled, "the request was withdrawn"};
        lock.unlock();
        finish(request.id, std::move(result));
        mindTrouble(fault);
        lock.lock();
    }
    lock.unlock();
    m_session.reset();
}

void SdtCardReader::busChanged(const std::vector<std::string> &leftPaths)
{
    if (m_session && std::find(leftPaths.begin(), leftPaths.end(), m_session->path()) != leftPaths.end())
        detach();
    if (!m_session)
        attach();
}

Result<std::unique_ptr<SdtSession>> SdtCardReader::open()
{
    Result<std::unique_ptr<UsbDevice>> device = Error{};
    for (const auto &model : kModels) {
        device = m_usb.open(model.match);
        if (!device.failedWith(Fault::DeviceAbsent))
            break;
    }
    if (device.failedWith(Fault::DeviceAbsent))
        return {Fault::DeviceAbsent, "no reader is plugged in"};
    if (!device)
        return device.error();
    auto session = std::make_unique<SdtSession>(*std::move(device), m_clock, Timing{});
    const auto known = m_pipesAt.find(session->path());
    const Interruptible during(*this, session->wire());
    auto answered = session->probe(known == m_pipesAt.end() ? std::optional<Pipes>() : known->second);
    if (!answered)
        return answered.error();
    m_pipesAt[session->path()] = session->pipes();
    return session;
}

void SdtCardReader::attach()
{
    auto opened = open();
    for (int tries = 1; opened.failedWith(Fault::DeviceBusy) && tries < kOpenTries && pause(kBetweenTries); ++tries)
        opened = open();
    if (opened) {
        m_session = *std::move(opened);
        m_trouble = {};
        m_log.write(EventId::DeviceArrived, {{"kind", kKind}});
        becomes(DeviceState::Ready);
        return;
    }
    const bool isNew = m_trouble.detail != opened.error().detail;
    m_trouble = opened.error();
    if (m_trouble.fault == Fault::Cancelled)
        return; // by ourselves: says nothing of the device
    if (m_trouble.fault == Fault::DeviceAbsent) {
        becomes(DeviceState::Absent);
        return;
    }
    if (isNew)
        m_log.write(EventId::DeviceTrouble, {{"kind", kKind}, {"error", m_trouble}});
    becomes(DeviceState::Broken);
}

void SdtCardReader::detach()
{
    m_session.reset();
    m_trouble = {Fault::DeviceAbsent, "no reader is plugged in"};
    m_log.write(EventId::DeviceLeft, {{"kind", kKind}});
    becomes(DeviceState::Absent);
}

Result<IdCard> SdtCardReader::serve(const Request &request)
{
    const auto comesRound = request.deadline.orSooner(Deadline::after(m_clock, kComesRound));
    if (!m_session)
        attach(); // what was broken may have been mended
    while (!m_session && m_trouble.fault == Fault::DeviceGarbled && !comesRound.expired(m_clock) &&
           pause(kBetweenTries))
        attach();
    if (!m_session)
        return m_trouble;
    const Interruptible during(*this, m_session->wire());
    return m_session->readCard(
        request.deadline, [this](Milliseconds period) { return pause(period); },
        [this, id = request.id] { m_outbox.post([this, id] { Q_EMIT reading(id); }); });
}

/** After a read that the device is to blame for: a dead handle is closed, a confused module is opened afresh. */
void SdtCardReader::mindTrouble(Fault fault)
{
    if (!m_session)
        return;
    if (fault == Fault::DeviceAbsent) {
        detach(); // the notice may come later, or with it a new device: this handle is no use either way
    } else if (fault == Fault::DeviceGarbled || fault == Fault::DeviceBroken) {
        m_session.reset();
        attach();
    }
}

bool SdtCardReader::pause(Milliseconds period)
{
    std::unique_lock lock(m_mutex);
    m_wake.wait_for(lock, period, [this] { return m_isStopping || m_isWithdrawn; });
    return !m_isStopping && !m_isWithdrawn;
}

void SdtCardReader::finish(CardRequestId request, Result<IdCard> result)
{
    // shared: every receiver of the signal sees the one card, which must not be copied
    auto answer = std::make_shared<Result<IdCard>>(std::move(result));
    m_outbox.post([this, request, answer = std::move(answer)]() mutable {
        if (m_underWay == request)
            m_underWay.reset();
        Q_EMIT finished(request, std::move(answer));
    });
}

void SdtCardReader::becomes(DeviceState state)
{
    m_outbox.post([this, state] {
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
