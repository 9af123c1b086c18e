// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "idcard/id_card.h"

#include <core/clock.h>
#include <core/result.h>

#include <QObject>

#include <cstdint>
#include <memory>

namespace yz {

using CardRequestId = std::uint64_t;

/** How a device stands, as last seen; `Unknown` until the first look. */
enum class DeviceState { Unknown, Absent, Ready, Broken };

/** What a read brought. Shared: a queued signal copies its arguments, and a card must not be copied. */
using IdCardAnswer = std::shared_ptr<Result<IdCard>>;

/**
 * One reader of identity cards.
 * Owner: `app/main`. Thread: the one it was made in; the work happens on a thread of its own.
 * Contract: exactly one `finished` per `read`, also after `cancel` (fault Cancelled) and when the device goes.
 * Faults: TimedOut, Cancelled, DeviceAbsent, DeviceBusy, DeviceBroken, DeviceGarbled, CardMoved, CardForeign,
 * CardDoubtful, CardGarbled.
 * Personal data: the card in `finished`; the reader keeps none after it.
 */
class IdCardReader : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /** Waits up to `patience` for a card and reads it. One request at a time: a second finishes with DeviceBusy. */
    virtual CardRequestId read(Milliseconds patience) = 0;
    virtual void cancel(CardRequestId request) = 0;
    virtual DeviceState state() const = 0;

Q_SIGNALS:
    /** A card was found and is being read: "do not lift it". */
    void reading(yz::CardRequestId request);
    void finished(yz::CardRequestId request, yz::IdCardAnswer answer);
    void stateChanged(yz::DeviceState state);
};

} // namespace yz
