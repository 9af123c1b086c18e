// SPDX-License-Identifier: Apache-2.0
// What comes to a terminal on a stick, byte by byte. Each aborts where a promise is broken.
#pragma once

#include <cstddef>
#include <cstdint>

namespace yz::fuzz {

/** A bundle that nobody signed is never believed, whatever it says. */
void bundle(const std::uint8_t *data, std::size_t size);
/** A manifest's line and files, signed here: the signature holds, and all behind it is reached. */
void bundleSigned(const std::uint8_t *data, std::size_t size);
/** A manifest that is taken is written and read back as the same. */
void manifest(const std::uint8_t *data, std::size_t size);
void trust(const std::uint8_t *data, std::size_t size);
/** An enrolment request, as it lies on the stick, and as a PKCS #10 within one that is well-formed. */
void enrolment(const std::uint8_t *data, std::size_t size);
/** A PKCS #10 whose own signature holds: it gets a certificate that says what the office says, or is refused. */
void enrolmentSigned(const std::uint8_t *data, std::size_t size);
void roster(const std::uint8_t *data, std::size_t size);
/** What the stick program says, in pieces; the first byte is their size. */
void stickAnswer(const std::uint8_t *data, std::size_t size);

/** What is listed of a stick: the names are ours, or the stick is refused. */
void stickListing(const std::uint8_t *data, std::size_t size);

} // namespace yz::fuzz
