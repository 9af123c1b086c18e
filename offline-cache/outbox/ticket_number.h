// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/clock.h>

#include <QByteArray>
#include <QString>

#include <cstdint>

namespace yz::outbox {

/**
 * The number on a citizen's slip: `<terminal>-<yyMMdd>-<serial>-<check>`, e.g. `HRB07-261123-0042-K`.
 *
 * - terminal: its id as it is, up to 16 characters; a longer one as 10 characters made from its SHA-256 (50 bits).
 * - date: of the wall clock at +08:00, for people; nothing rests on it.
 * - serial: at least 4 digits, counts on for the terminal's whole life and never starts again, so that a clock that
 *   jumps back, a new day or a lost database cannot give a number twice.
 * - check: ISO/IEC 7064 MOD 37,36 over all letters and digits before it; finds any single wrong character and swapped
 *   neighbours when the number is read out on the telephone.
 */
QString ticketNumber(const QByteArray &terminal, WallTime now, std::uint64_t serial);

/** Whether the check character fits; letters in either case. */
bool ticketNumberHolds(const QString &number);

} // namespace yz::outbox
