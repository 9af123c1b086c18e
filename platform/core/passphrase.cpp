// SPDX-License-Identifier: Apache-2.0
#include "core/passphrase.h"

#include <sodium.h>

#include <array>

namespace yz {

Result<std::string> passphraseHash(std::string_view phrase)
{
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    if (sodium_init() < 0 ||
        crypto_pwhash_str(hash.data(), phrase.data(), phrase.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                          crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
        return {Fault::Internal, "no memory for Argon2id"};
    return std::string(hash.data());
}

bool passphraseMatches(const std::string &hash, std::string_view phrase)
{
    return isPassphraseHash(hash) && crypto_pwhash_str_verify(hash.c_str(), phrase.data(), phrase.size()) == 0;
}

bool isPassphraseHash(const std::string &hash)
{
    return sodium_init() >= 0 && hash.starts_with(crypto_pwhash_argon2id_STRPREFIX) &&
           hash.size() < crypto_pwhash_STRBYTES &&
           // Higher costs than ours are refused, too: a file must not decide how much memory a terminal spends.
           crypto_pwhash_str_needs_rehash(hash.c_str(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                                          crypto_pwhash_MEMLIMIT_INTERACTIVE) == 0;
}

} // namespace yz
