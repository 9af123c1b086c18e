// SPDX-License-Identifier: Apache-2.0
#include "escpos_session.h"

#include <algorithm>

namespace yz::escpos {
namespace {

using namespace std::chrono_literals;

constexpr std::uint8_t kPrinterClass = 0x07;
constexpr std::uint8_t kPrinterSubClass = 0x01;
constexpr std::uint8_t kTwoWay = 0x02;
constexpr std::uint8_t kFromInterface = 0xA1;
constexpr std::uint8_t kGetDeviceId = 0;
constexpr std::uint8_t kGetPortStatus = 1;
constexpr std::size_t kChunk = 4096;
constexpr std::size_t kInBuffer = 512; ///< a multiple of every packet size
constexpr std::size_t kMaxDeviceId = 1024;
constexpr int kWidestPaper = 832; ///< dots of 112 mm paper
constexpr Milliseconds kQuiet = 30ms;
constexpr int kStatusTries = 2;
constexpr int kMaxDrained = 100;

bool isGone(const Error &error)
{
    return error.fault == Fault::DeviceAbsent || error.fault == Fault::Cancelled;
}

/** A trouble that the printer named itself. */
bool saysWhy(const Error &trouble)
{
    return trouble.fault != Fault::TimedOut && trouble.fault != Fault::DeviceGarbled && !isGone(trouble);
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

EscPosSession::EscPosSession(std::unique_ptr<UsbDevice> device, const UsbInterface &interface, std::uint8_t out,
                             std::uint8_t in, const Clock &clock, Timing timing)
    : m_device(std::move(device)),
      m_interface(interface.number),
      m_alternate(interface.alternate),
      m_out(out),
      m_in(in),
      m_clock(clock),
      m_timing(timing)
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
    const UsbInterface chosen = *interface;
    if (auto claimed = device->claim(chosen); !claimed)
        return claimed.error();
    std::unique_ptr<EscPosSession> session(new EscPosSession(std::move(device), chosen, out, in, clock, timing));
    if (const auto id = session->readDeviceId(); !maySpeakEscPos(id))
        return {Fault::DeviceBroken, "a printer of another language: " + id};
    return session;
}

std::string EscPosSession::readDeviceId()
{
    std::array<std::byte, kMaxDeviceId> buffer{};
    const auto index = static_cast<std::uint16_t>(m_interface << 8 | m_alternate);
    const auto came =
        m_device->control({kFromInterface, kGetDeviceId, 0, index}, buffer, Deadline::after(m_clock, m_timing.chunk));
    return came ? deviceIdOf(std::span(buffer).first(std::min(*came, buffer.size()))) : std::string();
}

// Answers

Result<void> EscPosSession::receiveSome(Milliseconds patience)
{
    if (m_in == 0)
        return {Fault::TimedOut, "this printer has no way to answer"};
    std::array<std::byte, kInBuffer> buffer{};
    const auto came = m_device->receive(m_in, buffer, Deadline::after(m_clock, patience));
    if (came.failedWith(Fault::DeviceGarbled))
        (void)m_device->clearHalt(m_in);
    if (!came)
        return came.error();
    m_answers.feed(std::span(buffer).first(*came));
    while (m_answers.takeInOrder()) {
        ++m_fencesAnswered;
        m_doesAnswerFences = true;
    }
    return {};
}

Result<void> EscPosSession::drain()
{
    for (int i = 0; i < kMaxDrained; ++i) {
        const auto late = receiveSome(kQuiet);
        if (late.failedWith(Fault::TimedOut))
            break;
        if (!late && isGone(late.error()))
            return late;
    }
    m_answers.forgetRealTime();
    return {};
}

Result<void> EscPosSession::askRealTime(int n)
{
    const auto sent = m_device->send(m_out, askStatus(n), Deadline::after(m_clock, m_timing.answer));
    if (sent.failedWith(Fault::DeviceGarbled))
        (void)m_device->clearHalt(m_out);
    if (!sent)
        return sent.error();
    return {};
}

Result<std::uint8_t> EscPosSession::realTime(int n)
{
    for (int attempt = 0; m_in != 0 && attempt < kStatusTries; ++attempt) {
        m_answers.forgetRealTime();
        const auto asked = askRealTime(n);
        if (!asked && isGone(asked.error()))
            return asked.error();
        const auto until = Deadline::after(m_clock, m_timing.answer);
        while (asked && !until.expired(m_clock)) {
            const auto came = receiveSome(until.remaining(m_clock));
            if (!came && isGone(came.error()))
                return came.error();
            const auto answer = m_answers.takeRealTime();
            if (!answer)
                continue;
            // The answers do not say which question they belong to: the one to the first attempt may still come.
            if (attempt > 0)
                (void)drain();
            return *answer;
        }
        if (attempt + 1 < kStatusTries)
            if (auto drained = drain(); !drained)
                return drained.error();
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

/**
 * Until every fence sent was answered, or, with WhatComes, until some were and then none came for long: the others were
 * lost with the buffers.
 */
Result<void> EscPosSession::waitForFences(Deadline deadline, Answers wanted)
{
    if (m_in == 0)
        return {Fault::TimedOut, "this printer has no way to answer"};
    const int before = m_fencesAnswered;
    Error trouble{Fault::TimedOut, "the printer never said that it is through"};
    while (m_fencesAnswered < m_fencesSent) {
        if (deadline.expired(m_clock))
            return trouble;
        const auto came = receiveSome(std::min(deadline.remaining(m_clock), m_timing.chunk));
        if (came)
            continue;
        if (isGone(came.error()))
            return came;
        // Still printing, or stopped? Everything is sent, so that it may be asked in the same way.
        const auto condition = look();
        if (!condition)
            return condition.error();
        if (!condition->canPrint())
            trouble = condition->trouble();
        if (!condition->canPrint() && !condition->mayPass())
            return trouble;
        if (wanted == Answers::WhatComes && m_fencesAnswered > before && condition->canPrint())
            break;
    }
    return {};
}

// Bytes

/** Asks beside the stream. Only what can be nothing else is believed: many models always say that all is well. */
bool EscPosSession::saysItStands()
{
    std::array<std::byte, 1> answer{};
    const auto came = m_device->control({kFromInterface, kGetPortStatus, 0, m_interface}, answer,
                                        Deadline::after(m_clock, m_timing.answer));
    if (!came || *came != answer.size())
        return false;
    const auto status = portStatusOf(answer[0]);
    return status.paperEmpty || !status.selected;
}

Result<void> EscPosSession::whyItStands()
{
    const auto condition = look();
    if (!condition && isGone(condition.error()))
        return condition.error();
    if (condition && !condition->canPrint())
        return condition->trouble();
    return {Fault::TimedOut, "the printer takes no more and gives no reason"};
}

/**
 * Sends it all or says why not; `taken` counts what the printer took.
 * A printer that stands still in the middle is not asked with DLE EOT as long as it may go on: what does not obey that
 * inside a picture would take it for dots, and all that follows would be out of step. Once asked, the slip is given up.
 */
Result<void> EscPosSession::sendAll(std::span<const std::byte> bytes, Deadline deadline, std::size_t &taken)
{
    auto standstill = Deadline::after(m_clock, m_timing.standstill).orSooner(deadline);
    while (!bytes.empty()) {
        const auto chunk = bytes.first(std::min(bytes.size(), kChunk));
        const auto sent = m_device->send(m_out, chunk, Deadline::after(m_clock, m_timing.chunk).orSooner(standstill));
        if (sent && *sent > 0) {
            taken += *sent;
            bytes = bytes.subspan(*sent);
            standstill = Deadline::after(m_clock, m_timing.standstill).orSooner(deadline);
            continue;
        }
        if (!sent && isGone(sent.error()))
            return sent.error();
        if (sent.failedWith(Fault::DeviceGarbled)) {
            (void)m_device->clearHalt(m_out);
            (void)receiveSome(kQuiet); // one that stalls at once, again and again, shall not keep a core busy
        }
        if (saysItStands() || standstill.expired(m_clock))
            return whyItStands();
    }
    return {};
}

Result<void> EscPosSession::sendCommand(std::span<const std::byte> bytes)
{
    std::size_t taken = 0;
    return sendAll(bytes, Deadline::after(m_clock, m_timing.standstill), taken);
}

// A clean start

/**
 * A printer that nobody of us has spoken to yet, or that was unplugged, may be in the middle of a picture, and would
 * take the next slip for the rest of it. In its turn it answers a fence; if not, a picture is ended and it is asked
 * again.
 */
Result<void> EscPosSession::findFooting()
{
    const auto tries = longestCommand(kWidestPaper) / kChunk + 2;
    bool doesAnswer = true;
    for (std::size_t i = 0; i < tries; ++i) {
        if (auto asked = sendCommand(fence()); !asked)
            return asked;
        ++m_fencesSent;
        const auto answered = isFenceAnswered();
        if (!answered)
            return answered.error();
        if (*answered) {
            m_mayHoldASlip = m_mayHoldASlip || i > 0;
            break;
        }
        const auto condition = doesAnswer ? look() : Result<Condition>(Fault::TimedOut, {});
        if (condition && !condition->canPrint())
            return condition->trouble();
        if (!condition && isGone(condition.error()))
            return condition.error();
        doesAnswer = static_cast<bool>(condition);
        if (auto ended = sendCommand(filler(kChunk)); !ended)
            return ended;
    }
    m_isFootingKnown = true; // one that never answers has had its fill all the same
    return {};
}

/** Whether any comes soon. */
Result<bool> EscPosSession::isFenceAnswered()
{
    const int before = m_fencesAnswered;
    const auto until = Deadline::after(m_clock, m_timing.probe);
    while (m_in != 0 && m_fencesAnswered == before && !until.expired(m_clock)) {
        const auto came = receiveSome(until.remaining(m_clock));
        if (!came && isGone(came.error()))
            return came.error();
    }
    return m_fencesAnswered > before;
}

/** It must not hang on the next slip: that one is for another citizen. */
Result<void> EscPosSession::comeOffWhatHangs()
{
    for (const auto &command : {beginJob(), cut(), fence()}) {
        if (auto sent = sendCommand(command); !sent)
            return sent;
    }
    ++m_fencesSent;
    const auto done = waitForFences(Deadline::after(m_clock, m_timing.job), Answers::WhatComes);
    if (!done && (saysWhy(done.error()) || isGone(done.error())))
        return done;
    m_mayHoldASlip = false;
    return {};
}

Result<void> EscPosSession::recover()
{
    std::size_t taken = 0;
    const auto ended = sendAll(m_owed, Deadline::after(m_clock, m_timing.job), taken);
    m_owed.erase(m_owed.begin(), m_owed.begin() + static_cast<std::ptrdiff_t>(taken));
    if (!ended)
        return ended;
    if (m_mayHoldASlip)
        if (auto sent = sendCommand(forgetBuffers()); !sent)
            return sent;
    if (!m_isFootingKnown)
        if (auto found = findFooting(); !found)
            return found;
    if (m_mayHoldASlip) {
        if (auto off = comeOffWhatHangs(); !off)
            return off;
    } else if (m_fencesAnswered < m_fencesSent && m_doesAnswerFences) {
        // It was slow with the last slip. Its late answers must not confirm the next one.
        if (auto sent = sendCommand(fence()); !sent)
            return sent;
        ++m_fencesSent;
        if (auto done = waitForFences(Deadline::after(m_clock, m_timing.standstill), Answers::WhatComes); !done)
            return done;
    }
    // What has not been answered by now never will be: the next answers belong to the next slip.
    if (auto drained = drain(); !drained)
        return drained;
    m_fencesSent = m_fencesAnswered = 0;
    return {};
}

// A slip

Result<void> EscPosSession::waitUntilReady(Deadline until, const Caller &caller)
{
    for (;;) {
        const auto condition = look();
        if (condition.failedWith(Fault::TimedOut))
            return {}; // one that never answers may still print: the report will say that it is not known
        if (!condition)
            return condition.error();
        if (condition->canPrint())
            return {};
        if (!condition->mayPass() || until.expired(m_clock))
            return condition->trouble();
        if (!caller.pause(std::min(m_timing.betweenLooks, until.remaining(m_clock))))
            return {Fault::Cancelled, "withdrawn while the printer was not ready"};
    }
}

PrintReport EscPosSession::afterTrouble(const Error &trouble, const SlipStream &slip, std::size_t taken)
{
    const bool isAllTaken = taken == slip.bytes().size();
    // One that has it all and says nothing will cut by itself, and waits for a command.
    const bool isLeftInPeace = isAllTaken && trouble.fault == Fault::TimedOut;
    m_mayHoldASlip = taken > 0 && !isLeftInPeace;
    m_isFootingKnown = m_isFootingKnown && isLeftInPeace;
    m_owed = slip.restOfCommand(taken);
    if (taken == 0)
        return {PrintOutcome::Failed, trouble};
    // The first fence stands behind the last line of the picture.
    const bool isPictureOut = m_fencesSent > 0 && m_fencesAnswered > 0;
    const bool isJammedAfterAll = isAllTaken && trouble.fault == Fault::CutterJam;
    if (saysWhy(trouble) && !isPictureOut && !isJammedAfterAll)
        return {PrintOutcome::Failed, trouble};
    return {PrintOutcome::Unknown, saysWhy(trouble) ? trouble : Error{Fault::OutcomeUnknown, trouble.detail}};
}

PrintReport EscPosSession::afterTheCut()
{
    const auto condition = look();
    if (!condition)
        return {PrintOutcome::Unknown, {Fault::OutcomeUnknown, condition.error().detail}};
    if (!condition->cutterJam)
        return {PrintOutcome::Confirmed, {}};
    m_mayHoldASlip = true;
    return {PrintOutcome::Unknown, condition->trouble()};
}

PrintReport EscPosSession::print(const QImage &image, Deadline canStartUntil, const Caller &caller)
{
    if (auto ready = waitUntilReady(canStartUntil, caller); !ready)
        return {PrintOutcome::Failed, ready.error()};
    if (!caller.mayBegin())
        return {PrintOutcome::Failed, {Fault::Cancelled, "withdrawn before it began"}};
    if (auto recovered = recover(); !recovered)
        return {PrintOutcome::Failed, recovered.error()};
    const SlipStream slip(image);
    const auto deadline = Deadline::after(m_clock, m_timing.job);
    std::size_t taken = 0;
    auto through = sendAll(slip.bytes(), deadline, taken);
    m_fencesSent = slip.fencesIn(taken);
    if (through)
        through = waitForFences(deadline, Answers::All);
    return through ? afterTheCut() : afterTrouble(through.error(), slip, taken);
}

} // namespace yz::escpos
