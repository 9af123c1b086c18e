// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/fault.h"

#include <tl/expected.hpp>
#include <type_traits>
#include <utility>

namespace yz {

/**
 * A value, or the Error that stands in its place. Must be looked at.
 * No exception crosses our headers: whatever can fail returns one of these.
 */
template <class T>
class [[nodiscard]] Result
{
public:
    using Value = T;

    Result(T value) : m_held(std::move(value)) {}
    Result(Error error) : m_held(tl::unexpect, std::move(error)) {}
    Result(Fault fault, std::string detail) : m_held(tl::unexpect, Error{fault, std::move(detail)}) {}

    explicit operator bool() const { return m_held.has_value(); }

    T &value() & { return *m_held; }
    const T &value() const & { return *m_held; }
    T &&value() && { return std::move(*m_held); }
    T &operator*() & { return *m_held; }
    const T &operator*() const & { return *m_held; }
    T &&operator*() && { return std::move(*m_held); }
    T *operator->() { return &*m_held; }
    const T *operator->() const { return &*m_held; }

    const Error &error() const { return m_held.error(); }
    /** Only when there is none of a value. */
    Fault fault() const { return m_held.error().fault; }
    bool failedWith(Fault fault) const { return !m_held && m_held.error().fault == fault; }

private:
    tl::expected<T, Error> m_held;
};

template <>
class [[nodiscard]] Result<void>
{
public:
    using Value = void;

    Result() = default;
    Result(Error error) : m_held(tl::unexpect, std::move(error)) {}
    Result(Fault fault, std::string detail) : m_held(tl::unexpect, Error{fault, std::move(detail)}) {}

    explicit operator bool() const { return m_held.has_value(); }
    const Error &error() const { return m_held.error(); }
    Fault fault() const { return m_held.error().fault; }
    bool failedWith(Fault fault) const { return !m_held && m_held.error().fault == fault; }

private:
    tl::expected<void, Error> m_held;
};

} // namespace yz
