// SPDX-License-Identifier: Apache-2.0
// What the bodies of fuzz targets say when a promise is broken: nothing, they end the program.
#pragma once

#include <core/result.h>

#include <QByteArray>

#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace yz::fuzz {

inline QByteArray bytesOf(const std::uint8_t *data, std::size_t size)
{
    return QByteArray(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
}

inline void demand(bool holds)
{
    if (!holds)
        std::abort();
}

/** What is refused is refused by name. */
template <class T>
void demandNamed(const Result<T> &refused)
{
    demand(refused.fault() == Fault::DataMalformed || refused.fault() == Fault::DataForged);
    demand(!refused.error().detail.empty());
}

} // namespace yz::fuzz
