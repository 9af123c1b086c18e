// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hub/digest.h"

#include <core/clock.h>
#include <core/result.h>
#include <core/secret.h>

#include <cstdint>
#include <string>

namespace yz::hub {

/** What a receipt says. */
struct ReceiptFacts
{
    Uuid order;
    std::string terminal;
    Uuid epoch;
    std::uint64_t sequence = 0;
    Digest digest{};
    std::string number;
    WallTime receivedAt;
};

/** A receipt as kept and as handed out again, byte for byte. */
struct Receipt
{
    std::string payload;   ///< JSON, the exact bytes that were signed
    std::string signature; ///< Ed25519, 64 bytes
    std::string keyId;

    /** The body of a 201 or 200. */
    std::string toJson() const;
};

/** Calendar time of China, milliseconds: "2026-11-23T09:30:01.250+08:00". */
std::string toChinaTime(WallTime moment);
/** The hub's register number: region, day in China, serial of at least six digits. */
std::string registerNumber(const std::string &region, WallTime moment, std::uint64_t serial);

/**
 * Signs receipts with the hub's Ed25519 key.
 * Owner: the hub. Thread: one at a time. Errors of `load`: KeyMissing, DataMalformed.
 */
class ReceiptSigner
{
public:
    /** A PEM file (PKCS#8). */
    static Result<ReceiptSigner> load(const std::string &path);

    Result<Receipt> sign(const ReceiptFacts &facts) const;
    const std::string &keyId() const { return m_keyId; }

private:
    SecretBytes m_key; ///< as libsodium has it: seed and public key
    std::string m_keyId;
};

} // namespace yz::hub
