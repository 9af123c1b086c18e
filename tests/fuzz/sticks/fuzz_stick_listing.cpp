// SPDX-License-Identifier: Apache-2.0
#include "stick_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    yz::fuzz::stickListing(data, size);
    return 0;
}
