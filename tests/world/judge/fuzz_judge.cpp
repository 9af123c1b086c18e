// SPDX-License-Identifier: Apache-2.0
#include "escpos_judge.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    yz::judge::fuzzOne(data, size);
    return 0;
}
