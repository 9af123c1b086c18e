// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "printer/receipt_printer.h"

namespace yz {

enum class TonerState { Unknown, Enough, Low, Out };

/** The page printer as last seen; with `reachable` false the rest is unknown. */
struct PagePrinterStatus
{
    bool reachable = false;
    bool isStopped = false; ///< paused by hand or out of order: staff
    PaperState paper = PaperState::Unknown;
    TonerState toner = TonerState::Unknown;
    bool coverOpen = false;
    bool jammed = false;
    bool outputFull = false;

    bool operator==(const PagePrinterStatus &) const = default;
    bool canPrint() const
    {
        return reachable && !isStopped && paper != PaperState::Out && toner != TonerState::Out && !coverOpen &&
               !jammed && !outputFull;
    }
};

/** What goes on A4: the document, and the line that stands below every page. A value. May carry personal data. */
struct PageDocument
{
    PrintDocument content;
    QString foot;
};

/**
 * One printer of A4 pages.
 * Owner: `app/main`. Thread: the one it was made in; the work happens on a thread of its own.
 * Contract: exactly one `finished` per `print`, also after `cancel` and when the printer goes. A printer that runs out
 * of paper under way is waited for, and `statusChanged` says so, until the job's patience ends; then the job is called
 * back. Faults in a report: PaperOut, CoverOpen, PaperJam, TonerOut, OutputFull, DeviceAbsent, DeviceBusy,
 * DeviceBroken, DeviceGarbled, Unsupported, BadInput, TimedOut, Cancelled, OutcomeUnknown. Personal data: the document,
 * until `finished`; job names at the printer carry none.
 */
class PagePrinter : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /** Jobs queue. `patience`: until the last page must lie in the tray. */
    virtual PrintRequestId print(const PageDocument &document, Milliseconds patience) = 0;
    /** Waiting: fails with Cancelled. Under way: called back from the printer; sheets already out stay out. */
    virtual void cancel(PrintRequestId request) = 0;
    virtual PagePrinterStatus status() const = 0;

Q_SIGNALS:
    void finished(yz::PrintRequestId request, yz::PrintReport report);
    void statusChanged(yz::PagePrinterStatus status);
};

} // namespace yz
