// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "printer/page_printer.h"

#include <core/event_log.h>

#include <memory>

namespace yz {

/**
 * A printer that speaks IPP Everywhere (PWG 5100.14) and takes PDF: in the network, or on USB behind ipp-usb.
 * `uri`: ipp://HOST[:PORT]/PATH or ipps://…, at most 255 characters. BadInput when it is not one.
 */
Result<std::unique_ptr<PagePrinter>> makeIppPrinter(const QString &uri, const Clock &clock, EventLog &log);

} // namespace yz
