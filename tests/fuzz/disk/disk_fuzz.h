// SPDX-License-Identifier: Apache-2.0
// What lies on a terminal's own disk, as a power cut or a meddler may have left it. Each aborts where a promise is
// broken.
#pragma once

#include <cstddef>
#include <cstdint>

namespace yz::fuzz {

/** The count of wrong PINs: nobody waits longer than an hour, no try is uncounted, whatever the file says. */
void pinLock(const std::uint8_t *data, std::size_t size);
/** The kept log: a line is an event with a time that can be, or none; what is written next is read again. */
void eventLog(const std::uint8_t *data, std::size_t size);
/** A switch that has not proved itself: after a few starts the old release or the new one is in force for good. */
void pending(const std::uint8_t *data, std::size_t size);
/** What must never go back: it does not, or is refused as damaged. */
void ratchet(const std::uint8_t *data, std::size_t size);
/** The audit: a line that is added changes nothing of whether the ones before hold. */
void audit(const std::uint8_t *data, std::size_t size);

} // namespace yz::fuzz
