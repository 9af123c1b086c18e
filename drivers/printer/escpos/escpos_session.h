// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "escpos_frames.h"

#include <core/clock.h>
#include <wire/usb_host.h>

#include <functional>
#include <memory>

namespace yz::escpos {

/** How patient the driver is. Data. */
struct Timing
{
    Milliseconds answer{500};       ///< for one real-time answer
    Milliseconds chunk{2000};       ///< for the printer to take one chunk, before it is asked what is wrong
    Milliseconds standstill{10000}; ///< without a byte taken and without a reason given
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
    static Result<std::unique_ptr<EscPosSession>> open(std::unique_ptr<UsbDevice> device, const Clock &clock,
                                                       Timing timing);

    /** Sleeps for a while; false when the driver is going away. */
    using Pause = std::function<bool(Milliseconds)>;

    /** Sees one picture through to its end. `canStartUntil`: how long to wait for paper, a closed cover, a cool head.
     */
    PrintReport print(const QImage &image, Deadline canStartUntil, const Pause &pause);
    /** TimedOut when the printer does not answer; DeviceAbsent when it has gone. */
    Result<Condition> look();

    Wire &wire() { return *m_device; }
    const std::string &path() const { return m_device->path(); }

private:
    EscPosSession(std::unique_ptr<UsbDevice> device, std::uint8_t out, std::uint8_t in, const Clock &clock,
                  Timing timing);

    Result<void> waitUntilReady(Deadline until, const Pause &pause);
    Result<void> recover();
    Result<void> drain();
    /** Sends it all or says why not; `taken` counts what the printer took. */
    Result<void> sendAll(std::span<const std::byte> bytes, Deadline deadline, std::size_t &taken);
    Result<void> sendShort(std::span<const std::byte> bytes);
    Result<std::uint8_t> realTime(int n);
    Result<void> waitForFence(Deadline deadline);
    Result<void> receiveSome(Milliseconds patience);
    PrintReport afterTrouble(const Error &trouble, const QImage &image, std::size_t taken);
    PrintReport finish(const QImage &image, Deadline deadline);

    std::unique_ptr<UsbDevice> m_device;
    std::uint8_t m_out;
    std::uint8_t m_in; ///< 0: a printer that says nothing
    const Clock &m_clock;
    Timing m_timing;
    AnswerSorter m_answers;
    bool m_isSpoiled = false; ///< part of a slip is on the paper or in its buffers
    Bytes m_owed;             ///< what it still waits for of that slip's picture
};

/** The interface to print to: class 07/01, the two-way alternate setting if there is one. */
const UsbInterface *printingInterface(const std::vector<UsbInterface> &interfaces);

} // namespace yz::escpos
