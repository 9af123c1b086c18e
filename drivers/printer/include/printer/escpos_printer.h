// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "printer/receipt_printer.h"
#include "printer/receipt_raster.h"

#include <core/event_log.h>

#include <memory>

namespace yz {

class UsbHost;

/** A receipt printer that speaks ESC/POS on USB, of any make; see escpos/README.md. */
std::unique_ptr<ReceiptPrinter> makeEscPosPrinter(UsbHost &usb, const Clock &clock, EventLog &log,
                                                  const PaperProfile &paper);

} // namespace yz
