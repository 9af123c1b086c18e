// SPDX-License-Identifier: Apache-2.0
#include "words/hex.h"

namespace yz {

QByteArray bytesOfHex(const QByteArray &digits, qsizetype size)
{
    const QByteArray bytes = digits.size() == 2 * size ? QByteArray::fromHex(digits) : QByteArray();
    return bytes.toHex() == digits.toLower() ? bytes : QByteArray();
}

} // namespace yz
