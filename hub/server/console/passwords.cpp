// SPDX-License-Identifier: Apache-2.0
#include "passwords.h"

#include <sodium.h>

#include <array>
#include <boost/asio/post.hpp>
#include <memory>

namespace yz::hub {
namespace {

constexpr std::size_t kMostWaiting = 8;

struct Look
{
    explicit Look(asio::io_context &io) : done(io) { done.expires_at(Timer::time_point::max()); }
    Timer done;
    bool finished = false;
    bool right = false;
};

} // namespace

std::string hashPassword(std::string_view password)
{
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    if (crypto_pwhash_str(hash.data(), password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                          crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
        return {};
    return hash.data();
}

PasswordChecker::PasswordChecker(asio::io_context &io) : m_io(io)
{
    std::array<char, 32> random;
    randombytes_buf(random.data(), random.size());
    m_nobody = hashPassword({random.data(), random.size()});
}

PasswordChecker::~PasswordChecker()
{
    m_worker.join();
}

Awaitable<PasswordChecker::Verdict> PasswordChecker::check(std::string hash, std::string password)
{
    if (m_waiting >= kMostWaiting)
        co_return Verdict::Busy;
    ++m_waiting;
    // Shared: with the worker, which ends later than a hub that is stopped by force.
    auto look = std::make_shared<Look>(m_io);
    const bool known = !hash.empty();
    asio::post(m_worker, [this, look, known, hash = known ? std::move(hash) : m_nobody,
                          password = std::move(password)]() mutable {
        const bool right = crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
        sodium_memzero(password.data(), password.size());
        asio::post(m_io, [look, right, known] {
            look->right = right && known;
            look->finished = true;
            look->done.cancel();
        });
    });
    ErrorCode ignored;
    if (!look->finished)
        co_await look->done.async_wait(into(ignored));
    --m_waiting;
    co_return look->right ? Verdict::Right : Verdict::Wrong;
}

} // namespace yz::hub
