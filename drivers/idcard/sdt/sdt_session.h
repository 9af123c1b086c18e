// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "idcard/id_card.h"
#include "sdt_link.h"

#include <core/clock.h>
#include <wire/usb_host.h>

#include <functional>
#include <memory>
#include <optional>

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
    using OnFound = std::function<void()>;

    SdtSession(std::unique_ptr<UsbDevice> device, const Clock &clock, Timing timing);

    /** Claims the interface and finds out which way the frames go, trying first the way that is given. Before anything
     *  else, once. DeviceBusy when another program holds it, DeviceBroken when the module says it is, DeviceGarbled
     * when it does not answer. */
    Result<void> probe(const std::optional<Pipes> &likely);
    const Pipes &pipes() const { return m_pipes; }

    /** Waits for a new card until the deadline and reads it; `onFound` as soon as there is one. */
    Result<IdCard> readCard(Deadline deadline, const Pause &pause, const OnFound &onFound);

    Wire &wire() { return *m_device; }
    const std::string &path() const { return m_device->path(); }

private:
    Result<Action> attempt(const OnFound &onFound, std::optional<IdCard> &card);
    Result<Action> command(Command command, Milliseconds patience, Reply &reply);
    Error unread(const Result<Action> &done) const;

    std::unique_ptr<UsbDevice> m_device;
    Pipes m_pipes;
    std::optional<SdtLink> m_link;
    const Clock &m_clock;
    Timing m_timing;
    Error m_trouble; ///< why the last command did not go on
};

} // namespace yz::sdt
