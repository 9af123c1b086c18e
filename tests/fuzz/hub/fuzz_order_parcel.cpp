// SPDX-License-Identifier: Apache-2.0
#include "parcel_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    yz::fuzz::orderParcel(data, size);
    return 0;
}
