// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "printer/print_document.h"

#include <core/clock.h>
#include <core/result.h>

#include <QObject>

#include <cstdint>

namespace yz {

using PrintRequestId = std::uint64_t;

/** What is known of a print job at its end. */
enum class PrintOutcome {
    Confirmed, ///< after the cut the printer said that all was processed and nothing was wrong
    Failed,    ///< nothing came out, or a part that does not count
    Unknown,   ///< bytes were sent, but the printer never said what became of them
};

struct PrintReport
{
    PrintOutcome outcome = PrintOutcome::Unknown;
    Error error; ///< why, unless Confirmed
};

enum class PaperState { Unknown, Enough, Low, Out };

/** The printer as last seen; with `reachable` false the rest is unknown. */
struct PrinterStatus
{
    bool reachable = false;
    PaperState paper = PaperState::Unknown;
    bool coverOpen = false;
    bool cutterJammed = false;
    bool broken = false;

    bool operator==(const PrinterStatus &) const = default;
    bool canPrint() const { return reachable && paper != PaperState::Out && !coverOpen && !cutterJammed && !broken; }
};

/**
 * One receipt printer.
 * Owner: `app/main`. Thread: the one it was made in; the work happens on a thread of its own.
 * Contract: exactly one `finished` per `print`, also after `cancel` and when the device goes.
 * Faults in a report: PaperOut, CoverOpen, CutterJam, PrinterHot, DeviceAbsent, DeviceBusy, DeviceBroken,
 * DeviceGarbled, TimedOut, Cancelled, OutcomeUnknown.
 * Personal data: the document, until `finished`.
 */
class ReceiptPrinter : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /** Jobs queue; a job that cannot begin within `patience` fails. */
    virtual PrintRequestId print(const PrintDocument &document, Milliseconds patience) = 0;
    /** A job not yet begun fails with Cancelled; one under way runs to its end, since paper cannot be called back. */
    virtual void cancel(PrintRequestId request) = 0;
    virtual PrinterStatus status() const = 0;

Q_SIGNALS:
    void finished(yz::PrintRequestId request, yz::PrintReport report);
    void statusChanged(yz::PrinterStatus status);
};

} // namespace yz
