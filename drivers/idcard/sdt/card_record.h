// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "idcard/id_card.h"

#include <core/result.h>

#include <cstddef>
#include <span>

namespace yz::sdt {

/**
 * The data of a successful 30 01: two lengths (2 bytes big-endian each), the text record of 256 bytes UTF-16LE, the
 * photo. CardGarbled, with the item that breaks the layout and never its content.
 */
Result<IdCard> decodeCard(std::span<const std::byte> data);

/** GB 11643: the 18th character agrees with the other 17 (ISO 7064 MOD 11-2). */
bool hasValidCheckCharacter(const QString &number);

} // namespace yz::sdt
