// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <string>
#include <string_view>

namespace yz {

/**
 * What is kept of a word that a person remembers: Argon2id (RFC 9106) in libsodium's text form, "$argon2id$…", with the
 * salt and the cost in it. Takes 64 MiB and some tenths of a second: not for the GUI thread. Internal when there is no
 * memory for it.
 */
Result<std::string> passphraseHash(std::string_view phrase);

/** The same cost; false also for a hash that is none. */
bool passphraseMatches(const std::string &hash, std::string_view phrase);

/** Whether it is a hash that passphraseMatches() understands; cheap. */
bool isPassphraseHash(const std::string &hash);

} // namespace yz
