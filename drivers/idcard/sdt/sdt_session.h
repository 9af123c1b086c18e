// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "idcard/id_card.h"
#include "sdt_link.h"

#include <core/clock.h>
#include <wire/usb_host.h>

#include <functional>
#include <memory>

namespace yz::sdt {

/** How long the module may take, and how often it is asked; from vendors' own figures. Data. */
struct Timing
{
    Milliseconds status{300};
    Milliseconds find{500};
    Milliseconds select{500};
    Milliseconds read{3500};
    /** Between two looks for a card: closer together, some modules stop answering. */
    Milliseconds betweenFinds{310};
};

/**
 * An opened reader: knows its pipes and reads one card after another.
 * Owner and thread: the reader's worker; cancel from any through `wire()`.
 */
class SdtSession
{
public:
    /** Sleeps for a while; false when the request was withdrawn meanwhile. */
    using Pause = std::function<bool(Milliseconds)>;

    /** Claims the interface and finds out which way the frames go. DeviceBroken when the module says it is. */
    static Result<std::unique_ptr<SdtSession>> open(std::unique_ptr<UsbDevice> device, const Clock &clock,
                                                    Timing timing);

    /** Waits for a new card until the deadline and reads it; `onFound` as soon as there is one. */
    Result<IdCard> readCard(Deadline deadline, const Pause &pause, const std::function<void()> &onFound);

    Wire &wire() { return *m_device; }
    const std::string &path() const { return m_device->path(); }

private:
    SdtSession(std::unique_ptr<UsbDevice> device, Pipes pipes, const Clock &clock, Timing timing);
    Error readTrouble() const;
    Result<Action> command(Command command, Milliseconds patience, Reply &reply);

    std::unique_ptr<UsbDevice> m_device;
    SdtLink m_link;
    const Clock &m_clock;
    Timing m_timing;
    Error m_lastTrouble;
};

} // namespace yz::sdt
