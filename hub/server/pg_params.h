// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hub/digest.h"

#include <core/clock.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace yz::hub {

/** PostgreSQL's own type numbers. */
enum class PgType : std::uint32_t { Bool = 16, Bytea = 17, Int8 = 20, Text = 25, TimestampTz = 1184, Uuid = 2950 };

/** One column of a batch, as a binary array parameter. */
class PgColumn
{
public:
    explicit PgColumn(PgType type) : m_type(type) {}

    void add(std::string_view bytes);
    void add(const Uuid &uuid);
    void add(const Digest &digest);
    void add(std::uint64_t number);
    void add(WallTime moment);
    void addBool(bool value);
    void addNull();
    template <class T>
    void addMaybe(const std::optional<T> &value)
    {
        value ? add(*value) : addNull();
    }

    std::size_t size() const { return m_count; }
    /** The array in PostgreSQL's binary form. */
    std::string encode() const;

private:
    PgType m_type;
    std::uint32_t m_count = 0;
    bool m_hasNull = false;
    std::string m_elements;
};

/** A number in network byte order. */
std::string bigEndian(std::uint64_t value, std::size_t bytes);
/** Single parameters in PostgreSQL's binary form. */
std::string pgUuid(const Uuid &uuid);
std::string pgMoment(WallTime moment);

} // namespace yz::hub
