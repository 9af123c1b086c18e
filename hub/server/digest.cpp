// SPDX-License-Identifier: Apache-2.0
#include "hub/digest.h"

#include <openssl/evp.h>
#include <openssl/sha.h>

namespace yz::hub {
namespace {

constexpr std::string_view kPrefix = "sha-256=:";
constexpr std::size_t kBase64Size = 44;

const unsigned char *raw(const void *bytes)
{
    return static_cast<const unsigned char *>(bytes);
}

} // namespace

Digest sha256(std::string_view bytes)
{
    Digest digest;
    SHA256(raw(bytes.data()), bytes.size(), reinterpret_cast<unsigned char *>(digest.data()));
    return digest;
}

Digest chained(const Digest &previous, const Uuid &order, std::uint64_t sequence, const Digest &body)
{
    std::string link;
    link.reserve(previous.size() + order.bytes.size() + sizeof sequence + body.size());
    const auto append = [&link](std::span<const std::byte> bytes) {
        link.append(reinterpret_cast<const char *>(bytes.data()), bytes.size());
    };
    append(previous);
    append(order.bytes);
    for (int shift = 56; shift >= 0; shift -= 8)
        link.push_back(static_cast<char>(sequence >> shift));
    append(body);
    return sha256(link);
}

std::optional<Digest> parseDigestField(std::string_view field)
{
    if (field.size() != kPrefix.size() + kBase64Size + 1 || !field.starts_with(kPrefix) || field.back() != ':')
        return std::nullopt;
    const auto text = field.substr(kPrefix.size(), kBase64Size);
    std::array<unsigned char, 33> decoded; // EVP counts the padding in
    if (EVP_DecodeBlock(decoded.data(), raw(text.data()), static_cast<int>(text.size())) != 33)
        return std::nullopt;
    Digest digest;
    for (std::size_t i = 0; i < digest.size(); ++i)
        digest[i] = std::byte{decoded[i]};
    // One spelling per digest: refuses white space, other padding and stray low bits.
    return toDigestField(digest) == field ? std::optional(digest) : std::nullopt;
}

std::string toDigestField(const Digest &digest)
{
    return std::string(kPrefix) + toBase64(digest) + ':';
}

std::string toBase64(std::span<const std::byte> bytes)
{
    std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
    const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char *>(text.data()), raw(bytes.data()),
                                     static_cast<int>(bytes.size()));
    text.resize(static_cast<std::size_t>(size));
    return text;
}

std::string toHex(std::span<const std::byte> bytes)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(2 * bytes.size());
    for (const auto byte : bytes) {
        text.push_back(digits[std::to_integer<std::size_t>(byte >> 4)]);
        text.push_back(digits[std::to_integer<std::size_t>(byte & std::byte{0x0F})]);
    }
    return text;
}

} // namespace yz::hub
