// SPDX-License-Identifier: Apache-2.0
#include "core/secret.h"

#include <sodium.h>

#include <cstring>
#include <utility>

namespace yz {
namespace {

void ensureSodium()
{
    static const int ready = sodium_init();
    (void)ready;
}

} // namespace

SecretBytes::SecretBytes(std::size_t size) : m_size(size)
{
    ensureSodium();
    if (size > 0) {
        m_data = static_cast<std::byte *>(sodium_malloc(size));
        if (m_data == nullptr)
            throw std::bad_alloc();
        sodium_memzero(m_data, size);
    }
}

SecretBytes::~SecretBytes()
{
    sodium_free(m_data);
}

SecretBytes::SecretBytes(SecretBytes &&other) noexcept
    : m_data(std::exchange(other.m_data, nullptr)), m_size(std::exchange(other.m_size, 0))
{
}

SecretBytes &SecretBytes::operator=(SecretBytes &&other) noexcept
{
    std::swap(m_data, other.m_data);
    std::swap(m_size, other.m_size);
    return *this;
}

SecretBytes SecretBytes::random(std::size_t size)
{
    SecretBytes secret(size);
    fillRandom(secret.bytes());
    return secret;
}

SecretBytes SecretBytes::copyOf(std::span<const std::byte> bytes)
{
    SecretBytes secret(bytes.size());
    if (!bytes.empty())
        std::memcpy(secret.m_data, bytes.data(), bytes.size());
    return secret;
}

Result<SecretBytes> SecretBytes::fromHex(std::string_view hex, std::size_t size)
{
    SecretBytes secret(size);
    std::size_t written = 0;
    const bool fits = hex.size() == 2 * size &&
                      sodium_hex2bin(reinterpret_cast<unsigned char *>(secret.m_data), size, hex.data(), hex.size(),
                                     nullptr, &written, nullptr) == 0 &&
                      written == size;
    if (!fits)
        return {Fault::DataMalformed, "a key of " + std::to_string(size) + " bytes in hexadecimal was expected"};
    return secret;
}

Result<SecretBytes> SecretBytes::derive(std::string_view purpose) const
{
    if (m_size != crypto_kdf_KEYBYTES || purpose.size() != crypto_kdf_CONTEXTBYTES)
        return {Fault::Internal, "a key is derived from 32 bytes for a purpose of 8 characters"};
    SecretBytes key(crypto_kdf_KEYBYTES);
    crypto_kdf_derive_from_key(reinterpret_cast<unsigned char *>(key.m_data), key.m_size, 1, purpose.data(),
                               reinterpret_cast<const unsigned char *>(m_data));
    return key;
}

void wipe(std::span<std::byte> bytes)
{
    sodium_memzero(bytes.data(), bytes.size());
}

void fillRandom(std::span<std::byte> bytes)
{
    ensureSodium();
    randombytes_buf(bytes.data(), bytes.size());
}

} // namespace yz
