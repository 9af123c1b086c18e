// SPDX-License-Identifier: Apache-2.0
#include "pg_params.h"

namespace yz::hub {
namespace {

void appendBigEndian(std::string &to, std::uint64_t value, std::size_t bytes)
{
    for (std::size_t i = bytes; i-- > 0;)
        to.push_back(static_cast<char>(value >> (8 * i)));
}

std::string_view view(std::span<const std::byte> bytes)
{
    return {reinterpret_cast<const char *>(bytes.data()), bytes.size()};
}

} // namespace

std::string bigEndian(std::uint64_t value, std::size_t bytes)
{
    std::string text;
    appendBigEndian(text, value, bytes);
    return text;
}

std::string pgUuid(const Uuid &uuid)
{
    return std::string(view(uuid.bytes));
}

std::string pgMoment(WallTime moment)
{
    using namespace std::chrono;
    constexpr sys_days epoch = 2000y / January / 1;
    return bigEndian(static_cast<std::uint64_t>(duration_cast<microseconds>(moment - epoch).count()), 8);
}

void PgColumn::add(std::string_view bytes)
{
    appendBigEndian(m_elements, bytes.size(), 4);
    m_elements.append(bytes);
    ++m_count;
}

void PgColumn::add(const Uuid &uuid)
{
    add(view(uuid.bytes));
}

void PgColumn::add(const Digest &digest)
{
    add(view(digest));
}

void PgColumn::add(std::uint64_t number)
{
    add(bigEndian(number, 8));
}

void PgColumn::add(WallTime moment)
{
    add(pgMoment(moment));
}

void PgColumn::addBool(bool value)
{
    add(std::string_view(value ? "\1" : "\0", 1));
}

void PgColumn::addNull()
{
    appendBigEndian(m_elements, 0xFFFF'FFFFU, 4);
    m_hasNull = true;
    ++m_count;
}

std::string PgColumn::encode() const
{
    std::string array;
    array.reserve(20 + m_elements.size());
    appendBigEndian(array, m_count == 0 ? 0 : 1, 4); // dimensions
    appendBigEndian(array, m_hasNull ? 1 : 0, 4);
    appendBigEndian(array, static_cast<std::uint32_t>(m_type), 4);
    if (m_count > 0) {
        appendBigEndian(array, m_count, 4);
        appendBigEndian(array, 1, 4); // lower bound
    }
    return array + m_elements;
}

} // namespace yz::hub
