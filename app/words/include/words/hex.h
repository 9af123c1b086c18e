// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

namespace yz {

/**
 * The bytes that exactly `2 * size` hexadecimal digits of either case stand for; anything else: empty. Qt's own reading
 * passes over what is no digit, so that a mistyped key would become another one.
 */
QByteArray bytesOfHex(const QByteArray &digits, qsizetype size);

} // namespace yz
