// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/clock.h>
#include <core/result.h>

#include <cstddef>
#include <cstdint>
#include <span>

namespace yz {

/** A USB control request as in USB 2.0 §9.3; the length is that of the buffer given along. */
struct ControlSetup
{
    std::uint8_t requestType = 0;
    std::uint8_t request = 0;
    std::uint16_t value = 0;
    std::uint16_t index = 0;
};

/**
 * An opened device, byte for byte: bulk or interrupt pipes and control requests, each with a deadline.
 * Owner: one driver. Thread: the driver's worker, except `cancel` and `resume`, which may come from any.
 * Errors: TimedOut (see below), DeviceAbsent, DeviceGarbled (stall, babble, I/O), Cancelled.
 * A transfer that ran out of time may still have moved bytes: it returns how many, and TimedOut only for none.
 */
class Wire
{
public:
    virtual ~Wire() = default;

    /** Returns how many bytes the device took. `endpoint` has bit 7 clear. */
    virtual Result<std::size_t> send(std::uint8_t endpoint, std::span<const std::byte> bytes, Deadline deadline) = 0;
    /** Returns how many bytes came. `endpoint` has bit 7 set; `into` is a multiple of the packet size long. */
    virtual Result<std::size_t> receive(std::uint8_t endpoint, std::span<std::byte> into, Deadline deadline) = 0;
    virtual Result<std::size_t> control(ControlSetup setup, std::span<std::byte> data, Deadline deadline) = 0;
    virtual Result<void> clearHalt(std::uint8_t endpoint) = 0;
    /** Ends the transfer under way, and every later one, with Cancelled, until `resume`. */
    virtual void cancel() = 0;
    virtual void resume() = 0;
};

} // namespace yz
