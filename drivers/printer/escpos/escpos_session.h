// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "escpos_frames.h"

#include <core/clock.h>
#include <wire/usb_host.h>

#include <functional>
#include <memory>
#include <string>

namespace yz::escpos {

/** How patient the driver is. Data. */
struct Timing
{
    Milliseconds answer{500};       ///< for one real-time answer
    Milliseconds probe{400};        ///< for a printer with nothing to do to answer in its turn
    Milliseconds chunk{2000};       ///< for the printer to take one chunk, before it is asked what is wrong
    Milliseconds standstill{6000};  ///< without a byte taken and without a reason given
    Milliseconds job{45000};        ///< for a whole slip
    Milliseconds betweenLooks{250}; ///< while waiting for a printer to become ready
};

/**
 * An opened printer: prints one picture after another and says what became of each.
 * Owner and thread: the printer's worker.
 */
class EscPosSession
{
public:
    /** DeviceBroken: not a printer, or one of another language. */
    static Result<std::unique_ptr<EscPosSession>> open(std::unique_ptr<UsbDevice> device, const Clock &clock,
                                                       Timing timing);

    /** What the session asks of whoever wants the slip. */
    struct Caller
    {
        /** Sleeps for a while; false when there is no sense in waiting any more. */
        std::function<bool(Milliseconds)> pause;
        /** The printer is ready: false when the slip is not wanted any more. After true it is printed. */
        std::function<bool()> mayBegin;
    };

    /** Sees one picture through to its end. `canStartUntil`: how long to wait for what passes by itself. */
    PrintReport print(const QImage &image, Deadline canStartUntil, const Caller &caller);
    /** TimedOut when the printer does not answer; DeviceAbsent when it has gone. */
    Result<Condition> look();

    /** Part of a slip may hang in the printer; whoever opens it next has to know. */
    bool mayHoldASlip() const { return m_mayHoldASlip; }
    void expectAHeldSlip() { m_mayHoldASlip = true; }

    Wire &wire() { return *m_device; }
    const std::string &path() const { return m_device->path(); }

private:
    EscPosSession(std::unique_ptr<UsbDevice> device, const UsbInterface &interface, std::uint8_t out, std::uint8_t in,
                  const Clock &clock, Timing timing);

    // A slip
    Result<void> waitUntilReady(Deadline until, const Caller &caller);
    PrintReport afterTrouble(const Error &trouble, const SlipStream &slip, std::size_t taken);
    PrintReport afterTheCut();

    // A clean start
    Result<void> recover();
    Result<void> findFooting();
    Result<bool> isFenceAnswered();
    Result<void> comeOffWhatHangs();

    // Bytes
    Result<void> sendAll(std::span<const std::byte> bytes, Deadline deadline, std::size_t &taken);
    Result<void> sendCommand(std::span<const std::byte> bytes);
    Result<void> whyItStands();
    bool saysItStands();
    std::string readDeviceId();

    // Answers
    Result<void> receiveSome(Milliseconds patience);
    Result<void> drain();
    Result<std::uint8_t> realTime(int n);
    Result<void> askRealTime(int n);
    enum class Answers { All, WhatComes };
    Result<void> waitForFences(Deadline deadline, Answers wanted);

    std::unique_ptr<UsbDevice> m_device;
    std::uint8_t m_interface;
    std::uint8_t m_alternate;
    std::uint8_t m_out;
    std::uint8_t m_in; ///< 0: a printer that says nothing
    const Clock &m_clock;
    Timing m_timing;
    AnswerSorter m_answers;
    int m_fencesSent = 0;
    int m_fencesAnswered = 0;
    bool m_doesAnswerFences = false;
    bool m_isFootingKnown = false; ///< that it takes the next byte for a command
    bool m_mayHoldASlip = false;
    Bytes m_owed; ///< what ends the command that the last slip was cut short in
};

/** The interface to print to: class 07/01, the two-way alternate setting if there is one. */
const UsbInterface *printingInterface(const std::vector<UsbInterface> &interfaces);

} // namespace yz::escpos
