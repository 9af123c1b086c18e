// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sdt_frames.h"

#include <core/clock.h>
#include <wire/usb_host.h>

#include <vector>

namespace yz::sdt {

/** Which pipes carry a frame. Split: the 7 bytes of the header on one pair, the rest on another (the module's own
 *  document); single: all on one (what shipping readers with the same ids do). */
struct Pipes
{
    std::uint8_t headerOut = 0;
    std::uint8_t headerIn = 0;
    std::uint8_t bodyOut = 0;
    std::uint8_t bodyIn = 0;
    bool isSplit() const { return headerOut != bodyOut; }
    bool operator==(const Pipes &) const = default;
};

/** The ways a device with these descriptors may want its frames, the likelier first. */
std::vector<Pipes> possiblePipes(const UsbInterface &interface);
/** The interface to speak to: vendor class if there is one, else the first. */
const UsbInterface *speakingInterface(const std::vector<UsbInterface> &interfaces);

/**
 * One question, one answer. After any time-out the answer that may still come is thrown away before the next question:
 * it could be the card of the citizen before.
 * Owner and thread: the reader's worker.
 */
class SdtLink
{
public:
    SdtLink(Wire &wire, Pipes pipes, const Clock &clock) : m_wire(wire), m_pipes(pipes), m_clock(clock) {}

    /** Faults: TimedOut, Cancelled, DeviceAbsent, DeviceGarbled. A damaged frame, in either direction, is sent once
     * more. */
    Result<Reply> ask(Command command, Milliseconds patience);

private:
    Result<Reply> askOnce(Command command, Deadline deadline);
    Result<void> sendAll(std::uint8_t endpoint, std::span<const std::byte> bytes, Deadline deadline);
    Result<void> drain(std::uint8_t endpoint);
    Result<void> drain();

    Wire &m_wire;
    Pipes m_pipes;
    const Clock &m_clock;
    /** True from the start: a program that was killed in the middle of a read leaves its citizen's answer behind. */
    bool m_isDirty = true;
};

} // namespace yz::sdt
