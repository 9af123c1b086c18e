// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wire/wire.h"

#include <core/clock.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace yz {

/** Which devices a driver is for. Data: an unset item matches any. */
struct UsbMatch
{
    std::optional<std::uint16_t> vendor;
    std::optional<std::uint16_t> product;
    std::optional<std::uint8_t> interfaceClass; ///< some interface of the active configuration has it
    std::optional<std::uint8_t> interfaceSubClass;
};

struct UsbEndpoint
{
    std::uint8_t address = 0; ///< bit 7: device to host
    bool isBulkOrInterrupt = false;
    std::uint16_t maxPacket = 0;
    bool isIn() const { return (address & 0x80) != 0; }
};

/** One alternate setting of one interface, as its descriptors say. */
struct UsbInterface
{
    std::uint8_t number = 0;
    std::uint8_t alternate = 0;
    std::uint8_t interfaceClass = 0;
    std::uint8_t subClass = 0;
    std::uint8_t protocol = 0;
    std::vector<UsbEndpoint> endpoints;
};

/**
 * An opened device: its descriptors, and its bytes as a Wire.
 * Owner: one driver; destroyed before the host. Thread: the driver's worker (cancel and resume: any).
 */
class UsbDevice : public Wire
{
public:
    /** Where it is plugged in, "bus-port.port": the same after a replug, and different for two of one model. */
    virtual const std::string &path() const = 0;
    virtual const std::vector<UsbInterface> &interfaces() const = 0;
    /** Takes an interface from the kernel's driver, and chooses its alternate setting. DeviceBusy, DeviceAbsent. */
    virtual Result<void> claim(const UsbInterface &interface) = 0;
};

/**
 * The USB bus: one libusb context and one thread that runs its events and sleeps while there are none.
 * Owner: `app/main`. Thread: any.
 */
class UsbHost
{
public:
    enum class Change { Arrived, Left };
    /** Called in the event thread: may only note it and wake somebody. */
    using Notice = std::function<void(Change change, const std::string &path)>;

    /** Ends the notices when it goes; no notice is running any more once its destructor has returned. */
    class Watch
    {
    public:
        virtual ~Watch() = default;
    };

    static Result<std::unique_ptr<UsbHost>> create(const Clock &clock);
    virtual ~UsbHost() = default;

    virtual std::unique_ptr<Watch> watch(const UsbMatch &match, Notice notice) = 0;
    /** The first that matches. DeviceAbsent when there is none; DeviceBusy when permission is still missing: the
     *  notice of a new device can come before its rights are set, so try again for a while. */
    virtual Result<std::unique_ptr<UsbDevice>> open(const UsbMatch &match) = 0;
};

} // namespace yz
