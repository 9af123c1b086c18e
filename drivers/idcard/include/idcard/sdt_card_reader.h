// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "idcard/id_card_reader.h"

#include <core/event_log.h>

#include <memory>

namespace yz {

class UsbHost;

/** A reader with a security module of the Ministry of Public Security (SAM_A, SAM_V) on USB; see sdt/README.md. */
std::unique_ptr<IdCardReader> makeSdtCardReader(UsbHost &usb, const Clock &clock, EventLog &log);

} // namespace yz
