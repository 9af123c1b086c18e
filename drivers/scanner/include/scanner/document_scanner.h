// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "scanner/page.h"

#include <core/clock.h>
#include <core/result.h>

#include <QObject>

#include <cstdint>
#include <variant>

namespace yz {

using TakeRequestId = std::uint64_t;

/** A page; or what is wrong with it as it lies there; or what is wrong with the camera. */
using TakeAnswer = std::variant<ScannedPage, PageFault, Error>;

/**
 * Looks for a page before the camera and takes it when asked. The camera is on between `start` and `stop`, and off
 * otherwise.
 * Owner: `app/main`. Thread: the one it was made in. Each `take` is answered by exactly one `taken`, later than the
 * call, also after `cancel` and `stop` (Cancelled).
 * Faults in an answer: Cancelled, TimedOut (no picture came), DeviceBusy (a page is being taken already), and those of
 * the camera. Personal data: the page, in the answer only; nothing of it is left here after `stop`.
 */
class DocumentScanner : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    virtual void start() = 0;
    virtual void stop() = 0;
    virtual bool isLooking() const = 0;
    /** Looks until a page can be taken, at most so long; then the last fault is the answer. */
    virtual TakeRequestId take(Milliseconds patience) = 0;
    virtual void cancel(TakeRequestId request) = 0;

Q_SIGNALS:
    /** Some times a second while it looks. */
    void sighted(yz::PageSight sight);
    void taken(yz::TakeRequestId request, yz::TakeAnswer answer);
};

} // namespace yz
