// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <wire/usb_host.h>

#include <array>

namespace yz::sdt {

/** A model on USB that is known to speak this protocol. */
struct Model
{
    UsbMatch match;
    const char *name;
};

/** Data, as is the udev rule beside it: an id stands in both or in none. Vendor and product are both needed, for 0400
 * also names oscilloscopes. Not here: 0483:df11, a reader waiting for new firmware, and the HID readers, which wrap
 * frames. */
inline constexpr std::array kModels = {
    Model{{0x0400, 0xC35A, {}, {}}, "module of National Semiconductor's ids (Synjones, Routon and others)"},
    Model{{0x0316, 0x5020, {}, {}}, "Synjones"},
};

} // namespace yz::sdt
