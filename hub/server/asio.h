// SPDX-License-Identifier: Apache-2.0
#pragma once

// Boost 1.74's awaitable.hpp uses std::exchange without including <utility>: this header comes first, everywhere.
// clang-format off
#include <utility>
// clang-format on

#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>

namespace yz::hub {

namespace asio = boost::asio;
using ErrorCode = boost::system::error_code;

// There is one executor, the io thread's: naming it spares Asio the type-erased one and its allocation per operation.
using Executor = asio::io_context::executor_type;
template <class T>
using Awaitable = asio::awaitable<T, Executor>;
using Timer =
    asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, Executor>;

// GCC 12 destroys a temporary made with braces twice when its statement suspends: in a statement
// with co_await, name such a value first.

/** co_await something(…, into(error)): the error comes as a value, not as an exception. */
inline auto into(ErrorCode &error)
{
    return asio::redirect_error(asio::use_awaitable_t<Executor>(), error);
}

} // namespace yz::hub
