// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/secret.h>
#include <core/uuid.h>

#include <QByteArray>

#include <algorithm>
#include <cstdint>

namespace yz::test {

/** What store_writer says: small enough to be written to a pipe in one piece. */
struct Line
{
    enum What : std::uint32_t { Opened = 1, Journalled, Stored, Ended };
    std::uint32_t what = 0;
    Uuid id;
    std::uint32_t value = 0;
};

inline SecretBytes kill9Key()
{
    SecretBytes key(32);
    std::fill(key.bytes().begin(), key.bytes().end(), std::byte{0x39});
    return key;
}

inline QByteArray kill9Body(std::uint32_t n, std::size_t size)
{
    return QByteArray::number(n) + ' ' + QByteArray(static_cast<qsizetype>(size), 'k');
}

} // namespace yz::test
