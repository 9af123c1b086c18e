// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/uuid.h>

#include <QByteArray>

#include <cstring>

namespace yz::store {

/** As a column holds it: the 16 bytes. */
inline QByteArray blobOf(const Uuid &id)
{
    return {reinterpret_cast<const char *>(id.bytes.data()), static_cast<qsizetype>(id.bytes.size())};
}

/** Null when the column does not hold 16 bytes. */
inline Uuid uuidOf(const QByteArray &blob)
{
    Uuid id;
    if (blob.size() == static_cast<qsizetype>(id.bytes.size()))
        std::memcpy(id.bytes.data(), blob.constData(), id.bytes.size());
    return id;
}

} // namespace yz::store
