// SPDX-License-Identifier: Apache-2.0
#include "escpos_session.h"

#include <algorithm>

namespace yz::escpos {
namespace {

using namespace std::chrono_literals;

constexpr std::uint8_t kPrinterClass = 0x07;
constexpr std::uint8_t kPrinterSubClass = 0x01;
constexpr std::uint8_t kTwoWay = 0x02;
constexpr std::size_t kChunk = 4096;
constexpr std::size_t kInBuffer = 512; ///< a multiple of every packet size
constexpr Milliseconds kQuiet = 30ms;
constexpr int kStatusTries = 2;
constexpr int kMaxDrained = 100;

bool isGone(const Error &error)
{
    return error.fault == Fault::DeviceAbsent || error.fault == Fault::Cancelled;
}

} // namespace

const UsbInterface *printingInterface(const std::vector<UsbInterface> &interfaces)
{
    const UsbInterface *best = nullptr;
    for (const auto &interface : interfaces) {
        if (interface.interfaceClass != kPrinterClass || interface.subClass != kPrinterSubClass)
            continue;
        if (best == nullptr || (interface.protocol == kTwoWay && best->protocol != kTwoWay))
            best = &interface;
    }
    return best;
}

EscPosSession::EscPosSession(std::unique_ptr<UsbDevice> device, std::uint8_t out, std::uint8_t in, const Clock &clock,
                             Timing timing)
    : m_device(std::move(device)), m_out(out), m_in(in), m_clock(clock), m_timing(timing)
{
}

Result<std::unique_ptr<EscPosSession>> EscPosSession::open(std::unique_ptr<UsbDevice> device, const Clock &clock,
                                                           Timing timing)
{
    const auto *interface = printingInterface(device->interfaces());
    if (interface == nullptr)
        return {Fault::DeviceBroken, "no printer interface"};
    std::uint8_t out = 0;
    std::uint8_t in = 0;
    for (const auto &endpoint : interface->endpoints) {
        if (endpoint.isBulkOrInterrupt)
            (endpoint.isIn() ? in : out) = endpoint.address;
    }
    if (out == 0)
        return {Fault::DeviceBroken, "no pipe to print to"};
    if (auto claimed = device->claim(*interface); !claimed)
        return claimed.error();
    return std::unique_ptr<EscPosSession>(new EscPosSession(std::move(device), out, in, clock, timing));
}

Result<void> EscPosSession::receiveSome(Milliseconds patience)
{
    if (m_in == 0)
        return {Fault::TimedOut, "this printer has no way to answer"};
    std::array<std::byte, kInBuffer> buffer{};
    const auto came = m_device->receive(m_in, buffer, Deadline::after(m_clock, patience));
    if (!came)
        return came.error();
    m_answers.feed(std::span(buffer).first(*came));
    return {};
}

Result<void> EscPosSession::drain()
{
    for (int i = 0; i < kMaxDrained; ++i) {
        const auto late = receiveSome(kQuiet);
        if (late.failedWith(Fault::TimedOut))
            break;
        if (late.failedWith(Fault::DeviceGarbled))
            (void)m_device->clearHalt(m_in);
        else if (!late)
            return late;
    }
    m_answers.forget();
    return {};
}

Result<void> EscPosSession::sendShort(std::span<const std::byte> bytes)
{
    std::size_t taken = 0;
    return sendAll(bytes, Deadline::after(m_clock, m_timing.answer), taken);
}

Result<std::uint8_t> EscPosSession::realTime(int n)
{
    for (int attempt = 0; attempt < kStatusTries; ++attempt) {
        const auto question = askStatus(n);
        const auto sent = m_device->send(m_out, question, Deadline::after(m_clock, m_timing.answer));
        if (!sent && isGone(sent.error()))
            return sent.error();
        if (sent.failedWith(Fault::DeviceGarbled))
            (void)m_device->clearHalt(m_out);
        const auto until = Deadline::after(m_clock, m_timing.answer);
        while (sent) {
            if (const auto answer = m_answers.takeRealTime())
                return *answer;
            if (until.expired(m_clock))
                break;
            const auto came = receiveSome(until.remaining(m_clock));
            if (!came && isGone(came.error()))
                return came.error();
            if (!came)
                break;
        }
    }
    return {Fault::TimedOut, "the printer does not say how it is"};
}

Result<Condition> EscPosSession::look()
{
    if (auto drained = drain(); !drained)
        return drained.error();
    std::array<std::uint8_t, 4> answers{};
    for (int n = 1; n <= 4; ++n) {
        const auto answer = realTime(n);
        if (!answer)
            return answer.error();
        answers[static_cast<std::size_t>(n - 1)] = *answer;
    }
    return conditionOf(answers);
}

Result<void> EscPosSession::sendAll(std::span<const std::byte> bytes, Deadline deadline, std::size_t &taken)
{
    auto standstill = Deadline::after(m_clock, m_timing.standstill);
    while (!bytes.empty()) {
        const auto chunk = bytes.first(std::min(bytes.size(), kChunk));
        const auto sent = m_device->send(m_out, chunk, Deadline::after(m_clock, m_timing.chunk).orSooner(deadline));
        if (sent && *sent > 0) {
            taken += *sent;
            bytes = bytes.subspan(*sent);
            standstill = Deadline::after(m_clock, m_timing.standstill);
            continue;
        }
        if (!sent && isGone(sent.error()))
            return sent.error();
        if (sent.failedWith(Fault::DeviceGarbled))
            (void)m_device->clearHalt(m_out);
        // A full buffer is no reason by itself: the printer is asked why it takes nothing.
        if (const auto condition = look(); condition && !condition->canPrint())
            return condition->trouble();
        if (deadline.expired(m_clock) || standstill.expired(m_clock))
            return {Fault::TimedOut, "the printer takes no more and gives no reason"};
    }
    return {};
}

Result<void> EscPosSession::waitForFence(Deadline deadline)
{
    std::size_t ignored = 0;
    const auto question = fence();
    if (auto sent = sendAll(question, deadline, ignored); !sent)
        return sent;
    while (!deadline.expired(m_clock)) {
        if (m_answers.takeInOrder())
            return {};
        const auto came = receiveSome(std::min(deadline.remaining(m_clock), m_timing.chunk));
        if (came)
            continue;
        if (!came.failedWith(Fault::TimedOut) && !came.failedWith(Fault::DeviceGarbled))
            return came;
        if (m_in == 0)
            return came;
        // Still printing, or stopped? The real-time way answers in both cases.
        std::array<std::uint8_t, 4> answers{};
        for (int n = 1; n <= 4; ++n) {
            const auto answer = realTime(n);
            if (!answer)
                return answer.error();
            answers[static_cast<std::size_t>(n - 1)] = *answer;
        }
        if (const auto condition = conditionOf(answers); !condition.canPrint())
            return condition.trouble();
    }
    return {Fault::TimedOut, "the printer never said that it is through"};
}

Result<void> EscPosSession::waitUntilReady(Deadline until, const Pause &pause)
{
    for (;;) {
        const auto condition = look();
        if (condition.failedWith(Fault::TimedOut))
            return {}; // one that never answers may still print: the report will say that it is not known
        if (!condition)
            return condition.error();
        if (condition->canPrint())
            return {};
        const bool mayPass = condition->hot || condition->trouble().fault == Fault::DeviceBusy;
        if (!mayPass || until.expired(m_clock))
            return condition->trouble();
        if (!pause(std::min(m_timing.betweenLooks, until.remaining(m_clock))))
            return {Fault::Cancelled, "the driver is going away"};
    }
}

Result<void> EscPosSession::recover()
{
    if (!m_isSpoiled)
        return {};
    // The last slip is brought to an end in white and cut off: it must not hang on the next one, nor swallow its
    // commands.
    if (auto sent = sendShort(forgetBuffers()); !sent)
        return sent;
    std::size_t taken = 0;
    if (auto sent = sendAll(m_owed, Deadline::after(m_clock, m_timing.job), taken); !sent) {
        m_owed.erase(m_owed.begin(), m_owed.begin() + static_cast<std::ptrdiff_t>(taken));
        return sent;
    }
    m_owed.clear();
    if (auto sent = sendShort(beginJob()); !sent)
        return sent;
    if (auto sent = sendShort(cut()); !sent)
        return sent;
    m_isSpoiled = false;
    return {};
}

PrintReport EscPosSession::afterTrouble(const Error &trouble, const QImage &image, std::size_t taken)
{
    m_isSpoiled = taken > 0;
    m_owed = restOfBand(image, taken);
    const bool saysWhy = trouble.fault != Fault::TimedOut && trouble.fault != Fault::DeviceAbsent &&
                         trouble.fault != Fault::DeviceGarbled && trouble.fault != Fault::Cancelled;
    if (taken == 0 || saysWhy)
        return {PrintOutcome::Failed, trouble};
    return {PrintOutcome::Unknown, {Fault::OutcomeUnknown, trouble.detail}};
}

PrintReport EscPosSession::finish(const QImage &image, Deadline deadline)
{
    std::size_t taken = raster(image).size();
    if (auto printed = waitForFence(deadline); !printed)
        return afterTrouble(printed.error(), image, taken);
    const auto knife = cut();
    if (auto sent = sendAll(knife, deadline, taken); !sent)
        return {PrintOutcome::Unknown, sent.error()};
    // From here on the whole slip is on the paper: only whether it hangs on is open.
    if (auto wasCut = waitForFence(deadline); !wasCut)
        return {PrintOutcome::Unknown, wasCut.error()};
    const auto condition = look();
    if (!condition)
        return {PrintOutcome::Unknown, {Fault::OutcomeUnknown, condition.error().detail}};
    if (condition->cutterJam)
        return {PrintOutcome::Unknown, condition->trouble()};
    return {PrintOutcome::Confirmed, {}};
}

PrintReport EscPosSession::print(const QImage &image, Deadline canStartUntil, const Pause &pause)
{
    if (auto ready = waitUntilReady(canStartUntil, pause); !ready)
        return {PrintOutcome::Failed, ready.error()};
    if (auto recovered = recover(); !recovered)
        return {PrintOutcome::Failed, recovered.error()};
    const auto deadline = Deadline::after(m_clock, m_timing.job);
    std::size_t taken = 0;
    if (auto begun = sendShort(beginJob()); !begun)
        return afterTrouble(begun.error(), image, 0);
    if (auto sent = sendAll(raster(image), deadline, taken); !sent)
        return afterTrouble(sent.error(), image, taken);
    return finish(image, deadline);
}

} // namespace yz::escpos
