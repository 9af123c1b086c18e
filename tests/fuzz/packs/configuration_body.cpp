// SPDX-License-Identifier: Apache-2.0
// A configuration is taken, or refused with the place in the file.
#include "pack_fuzz.h"

#include <configuration/configuration.h>

#include <cstdlib>

namespace yz::fuzz {

void configuration(const std::uint8_t *data, std::size_t size)
{
    const auto read =
        parseConfiguration(QByteArray(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size)));
    if (read ? read->terminal.isEmpty() : !read.failedWith(Fault::DataMalformed) || read.error().detail.empty())
        std::abort();
}

} // namespace yz::fuzz
