// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "asio.h"

#include <boost/asio/thread_pool.hpp>
#include <cstddef>
#include <string>
#include <string_view>

namespace yz::hub {

/** Argon2id as libsodium writes it, for a person's password; empty when memory ran out. */
std::string hashPassword(std::string_view password);

/**
 * Looks at passwords in a thread of its own: one look takes a good part of a second and 64 MiB, by design.
 * Owner: the console's listener. Thread: the io thread; the work is done in its own.
 */
class PasswordChecker
{
public:
    enum class Verdict { Right, Wrong, Busy };

    explicit PasswordChecker(asio::io_context &io);
    ~PasswordChecker();

    /** An empty hash is looked at as long as a real one, and is always wrong. */
    Awaitable<Verdict> check(std::string hash, std::string password);

private:
    asio::io_context &m_io;
    asio::thread_pool m_worker{1};
    std::string m_nobody; ///< hash of a password that nobody has
    std::size_t m_waiting = 0;
};

} // namespace yz::hub
