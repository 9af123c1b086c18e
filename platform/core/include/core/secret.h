// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <cstddef>
#include <span>
#include <string_view>

namespace yz {

/**
 * Bytes that must not outlive their owner: locked against swap, left out of core dumps, zeroed when they go.
 * Move only. Backed by libsodium's guarded heap. Thread: as any value.
 */
class SecretBytes
{
public:
    SecretBytes() = default;
    explicit SecretBytes(std::size_t size);
    ~SecretBytes();
    SecretBytes(SecretBytes &&other) noexcept;
    SecretBytes &operator=(SecretBytes &&other) noexcept;
    SecretBytes(const SecretBytes &) = delete;
    SecretBytes &operator=(const SecretBytes &) = delete;

    static SecretBytes random(std::size_t size);
    static SecretBytes copyOf(std::span<const std::byte> bytes);
    /** DataMalformed unless `hex` is exactly 2·`size` hexadecimal digits. */
    static Result<SecretBytes> fromHex(std::string_view hex, std::size_t size);
    /** A 32-byte key of its own for `purpose` (8 characters): from a 32-byte key, which it does not betray. */
    Result<SecretBytes> derive(std::string_view purpose) const;

    std::span<std::byte> bytes() { return {m_data, m_size}; }
    std::span<const std::byte> bytes() const { return {m_data, m_size}; }
    std::size_t size() const { return m_size; }
    bool empty() const { return m_size == 0; }

private:
    std::byte *m_data = nullptr;
    std::size_t m_size = 0;
};

/** Overwrites in a way the optimiser keeps. */
void wipe(std::span<std::byte> bytes);

/** Fills from the kernel's generator. */
void fillRandom(std::span<std::byte> bytes);

} // namespace yz
