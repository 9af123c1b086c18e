// SPDX-License-Identifier: Apache-2.0
// A head is believed only when signed by a known key; whatever is signed is read whole or refused by name.
#include "pack_fuzz.h"

#include <cache/pack_head.h>

#include <algorithm>
#include <cstdlib>

namespace yz::fuzz {

void packHead(const std::uint8_t *data, std::size_t size)
{
    static const auto key = [] {
        SecretBytes seed(32);
        std::fill(seed.bytes().begin(), seed.bytes().end(), std::byte{7});
        return *pack::signingKey(seed);
    }();
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    if (pack::verifiedHead(bytes, {{"somebody", key.publicKey}}))
        std::abort(); // nobody has signed this
    const auto read = pack::unverifiedHead(bytes);
    if (!read && !read.failedWith(Fault::DataMalformed))
        std::abort();
    const auto verified = pack::verifiedHead(pack::signedHead(bytes, "known", key.secret), {{"known", key.publicKey}});
    if (!verified) {
        if (!verified.failedWith(Fault::DataMalformed))
            std::abort();
        return;
    }
    // What was read says the same when it is written again.
    const auto payload = pack::headPayload(verified->head);
    const auto again = pack::unverifiedHead(pack::unsignedHead(payload));
    if (!again || pack::headPayload(*again) != payload)
        std::abort();
    (void)pack::acceptable(*verified, {QStringLiteral("230199"), 1, 5, {}, true});
}

} // namespace yz::fuzz
